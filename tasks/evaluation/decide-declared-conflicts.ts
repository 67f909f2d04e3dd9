import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import type { DeclaredConflict } from '../../db/evaluation/conflict-store.ts'
import type { Stores } from '../../db/stores.ts'
import { SOFT_REASONS } from '../../domain/evaluation/soft-reasons.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { CallId } from '../../domain/shared/ids.ts'
import { plainText } from '../../domain/shared/text.ts'
import { defineTask } from '../task.ts'
import type { Actor, StepContext, UseCaseContext } from '../../procedures/context.ts'
import { ownHands } from '../../procedures/cycle/work-item-access.ts'

const NOTHING_TO_DECIDE =
  'Nulla resta da decidere a chi è collegato: decide un altro responsabile del procedimento, o chi presiede il Comitato.'

const decision = z.strictObject({
  declarationId: z.string().max(40),
  applicationId: z.string().max(40),
  decision: z.enum(['EXCLUDED', 'NOT_EXCLUDED'], 'Decidi se la persona è esclusa.'),
  decisionReason: plainText({ max: 2000, multiline: true }),
})
type Decision = z.output<typeof decision>

/** Somebody else than the declarer decides on each declared conflict (DPR 62/2013 art. 7); who is excluded stays out of
 * that application. Never one's own (OWN_DECLARATION), never about what is closed to oneself (CONFLICT_EXCLUDED): what is
 * left comes back as a task for another process owner, or for the chair; who acts in the place of the declarer is none. */
export const decideDeclaredConflicts = defineTask({
  element: 'Task_DecideDeclaredConflicts',
  process: evaluation,
  title: 'Decidi sui conflitti dichiarati',
  form: 'decide-declared-conflicts',
  role: 'PROCESS_OWNER',
  chairToo: true,
  subject: 'callId',
  decides: { inside: 'asks for each conflict, so that somebody else gets those of the own applications' },
  input: z.strictObject({ decisions: z.array(decision).min(1, NOTHING_TO_DECIDE).max(10_000) }),

  async load(context, item) {
    const own = await decidable(context, await pendingConflicts(context.stores, item.subjectId))
    return {
      decisions: own.map(({ conflict, person, application, facts }) => ({
        declarationId: conflict.declarationId,
        applicationId: conflict.applicationId,
        ...{ person, application, facts },
        decision: null,
        decisionReason: '',
      })),
    }
  },

  async complete(context, item, { decisions }) {
    const pending = await pendingConflicts(context.stores, item.subjectId)
    await refuseOwnSide(context, pending, decisions)
    const own = await decidable(context, pending)
    if (own.length === 0) throw invalid(NOTHING_TO_DECIDE)
    const decisionOf = new Map(decisions.map((one) => [pairOf(one), one]))
    if (decisionOf.size < decisions.length) throw invalid('Su ogni conflitto dichiarato si decide una volta.')
    for (const one of own) {
      const decided = decisionOf.get(pairOf(one.conflict))
      if (decided === undefined) throw invalid(`Manca la decisione su: ${one.person}, ${one.application}.`)
      await decide(context, { callId: asId<CallId>(item.subjectId), ...one }, decided)
    }
    return {}
  },
})

type Pending = { conflict: DeclaredConflict; person: string; application: string; facts: string }

const pairOf = (one: { declarationId: string; applicationId: string }): string =>
  `${one.declarationId} ${one.applicationId}`

/* What is still to be decided of who declared, in words that people know it by: two of one name stay two, by their ids. */
async function pendingConflicts(stores: Stores, callId: string): Promise<Pending[]> {
  const open = await stores.evaluation.undecidedConflictsOf(callId)
  const submitted = await stores.applications.submittedOf(callId)
  const applications = new Map(submitted.map((one) => [one.id, one]))
  const people = await stores.network.persons(open.map((one) => one.personId))
  return open.flatMap((conflict) => {
    const person = people.get(conflict.personId)
    const application = applications.get(conflict.applicationId)
    if (person === undefined || application === undefined) return []
    return {
      conflict,
      person: person.displayName,
      application: `${application.code} ${application.title}`,
      facts: reasonsOf(conflict).join('\n'),
    }
  })
}

/* The tie that we found and what the person declares, both. */
function reasonsOf({ reason, explanation, tie }: DeclaredConflict): string[] {
  const ofTheBody = tie === null ? [] : [`Legame dell’ente: ${tie}`]
  return reason === 'BODY_TIE' ? ofTheBody : [SOFT_REASONS[reason].label, explanation, ...ofTheBody]
}

type Decider = StepContext & { actor: Actor }

async function decidable(context: Decider, pending: readonly Pending[]): Promise<Pending[]> {
  const refusalOf = await refusals(context, pending)
  return pending.filter((one) => refusalOf(one) === null)
}

async function refusals({ stores, actor }: Decider, pending: readonly Pending[]) {
  const about = pending.map(({ conflict }) => conflict.applicationId)
  const closed = await stores.evaluation.closedAmong(actor, about)
  return ({ conflict }: Pending) => {
    if (ownHands(actor).includes(conflict.personId)) return new BusinessError('OWN_DECLARATION')
    return closed.has(conflict.applicationId) ? excludedBy() : null
  }
}

async function refuseOwnSide(context: Decider, pending: readonly Pending[], decisions: readonly Decision[]) {
  const refusalOf = await refusals(context, pending)
  const told = new Set(decisions.map(pairOf))
  for (const one of pending.filter(({ conflict }) => told.has(pairOf(conflict)))) {
    const refusal = refusalOf(one)
    if (refusal !== null) throw refusal
  }
}

function invalid(message: string): BusinessError {
  const problem = { path: 'decisions', code: 'MISSING', message }
  return new BusinessError('INVALID_INPUT', { problems: [problem] })
}

async function decide(
  { stores, actor, now }: UseCaseContext,
  { callId, conflict, facts }: Pending & { callId: CallId },
  { decision: outcome, decisionReason }: Decision,
): Promise<void> {
  const decided = await stores.evaluation.decideDeclaredConflict({
    declarationId: conflict.declarationId,
    applicationId: conflict.applicationId,
    decision: outcome,
    reason: decisionReason,
    decidedBy: actor.personId,
    at: now,
  })
  if (!decided) throw new BusinessError('WORK_ITEM_NOT_OPEN')
  if (outcome === 'NOT_EXCLUDED') return
  await stores.evaluation.addExclusions([
    {
      callId,
      applicationId: conflict.applicationId,
      causeApplicationId: conflict.applicationId,
      personId: conflict.personId,
      seatId: conflict.seatId,
      basis: 'DECLARED',
      source: 'DECLARED',
      path: [],
      fullReason: `conflitto dichiarato: ${facts.split('\n').join('; ').replace(/\.$/, '')}. Decisione: ${decisionReason}`,
      ownReason: 'Ha dichiarato un conflitto di interesse, riconosciuto con decisione motivata.',
      excludedAt: now,
    },
  ])
}
