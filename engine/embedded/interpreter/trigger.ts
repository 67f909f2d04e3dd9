import { terminate, terminateChildren } from './terminate.ts'
import { subProcessOf } from './events.ts'
import { elementOf } from '../models/model.ts'
import { recordFlow } from './flows.ts'
import type { ElementRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'
import { setLocal } from './variables.ts'

/** An event has come for a row that waits for it: its own, one behind its gateway, at its boundary, or inside its scope. */
export async function trigger(
  turn: Turn,
  row: ElementRow,
  { eventId, variables }: { eventId: string; variables: Variables },
): Promise<void> {
  const event = elementOf(turn.versions.known(row.resourceKey), eventId)
  if (eventId === row.elementId) done(turn, row, variables)
  else if (row.kind === 'EVENT_BASED_GATEWAY') await passGateway(turn, row, { eventId, variables })
  else if (event.kind === 'BOUNDARY_EVENT') await passBoundary(turn, row, { eventId, variables })
  else await beginEventSubProcess(turn, row, { eventId, variables })
}

interface Event {
  eventId: string
  variables: Variables
}

function done(turn: Turn, row: ElementRow, variables: Variables): void {
  if (row.state === 'ACTIVE') turn.steps.push({ do: 'COMPLETE', key: row.key, variables })
}

/* The first event wins: the gateway is left, the others are waited for no more. */
async function passGateway(turn: Turn, row: ElementRow, { eventId, variables }: Event): Promise<void> {
  const scope = scopeOf(turn, row)
  if (row.state !== 'ACTIVE') return
  turn.reserve(1)
  row.state = 'COMPLETING'
  const flow = turn.definition(row).outgoing.find(({ target }) => target === eventId)
  const caught = await turn.create(scope, { elementId: eventId, kind: 'CATCH_EVENT', state: 'ACTIVE' })
  if (flow) await recordFlow(turn, scope, flow.id)
  turn.steps.push({ do: 'COMPLETE', key: caught.key, variables })
  turn.steps.push({ do: 'LEAVE', key: row.key })
}

/** The boundary event of an activity happens; an interrupting one ends the activity with all below it. */
export async function passBoundary(
  turn: Turn,
  row: ElementRow,
  { eventId, variables }: Event,
): Promise<void> {
  const scope = scopeOf(turn, row)
  turn.reserve(1)
  const { interrupting } = elementOf(turn.versions.known(row.resourceKey), eventId)
  const event = await turn.create(scope, { elementId: eventId, kind: 'BOUNDARY_EVENT' })
  setLocal(turn, event.key, variables)
  if (interrupting) await terminate(turn, row)
  turn.steps.push({ do: 'ENTER', key: event.key })
}

/** An event sub-process begins in its scope; an interrupting one ends all else in the scope, and happens once. */
export async function beginEventSubProcess(
  turn: Turn,
  scope: ElementRow,
  { eventId, variables }: Event,
): Promise<void> {
  if (scope.state !== 'ACTIVE') return
  const { id: elementId } = subProcessOf(turn, scope, eventId)
  const { interrupting } = elementOf(turn.versions.known(scope.resourceKey), eventId)
  turn.reserve(2)
  if (interrupting) await interrupt(turn, scope)
  const row = await turn.create(scope, { elementId, kind: 'EVENT_SUB_PROCESS' })
  const start = await turn.create(row, { elementId: eventId, kind: 'START_EVENT' })
  setLocal(turn, start.key, variables)
  turn.steps.push({ do: 'ENTER', key: row.key })
}

async function interrupt(turn: Turn, scope: ElementRow): Promise<void> {
  const model = turn.versions.known(scope.resourceKey)
  const starts = turn.definition(scope).eventSubProcesses.map((id) => elementOf(model, id).start)
  turn.closeEvents(
    scope,
    starts.filter((id) => id !== null),
  )
  await terminateChildren(turn, scope)
}

function scopeOf(turn: Turn, row: ElementRow): ElementRow {
  const scope = turn.scopeOf(row)
  if (scope === null) throw new TypeError(`${row.elementId} has no scope`)
  return scope
}
