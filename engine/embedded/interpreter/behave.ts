import { decide } from '../decisions/decision.ts'
import { StepFault } from './faults.ts'
import { LIMITS } from './limits.ts'
import { createJob } from './jobs.ts'
import { beginLoop } from './loops.ts'
import type { Element } from '../models/model.ts'
import type { ElementRow } from './rows.ts'
import { startInstance } from './start.ts'
import { terminateChildren } from './terminate.ts'
import type { Turn } from './turn.ts'
import { readAll, readVariables } from './variables.ts'

type Behaviour = (turn: Turn, row: ElementRow, element: Element) => Promise<void> | void

/** What an element does once it is open: asks for work, begins what it holds, or is done at once. */
export async function behave(turn: Turn, row: ElementRow): Promise<void> {
  await behaviours[row.kind](turn, row, turn.definition(row))
}

const wait: Behaviour = () => undefined
const pass: Behaviour = (turn, row) => void turn.steps.push({ do: 'COMPLETE', key: row.key, variables: {} })

const behaviours: Record<ElementRow['kind'], Behaviour> = {
  PROCESS: beginStarted,
  EVENT_SUB_PROCESS: beginStarted,
  SUB_PROCESS: beginSubProcess,
  MULTI_INSTANCE: beginLoop,
  CALL_ACTIVITY: callProcess,
  SERVICE_TASK: (turn, row, { job }) => (job ? createJob(turn, row, { ...job, phase: 'TASK' }) : undefined),
  USER_TASK: wait,
  RECEIVE_TASK: wait,
  CATCH_EVENT: wait,
  EVENT_BASED_GATEWAY: wait,
  BUSINESS_RULE_TASK: decideRule,
  EXCLUSIVE_GATEWAY: pass,
  PARALLEL_GATEWAY: pass,
  START_EVENT: pass,
  THROW_EVENT: pass,
  BOUNDARY_EVENT: pass,
  END_EVENT: endEvent,
}

/* The start event was made with the scope, for it holds the variables of what has started it. */
async function beginStarted(turn: Turn, row: ElementRow): Promise<void> {
  for (const child of await turn.childrenOf([row.key])) turn.steps.push({ do: 'ENTER', key: child.key })
}

async function beginSubProcess(turn: Turn, row: ElementRow, { start }: Element): Promise<void> {
  if (start === null) throw new TypeError(`${row.elementId} has no start event`)
  turn.reserve(1)
  const child = await turn.create(row, { elementId: start, kind: 'START_EVENT' })
  turn.steps.push({ do: 'ENTER', key: child.key })
}

async function callProcess(turn: Turn, row: ElementRow, { call }: Element): Promise<void> {
  if (call === null) throw new TypeError(`${row.elementId} calls no process`)
  const callers = row.ancestors.filter((key) => turn.held(key).kind === 'CALL_ACTIVITY')
  if (callers.length >= LIMITS.callDepth)
    throw new StepFault(
      'CALLS_TOO_DEEP',
      `I processi si chiamano l'un l'altro per più di ${LIMITS.callDepth} livelli.`,
    )
  const bound = { id: call.processId, binding: call.binding, caller: row.resourceKey }
  const resourceKey = await boundVersion(turn, 'PROCESS', bound)
  const { start } = (await turn.versions.process(turn.client, resourceKey)).elements.get(call.processId) ?? {}
  if (!start)
    throw new StepFault('NO_NONE_START', `Il processo ${call.processId} non ha un inizio senza evento.`)
  const variables = await readAll(turn, row, { localOnly: !call.propagatesParent })
  const asked = { processId: call.processId, resourceKey, startEventId: start, startKey: null }
  await startInstance(turn, row, { ...asked, variables })
}

/* Asked for once in a turn: a multi-instance calls the same version many times. */
function boundVersion(
  { client, versions, bound }: Turn,
  kind: 'PROCESS' | 'DECISION',
  asked: Parameters<Turn['versions']['bound']>[2],
): Promise<string> {
  const name = JSON.stringify([kind, asked])
  const version = bound.get(name) ?? versions.bound(client, kind, asked)
  bound.set(name, version)
  return version
}

async function decideRule(turn: Turn, row: ElementRow, { decision }: Element): Promise<void> {
  if (decision === null) throw new TypeError(`${row.elementId} asks no decision`)
  const bound = { id: decision.decisionId, binding: decision.binding, caller: row.resourceKey }
  const resourceKey = await boundVersion(turn, 'DECISION', bound)
  const model = await turn.versions.decision(turn.client, resourceKey)
  const answer = decide(model, await readVariables(turn, row, model.names))
  turn.steps.push({ do: 'COMPLETE', key: row.key, variables: { [decision.resultVariable]: answer } })
}

async function endEvent(turn: Turn, row: ElementRow, { event }: Element): Promise<void> {
  if (event?.type === 'ERROR' && event.errorCode !== null) {
    turn.steps.push({ do: 'THROW', key: row.key, errorCode: event.errorCode, jobKey: null })
    return
  }
  const scope = turn.scopeOf(row)
  if (event?.type === 'TERMINATE' && scope) await terminateChildren(turn, scope, row)
  turn.steps.push({ do: 'COMPLETE', key: row.key, variables: {} })
}
