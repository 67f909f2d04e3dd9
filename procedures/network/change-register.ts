import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { endOfDay, localDateOf } from '../../domain/shared/terms.ts'
import type { UseCaseContext } from '../context.ts'
import { closeAndTell, closeCallToTied, INVITED } from '../evaluation/close-to-tied.ts'
import { findExclusions } from '../evaluation/find-exclusions.ts'
import { flagNewTies } from '../evaluation/flag-new-ties.ts'

/* Somebody of whom the register ties to applications, by the words of the reason. */
interface Tie {
  personId: string
  fullReason: string
}
interface Change {
  /** The first day on which it counts. */
  from: LocalDate
  /** What the actor was shown, by its hash; undefined before anything was. */
  confirmed: string | undefined
  make: () => Promise<unknown>
}

/** Makes a change of the register, and shuts the wall at once to whom it ties to a call under evaluation (art. 5); of a call whose
 * outcome is out it flags the projects that it ties who scored to. Throws
 * EXCLUSIONS_WOULD_CHANGE, and nothing is written, while the actor has not confirmed whom it ties or unties: computed on the
 * changed rows by the rule of exclusions itself, as far as the wall lets the actor know. */
export async function changeRegister(
  context: UseCaseContext,
  { from, confirmed, make }: Change,
): Promise<void> {
  const { now } = context
  const calls = await callsHeld(context)
  const on = from > localDateOf(now) ? endOfDay(from) : now
  const before = await tiesOf(context, calls, on)
  await flagNewTies(context, { on, make })
  const after = await tiesOf(context, calls, on)
  await requireConfirmed(context, confirmed, {
    tied: [...after].filter(([key]) => !before.has(key)).map(([, tie]) => tie),
    untied: [...before].filter(([key]) => !after.has(key)).map(([, tie]) => tie),
  })
  for (const callId of calls) await closeCallToTied(context, callId)
}

/** Makes a change to which the process owner has agreed by an invitation, before anybody knew the day: nobody is asked, the wall is
 * shut at once to whom it ties to a call under evaluation (art. 5), and the process owner is told. */
export async function changeByInvitation(
  context: UseCaseContext,
  make: () => Promise<unknown>,
): Promise<void> {
  const calls = await callsHeld(context)
  await flagNewTies(context, { on: context.now, make })
  for (const callId of calls) await closeAndTell(context, callId, INVITED)
}

async function callsHeld({ stores }: UseCaseContext): Promise<string[]> {
  const calls = await stores.evaluation.callsUnderEvaluation()
  for (const callId of calls) await stores.calls.get(callId, 'update')
  return calls
}

async function tiesOf(
  { stores, actor }: UseCaseContext,
  calls: readonly string[],
  on: Date,
): Promise<Map<string, Tie>> {
  const ties = new Map<string, Tie>()
  for (const callId of calls) {
    const also = (await stores.evaluation.appointmentsOf(callId)).map((one) => one.personId)
    const { exclusions } = await findExclusions(stores, callId, { now: on, also })
    const named = exclusions.flatMap((one) => [one.applicationId, one.causeApplicationId])
    const closed: ReadonlySet<string> = await stores.evaluation.closedAmong(actor, [...new Set(named)])
    for (const { personId, fullReason, applicationId, causeApplicationId } of exclusions)
      if (!closed.has(applicationId) && !closed.has(causeApplicationId))
        ties.set(`${personId} ${fullReason}`, { personId, fullReason })
  }
  return ties
}

async function requireConfirmed(
  { stores }: UseCaseContext,
  confirmed: string | undefined,
  { tied, untied }: { tied: readonly Tie[]; untied: readonly Tie[] },
): Promise<void> {
  if (tied.length + untied.length === 0) return
  const confirmation = hashOf([tied, untied]).slice(0, 16)
  if (confirmed === confirmation) return
  const people = await stores.network.persons([...tied, ...untied].map((one) => one.personId))
  const told = (code: string, say: (name: string, reason: string) => string) => (tie: Tie) => ({
    ...{ path: '', code },
    message: say(people.get(tie.personId)?.displayName ?? tie.personId, tie.fullReason),
  })
  const problems = [
    ...tied.map(told('TIED', (name, reason) => `Nuova esclusione di ${name}: ${reason}.`)),
    ...untied.map(
      told(
        'UNTIED',
        (name, reason) => `Cade il legame di ${name}: ${reason}. Un’esclusione già registrata resta.`,
      ),
    ),
  ]
  throw new BusinessError('EXCLUSIONS_WOULD_CHANGE', { confirmation, problems })
}
