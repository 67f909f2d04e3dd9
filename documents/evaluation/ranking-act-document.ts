import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { RankingLine } from '../../db/evaluation/ranking-store.ts'
import type { Stores } from '../../db/stores.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { citeAct, actBase } from '../act/document-base.ts'
import { toldCorrection } from './told-correction.ts'
import type { StepContext } from '../../procedures/context.ts'
import { signersText } from '../meeting/who-signs.ts'
import { entryNotes } from '../../words/call-rules.ts'
import { appointmentsOf } from './appointments.ts'
import { inadmissibleOf, rankedEntries, rulesText } from './scoreboard.ts'

type Row = DocumentViewModel<'ranking'>['rows'][number]

/** The ranking as a proposal of act (art. 6, 7, 8): rows, rules and the hash of the sealed inputs that give them. */
export const buildRankingActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const ranking = await stores.evaluation.findRanking(proposal.subjectId)
  if (ranking === null) throw new Error(`no ranking ${proposal.subjectId}`)
  const seal = await stores.evaluation.sealOf(ranking.id)
  const call = await stores.calls.get(ranking.callId)
  const rows = await rankedRows(stores, rankedEntries(seal), { callId: call.id, rules: call.rules })
  const base = await actBase(context, proposal)
  const viewModel = {
    ...base,
    callTitle: call.title,
    callVersion: call.number,
    callAct: await citeAct(context, 'CALL_NOTICE', call.id),
    minutes: await minutesText(stores, ranking.provisionalId ?? ''),
    ...rulesText(call),
    availableCents: call.rules.budgetLineCents,
    rows,
    inadmissible: await inadmissibleOf(stores, seal),
    appointments: await appointmentsOf(stores, seal, await sheetsOf(stores, ranking.provisionalId ?? '')),
    inDoubt: await stores.evaluation.admissibilityInDoubt(call.id, proposal.proposedAt),
    correction: await correctionOf(context, ranking.id),
    sealedAt: ranking.drawnUpAt.toISOString(),
    sealHash: seal.sealHash,
  }
  return { kind: 'ranking', viewModel, evaluatedCallId: call.id }
}

async function correctionOf(
  context: StepContext,
  rankingId: string,
): Promise<DocumentViewModel<'ranking'>['correction']> {
  const { stores } = context
  const correction = await stores.rankingCorrections.ofSuccessor(rankingId)
  if (correction === null) return null
  const { rule, wrong, interest, heardUntil, annullableUntil } = correction
  return {
    ...{ rule, wrong, interest, heardUntil, annullableUntil },
    isAnnulment: correction.kind === 'ANNULMENT',
    replacedAct: await citeAct(context, 'RANKING_APPROVAL', correction.rankingId),
    replacedSealHash: (await stores.evaluation.sealOf(correction.rankingId)).sealHash,
    change: await toldCorrection(stores, correction),
    observations: correction.observations ?? '–',
  }
}

const sheetsOf = async (stores: Stores, provisionalId: string): Promise<Set<string>> =>
  new Set((await stores.evaluation.scoresOfRanking(provisionalId)).map((one) => one.scoringId))

/* What was put off is decided at another meeting, with minutes of its own; each with who signed them. */
async function minutesText(stores: Stores, provisionalId: string): Promise<string> {
  const days: string[] = []
  for (const { id, startsAt } of await stores.meetings.heldOn(provisionalId))
    days.push(`${formatDate(localDateOf(startsAt))}${await signersText(stores, id)}`)
  return days.length === 1
    ? `verbale della seduta del ${days.join()}`
    : `verbali delle sedute del ${days.join(', del ')}`
}

async function rankedRows(
  stores: Stores,
  ranked: readonly RankingLine[],
  { callId, rules }: { callId: string; rules: CallRules },
): Promise<Row[]> {
  const submitted = new Map((await stores.applications.submittedOf(callId)).map((one) => [one.id, one]))
  const partners = await stores.applications.partnersOfCall(callId)
  const leads = new Map(partners.filter((one) => one.role === 'LEAD').map((one) => [one.applicationId, one]))
  return ranked.map((line, index) => {
    const application = submitted.get(line.applicationId)
    const lead = leads.get(line.applicationId)
    if (!application || !lead) throw new Error(`the ranking has an unknown application ${line.applicationId}`)
    return toRow({ line, application, lead: { name: lead.name, taxCode: lead.taxCode } }, index + 1, rules)
  })
}

/* Below the threshold nobody has a position: they follow, in the order of the seal. */
function toRow(
  { line, application, lead }: { line: RankingLine; application: SubmittedApplication; lead: Row['lead'] },
  place: number,
  rules: CallRules,
): Row {
  if (line.outcome === 'NOT_ADMITTED') throw new Error('an application that is not admitted has no row')
  return {
    position: line.position ?? place,
    code: application.code,
    title: application.title,
    lead,
    score: line.points ?? '0.00',
    notes: entryNotes(line, rules.evaluation.criteria),
    outcome: line.outcome,
    requestedCents: application.requestedCents,
    grantCents: line.grantCents,
  }
}
