import type { DecidedConflict } from '../../db/evaluation/decided-conflicts.ts'
import type { RegisterEntry } from '../../db/network/register-entries.ts'
import { SOFT_REASONS } from '../../domain/evaluation/soft-reasons.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { StepContext } from '../../procedures/context.ts'
import { documentBase } from '../act/document-base.ts'
import { titleOf } from '../../words/codes.ts'
import { exclusionTables, minutesTitle } from './minutes-document.ts'
import type { MinutesFacts } from './minutes-document.ts'

type Annex = DocumentViewModel<'minutes-annex'>

/** The reserved annex of the minutes of a meeting on a call; null where nothing in them concerns a person. */
export async function minutesAnnexDocument(
  context: StepContext,
  facts: Omit<MinutesFacts, 'annexSha256'>,
): Promise<Annex | null> {
  const { meeting, heldAt, draft } = facts
  if (meeting.stage !== 'EVALUATION') return null
  const { closesAt } = await context.stores.calls.get(meeting.subjectId)
  const between = { since: closesAt, until: heldAt }
  const decided = await context.stores.evaluation.decidedConflictsOf(meeting.subjectId, heldAt)
  return {
    ...(await documentBase(context, {
      cycleId: meeting.cycleId,
      documentId: meeting.id,
      issuedAt: heldAt,
    })),
    draft,
    title: minutesTitle(meeting),
    heldAt: heldAt.toISOString(),
    exclusions: exclusionTables(facts).exclusions,
    decided: decided.map(decidedRow),
    register: (await context.stores.network.registerEntries(between)).map(registerRow),
  }
}

const registerRow = ({ at, kind, about, act, by }: RegisterEntry): Annex['register'][number] => ({
  ...{ at: at.toISOString(), about, act: act ?? '–', by },
  kind: titleOf('registerEntry', kind),
})

function decidedRow(one: DecidedConflict): Annex['decided'][number] {
  const { person, application, decision, decisionReason, decidedBy } = one
  return { person, application, declared: declaredText(one), decision, reason: decisionReason, decidedBy }
}

function declaredText({ reason, explanation, tie }: DecidedConflict): string {
  const own = reason === 'BODY_TIE' ? [] : [SOFT_REASONS[reason].label, explanation]
  return [...own, ...(tie === null ? [] : [`Legame dell’ente: ${tie}`])].join('; ')
}
