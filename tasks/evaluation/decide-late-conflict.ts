import { z } from 'zod'
import type { Ranking } from '../../db/evaluation/ranking-store.ts'
import type { LateConflict } from '../../db/evaluation/late-conflict-store.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { SOFT_REASONS } from '../../domain/evaluation/soft-reasons.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { Actor, StepContext, UseCaseContext } from '../../procedures/context.ts'
import { ownHands } from '../../procedures/cycle/work-item-access.ts'
import { excludeLate } from '../../procedures/evaluation/exclude-late.ts'
import { reopenRanking } from '../../procedures/evaluation/reopen-ranking.ts'
import { voidSheets } from '../../procedures/evaluation/void-sheets.ts'
import { defineTask } from '../task.ts'

const input = z.strictObject({
  decision: z.enum(['EXCLUDED', 'NOT_EXCLUDED'], 'Decidi se la persona è esclusa.'),
  decisionReason: plainText({ max: 2000, multiline: true }),
})
type Decided = z.output<typeof input> & { reopens: Ranking['id'] | null }

/** Somebody who neither told it nor is concerned decides on a late conflict (DPR 62/2013 art. 7). Who is excluded loses the sheet;
 * where that sheet, a vote of that person or its decision on admissibility is in a ranking that is not adopted, the ranking is reopened: a new one is drawn up
 * beside it, for a new vote (art. 5, 7). Throws OWN_DECLARATION; MEETING_NOT_RECORDED while who voted is not yet on record. */
export const decideLateConflict = defineTask({
  element: 'Task_DecideLateConflict',
  process: evaluation,
  title: 'Decidi sul conflitto emerso',
  form: 'decide-late-conflict',
  role: 'PROCESS_OWNER',
  chairToo: true,
  subject: 'lateConflictId',
  needs: ['callId'],
  receives: 'LateConflictTold',
  async decides({ stores }, { lateConflictId }) {
    const { applicationId } = await lateConflict(stores, lateConflictId)
    return { matter: 'EVALUATION', subjectId: applicationId }
  },
  async assign({ stores }, { lateConflictId }) {
    const { applicationId } = await lateConflict(stores, lateConflictId)
    return { applicationId, ofEvaluation: true }
  },
  input,

  async load(context, item) {
    const { stores } = context
    const conflict = await decidable(context, item.subjectId)
    const application = await stores.applications.get(conflict.applicationId)
    const people = await stores.network.persons([conflict.personId, conflict.toldBy])
    return {
      person: people.get(conflict.personId)?.displayName ?? '',
      application: `${application.code} ${application.title}`,
      toldBy: people.get(conflict.toldBy)?.displayName ?? '',
      facts: `${SOFT_REASONS[conflict.reason].label}\n${conflict.explanation}`,
      decision: null,
      decisionReason: '',
    }
  },

  async complete(context, item, decision) {
    const conflict = await decidable(context, item.subjectId)
    const call = await context.stores.calls.get(conflict.callId, 'update')
    const standing = await context.stores.evaluation.provisionalRankingOf(call.id)
    const reopens = decision.decision === 'EXCLUDED' ? await weighedOn(context, standing, conflict) : null
    await record(context, conflict, { ...decision, reopens })
    if (decision.decision === 'NOT_EXCLUDED') return {}
    if (standing !== null && reopens !== null) await reopenRanking(context, call, standing)
    await excludeLate(context, conflict, {
      ...{ basis: 'LATE', when: 'durante la valutazione', decision: decision.decisionReason },
      ownReason: 'È emerso un conflitto di interesse, riconosciuto con decisione motivata.',
    })
    if (standing === null || reopens !== null) await voidSheets(context, call, conflict)
    return {}
  },
})

/* A meeting that has begun keeps what was voted in it: it is recorded first. */
async function refuseBeforeRecord({ stores, now }: StepContext, { callId }: Ranking): Promise<void> {
  const meeting = await stores.meetings.latestFor('EVALUATION', callId)
  if (meeting?.status !== 'CONVENED' || meeting.startsAt === null || meeting.startsAt > now) return
  throw new BusinessError('MEETING_NOT_RECORDED', { startsAt: meeting.startsAt })
}

/* The ranking that a sheet, a vote or a decision on admissibility of the person went into, null where none did: the one that stands, or the one that was taken
   back and has none in its place yet, so that the seal of the next names all who told and decided. */
async function weighedOn(
  context: StepContext,
  standing: Ranking | null,
  conflict: LateConflict,
): Promise<Ranking['id'] | null> {
  const { evaluation } = context.stores
  if (standing !== null) await refuseBeforeRecord(context, standing)
  const last = standing ?? (await evaluation.supersededRankingOf(conflict.callId))
  if (last === null) return null
  const provisionalId = last.provisionalId ?? last.id
  return (await evaluation.weighsOn(provisionalId, conflict)) ? provisionalId : null
}

async function record(
  { stores, actor, now }: UseCaseContext,
  { id }: LateConflict,
  { decision, decisionReason, reopens }: Decided,
): Promise<void> {
  const decided = { decision, reason: decisionReason, decidedBy: actor.personId, at: now, reopens }
  if (!(await stores.evaluation.decideLateConflict(id, decided)))
    throw new BusinessError('WORK_ITEM_NOT_OPEN')
}

async function lateConflict(stores: StepContext['stores'], id: string): Promise<LateConflict> {
  const conflict = await stores.evaluation.findLateConflict(id)
  if (conflict === null) throw new Error(`no late conflict ${id}`)
  return conflict
}

/* Neither the teller nor the person concerned, by whatever account or function, nor who acts in the place of one of them. */
async function decidable(
  { stores, actor }: StepContext & { actor: Actor },
  id: string,
): Promise<LateConflict> {
  const conflict = await stores.evaluation.findLateConflict(id)
  const hands = ownHands(actor)
  if (conflict === null || hands.includes(conflict.personId) || hands.includes(conflict.toldBy))
    throw new BusinessError('OWN_DECLARATION')
  return conflict
}
