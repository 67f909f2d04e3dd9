import { expect } from '@jest/globals'
import type { CallName, Fault } from './faults.ts'
import type { Played, Scenario } from './scenario.ts'
import type { Way } from './steps.ts'

/** The faults that any call may meet. */
export const ANYWHERE: readonly Fault[] = ['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'LOST_ANSWER', 'SIGNED_OUT']

/** A call, the fault that it meets, and the way of the instance in which it comes. */
export type Case = [call: CallName, fault: Fault, way: Way]
/** The cases of one call, with the faults that it alone may meet. */
export const casesOf = (
  call: CallName,
  { way = 'COMPLETE', more = [] }: { way?: Way; more?: Fault[] } = {},
) => [...ANYWHERE, ...more].map((fault): Case => [call, fault, way])

/** An instance that came to its end with nothing lost and nothing twice. */
export const once = (way: Way): Played => ({
  ended: {
    'Enter COMPLETED': 1,
    [way === 'THROW' ? 'Check TERMINATED' : 'Check COMPLETED']: 1,
    'Decide COMPLETED': 1,
    'PROCESS COMPLETED': 1,
  },
  jobs: { Enter: 1, Check: 1, Open: 1 },
  open: 0,
  incidents: 0,
})

/** How often a call has met a fault. */
export async function metBy({ gateway }: Scenario, [call, fault]: Case): Promise<number> {
  return (await gateway.report()).faults[`${call} ${fault}`] ?? 0
}

/** Plays an instance in which one call meets its fault; fails where none did. */
export async function playDisturbed(scenario: Scenario, one: Case): Promise<Played> {
  const [call, fault, way] = one
  const before = await metBy(scenario, one)
  await scenario.gateway.order({ next: call, answers: fault })
  const played = await scenario.play(way)
  expect((await metBy(scenario, one)) - before).toBe(1)
  return played
}
