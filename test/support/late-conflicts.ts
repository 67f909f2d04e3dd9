import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { tellLateConflict } from '../../use-cases/evaluation/tell-late-conflict.ts'
import type { TestDatabase } from './database.ts'
import type { EvaluationScenario } from './evaluation-scenario.ts'

export type LateDecision = 'EXCLUDED' | 'NOT_EXCLUDED'

const REASON = { reason: 'PAID_RELATION' as const, explanation: 'Consulenza di due anni fa.' }

/** Tells a late conflict of somebody and, as somebody else, decides on it. */
export function lateConflicts(database: TestDatabase, scenario: EvaluationScenario) {
  const tell = async (actor: Actor, of: { application: string; personId: string }): Promise<string> => {
    const told = await database.run(actor, tellLateConflict, { callId: scenario.callId, ...of, ...REASON })
    return told.lateConflictId ?? 'FLAG'
  }
  const open = (lateConflictId: string) =>
    scenario.steps.open('Task_DecideLateConflict', { ...scenario.scope, lateConflictId })
  const decide = async (actor: Actor, lateConflictId: string, decision: LateDecision = 'EXCLUDED') =>
    scenario.steps.complete(actor, await open(lateConflictId), { decision, decisionReason: 'Valutato.' })
  const secondOwner = async (): Promise<Actor> => {
    const personId = demoPersonId('CASE_OFFICER_1')
    const held = await database.stores.network.functionsOf(personId, database.today())
    if (held.every(({ role }) => role !== 'PROCESS_OWNER'))
      await scenario.steps.hold(personId, { role: 'PROCESS_OWNER' })
    return scenario.steps.actor(personId, 'PROCESS_OWNER')
  }
  return {
    tell,
    open,
    decide,

    secondOwner,

    /** The process owner tells it, and another one decides. */
    async uphold(code: string, application: string): Promise<void> {
      const id = await tell(scenario.owner, { application, personId: demoPersonId(code) })
      await decide(await secondOwner(), id)
    },
  }
}

/** A meeting as it stands once its convocation has left, for the same hour tomorrow. */
export async function convenedTomorrow(database: TestDatabase, meetingId: string): Promise<void> {
  const [now, day] = [database.clock.now(), 86_400_000]
  const startsAt = new Date(now.getTime() + day)
  const convened = {
    status: 'CONVENED' as const,
    place: 'Sala A',
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + day / 12),
  }
  await database.arrange((tx) =>
    tx('meetings')
      .where({ id: meetingId })
      .update({ ...convened, convened_at: now, told_sequence: 0 }),
  )
}
