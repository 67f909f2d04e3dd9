import { StepFault } from './faults.ts'
import { expectType } from '../feel/feel.ts'
import { eventSubProcessStarts, ownEvents } from './events.ts'
import { recordFlow } from './flows.ts'
import { nextListener } from './jobs.ts'
import { endInstance, endLoop } from './loops.ts'
import { elementOf } from '../models/model.ts'
import type { Element, Flow } from '../models/model.ts'
import type { ElementRow, Variables } from './rows.ts'
import { startByMessage } from './start.ts'
import { query } from '../database.ts'
import type { Turn } from './turn.ts'
import { applyMappings, evaluate, merge, readAll, setLocal } from './variables.ts'

/** An element has done its work: what it gives goes out, then its end listeners run, then it is left. Throws FeelFault. */
export async function complete(turn: Turn, row: ElementRow, variables: Variables): Promise<void> {
  stopWaiting(turn, row)
  if (row.kind === 'MULTI_INSTANCE') await endLoop(turn, row)
  else await giveOut(turn, row, variables)
  if (!(await nextListener(turn, row, 'END'))) turn.steps.push({ do: 'LEAVE', key: row.key })
}

/* What it waited for has come: nothing more begins in it, though its boundary may still end it. */
function stopWaiting(turn: Turn, row: ElementRow): void {
  row.state = 'COMPLETING'
  row.listener = 0
  const inside =
    row.kind === 'MULTI_INSTANCE' ? [] : [...ownEvents(turn, row), ...eventSubProcessStarts(turn, row)]
  turn.closeEvents(
    row,
    inside.map(({ eventId }) => eventId),
  )
}

/* With output mappings only what they name leaves; without, all of it, to the nearest scope that knows each name. */
async function giveOut(turn: Turn, row: ElementRow, variables: Variables): Promise<void> {
  const { outputs, call } = turn.definition(row)
  if (outputs.length > 0) {
    setLocal(turn, row.key, variables)
    await giveMapped(turn, row, await applyMappings(turn, row, outputs))
  } else if (isEvent(row)) await mergeAbove(turn, row, { ...(await localsOf(turn, row)), ...variables })
  else if (row.kind !== 'CALL_ACTIVITY' || call?.propagatesChild) await merge(turn, row, variables)
}

const isEvent = ({ kind }: ElementRow): boolean => kind === 'START_EVENT' || kind === 'BOUNDARY_EVENT'
const localsOf = (turn: Turn, row: ElementRow) => readAll(turn, row, { localOnly: true })

async function mergeAbove(turn: Turn, row: ElementRow, variables: Variables): Promise<void> {
  const scope = turn.scopeOf(row)
  if (scope) await merge(turn, scope, variables)
}

/* An instance of a multi-instance reads and writes its own scope first. */
async function giveMapped(turn: Turn, row: ElementRow, results: Variables): Promise<void> {
  const isInstance = row.loopCounter !== null
  await merge(turn, isInstance ? row : (turn.scopeOf(row) ?? row), results)
}

/** Behind the end listeners: the row ends and its token goes on, or its scope may be done. Throws FeelFault, StepFault. */
export async function leave(turn: Turn, row: ElementRow): Promise<void> {
  const scope = turn.scopeOf(row)
  if (row.kind === 'PROCESS') return leaveProcess(turn, row)
  if (scope === null) throw new TypeError(`${row.elementId} has no scope`)
  const flows = row.loopCounter === null ? await flowsFrom(turn, row) : []
  turn.reserve(flows.length)
  if (row.loopCounter !== null) await endInstance(turn, row, scope)
  for (const flow of flows) await follow(turn, scope, flow)
  turn.end(row, 'COMPLETED')
  if (scope.children === 0) turn.steps.push({ do: 'SETTLE', key: scope.key })
}

async function flowsFrom(turn: Turn, row: ElementRow): Promise<readonly Flow[]> {
  const element = turn.definition(row)
  if (element.kind === 'EVENT_BASED_GATEWAY') return []
  return element.kind === 'EXCLUSIVE_GATEWAY' ? chooseFlow(turn, row, element) : element.outgoing
}

/* The first whose condition is true, in the order of the model; else the default. */
async function chooseFlow(
  turn: Turn,
  row: ElementRow,
  { outgoing, defaultFlow }: Element,
): Promise<readonly Flow[]> {
  for (const flow of outgoing) {
    if (flow.id === defaultFlow) continue
    if (flow.condition === null) return [flow]
    if (expectType(flow.condition, await evaluate(turn, row, flow.condition), 'boolean')) return [flow]
  }
  const otherwise = outgoing.filter(({ id }) => id === defaultFlow)
  if (otherwise.length === 0 && outgoing.length > 0)
    throw new StepFault('NO_FLOW_MATCHES', 'Nessuna condizione è vera e non c’è un percorso predefinito.')
  return otherwise
}

/** A token takes a flow: into the element behind it, or to wait at a join until one has come by each flow. */
async function follow(turn: Turn, scope: ElementRow, flow: Flow): Promise<void> {
  await recordFlow(turn, scope, flow.id)
  const element = elementOf(turn.versions.known(scope.resourceKey), flow.target)
  if (element.kind === 'PARALLEL_GATEWAY' && element.incoming.length > 1) {
    const { kind, id: elementId } = element
    await turn.create(scope, { elementId, kind, state: 'ARRIVED', flowId: flow.id })
    return join(turn, scope, element)
  }
  const kind = element.loop === null ? element.kind : 'MULTI_INSTANCE'
  const row = await turn.create(scope, { elementId: element.id, kind })
  turn.steps.push({ do: 'ENTER', key: row.key })
}

/* One token of each flow is taken, the first that came; a second of the same flow waits for the next round. */
async function join(
  turn: Turn,
  scope: ElementRow,
  { id, incoming }: { id: string; incoming: readonly string[] },
): Promise<void> {
  const arrived = await turn.arrivedAt(scope.key, id)
  const taken = incoming.map((flowId) => arrived.find((row) => row.flowId === flowId))
  const [first, ...others] = taken
  if (!first || others.includes(undefined)) return
  for (const row of others) if (row) turn.end(row, 'COMPLETED')
  first.state = 'ACTIVATING'
  first.flowId = null
  turn.steps.push({ do: 'ENTER', key: first.key })
}

/** A scope with nothing left below it is done. */
export function settle(turn: Turn, scope: ElementRow): void {
  if (scope.children > 0 || scope.state !== 'ACTIVE') return
  turn.steps.push({ do: 'COMPLETE', key: scope.key, variables: {} })
}

/* A called process hands over to its caller; a root lets the next message start its process again. */
async function leaveProcess(turn: Turn, row: ElementRow): Promise<void> {
  const caller = turn.scopeOf(row)
  const variables = caller ? await localsOf(turn, row) : {}
  if (!caller) await startNext(turn, row)
  turn.end(row, 'COMPLETED')
  if (caller) turn.steps.push({ do: 'COMPLETE', key: caller.key, variables })
}

/** As a root ends: a message that waited for its correlation key to be free starts the process anew. */
export async function startNext(turn: Turn, root: ElementRow): Promise<void> {
  const made = turn.instances.find(({ key }) => key === root.key)
  const [stored] = made
    ? [made]
    : await query<{ startKey: string | null }>(turn.client, 'start-key', [
        'select i.start_key as "startKey" from engine.instances i where i.key = $1',
        root.key,
      ])
  if (!stored?.startKey) return
  const asked = { correlationKey: stored.startKey, messageKey: null, ending: root.key }
  await startByMessage(turn, root.elementId, asked)
}
