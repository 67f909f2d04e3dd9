import { z } from 'zod'

const FAULTS = [
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
  'LOST_ANSWER',
  'SIGNED_OUT',
  'ALREADY_EXISTS',
  'NOT_FOUND',
  'BEHIND',
] as const
/**
 * What a call meets. The first two: refused, nothing done. LOST_ANSWER: done, then the connection is cut. SIGNED_OUT: every
 * sign-in has ended. ALREADY_EXISTS, NOT_FOUND: done, and answered as one that was done before. BEHIND: a search shows nothing.
 */
export type Fault = (typeof FAULTS)[number]

const ANYWHERE: readonly Fault[] = ['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'LOST_ANSWER', 'SIGNED_OUT']

/** Every call that the gateway answers, with the faults that it may meet beside those of all calls. */
const CALLS = {
  Topology: [],
  DeployResource: [],
  PublishMessage: ['ALREADY_EXISTS'],
  ActivateJobs: [],
  CompleteJob: ['NOT_FOUND'],
  FailJob: ['NOT_FOUND'],
  ThrowError: ['NOT_FOUND'],
  UpdateJobRetries: [],
  ResolveIncident: [],
  SetVariables: [],
  CancelProcessInstance: [],
  MigrateProcessInstance: [],
  completeUserTask: ['NOT_FOUND'],
  searchUserTasks: ['BEHIND'],
  searchElements: ['BEHIND'],
  searchIncidents: ['BEHIND'],
  searchInstances: ['BEHIND'],
  searchDefinitions: ['BEHIND'],
  searchVariables: ['BEHIND'],
  searchJobs: ['BEHIND'],
  searchMessages: ['BEHIND'],
  readFlows: [],
  readModel: [],
} as const satisfies Record<string, readonly Fault[]>
export type CallName = keyof typeof CALLS

const callNames = Object.keys(CALLS) as CallName[]
export const orderSchema = z.union([
  z.strictObject({ seed: z.number().int(), rate: z.number().min(0).max(1) }),
  z.strictObject({
    next: z.enum(callNames as [CallName, ...CallName[]]),
    answers: z.enum(FAULTS),
    times: z.number().int().positive().default(1),
  }),
])
/** Faults at random, each call with this chance, or the next calls of one name exactly. */
export type FaultOrder = z.input<typeof orderSchema>

/** How often each call came, and how often each met which fault. */
export interface FaultReport {
  calls: Partial<Record<CallName, number>>
  faults: Record<string, number>
}

export interface Faults {
  order: (order: FaultOrder) => void
  /** What the call that comes now meets; null: it is served. */
  meet: (call: CallName) => Fault | null
  report: () => FaultReport
}

export function createFaults(): Faults {
  const ordered: { call: CallName; fault: Fault }[] = []
  const report: FaultReport = { calls: {}, faults: {} }
  let rate = 0
  let draw = drawing(0)
  const takeOrdered = (call: CallName): Fault | null => {
    const index = ordered.findIndex((one) => one.call === call)
    return index < 0 ? null : (ordered.splice(index, 1)[0]?.fault ?? null)
  }
  const takeRandom = (call: CallName): Fault | null => {
    if (draw() >= rate) return null
    const possible = [...ANYWHERE, ...CALLS[call]]
    return possible[Math.floor(draw() * possible.length)] ?? null
  }
  return {
    order(given) {
      const order = orderSchema.parse(given)
      if ('seed' in order) {
        rate = order.rate
        draw = drawing(order.seed)
      } else
        for (let count = 0; count < order.times; count += 1)
          ordered.push({ call: order.next, fault: order.answers })
    },
    meet(call) {
      const fault = takeOrdered(call) ?? takeRandom(call)
      report.calls[call] = (report.calls[call] ?? 0) + 1
      if (fault !== null) report.faults[`${call} ${fault}`] = (report.faults[`${call} ${fault}`] ?? 0) + 1
      return fault
    },
    report: () => report,
  }
}

/* Mulberry32: the same seed draws the same row of numbers. */
function drawing(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
