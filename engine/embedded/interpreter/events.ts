import { DateTime, Duration } from 'luxon'
import { query } from '../database.ts'
import { expectType } from '../feel/feel.ts'
import type { Element, EventDefinition } from '../models/model.ts'
import { elementOf } from '../models/model.ts'
import type { ElementRow, SubscriptionRow, TimerRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'
import { evaluate } from './variables.ts'

/** What a row waits for: events with their definitions, each opened on the row. */
export interface Awaited {
  eventId: string
  event: EventDefinition
}

/**
 * Opens the timers and subscriptions of events on a row. All expressions are evaluated before anything is opened, so that a
 * fault leaves nothing half open. A message that waits already is taken at once. Throws FeelFault.
 */
export async function openWaits(turn: Turn, row: ElementRow, awaited: readonly Awaited[]): Promise<void> {
  const opened: (() => Promise<void>)[] = []
  for (const { eventId, event } of awaited) {
    if (event.type === 'MESSAGE') opened.push(await prepareSubscription(turn, row, { eventId, event }))
    if (event.type === 'TIMER') opened.push(await prepareTimer(turn, row, { eventId, event }))
  }
  for (const open of opened) await open()
}

type Of<T extends EventDefinition['type']> = {
  eventId: string
  event: Extract<EventDefinition, { type: T }>
}

async function prepareTimer(turn: Turn, row: ElementRow, { eventId, event }: Of<'TIMER'>) {
  const due = dueOf(event, await evaluate(turn, readingScope(turn, row, eventId), event.value), turn.now)
  return async () => {
    turn.timers.push({
      ...{ key: await turn.nextKey(), rootKey: row.rootKey, elementKey: row.key, eventId },
      ...due,
    })
  }
}

/* What a boundary waits for is read in the scope around its activity. */
function readingScope(turn: Turn, row: ElementRow, eventId: string): ElementRow {
  const { kind } = elementOf(turn.versions.known(row.resourceKey), eventId)
  return kind === 'BOUNDARY_EVENT' ? (turn.scopeOf(row) ?? row) : row
}

type Due = Pick<TimerRow, 'dueAt' | 'cycle' | 'repetitions'>

function dueOf({ timer, value }: Of<'TIMER'>['event'], found: unknown, now: Date): Due {
  if (timer === 'DATE')
    return { dueAt: new Date(expectType(value, found, 'instant')), cycle: null, repetitions: null }
  if (timer === 'DURATION')
    return { dueAt: after(now, expectType(value, found, 'duration')), cycle: null, repetitions: null }
  const { cycle, repetitions } = expectType(value, found, 'cycle')
  return { dueAt: after(now, cycle), cycle, repetitions }
}

/** The instant a duration later; days and months are of the calendar in UTC, as the engine counts them. */
export function after(instant: Date, duration: string): Date {
  return DateTime.fromJSDate(instant, { zone: 'utc' }).plus(Duration.fromISO(duration)).toJSDate()
}

async function prepareSubscription(turn: Turn, row: ElementRow, { eventId, event }: Of<'MESSAGE'>) {
  const { name, correlationKey: expression } = event
  if (expression === null) throw new TypeError(`${eventId}: a message that is awaited has no correlation key`)
  const value = await evaluate(turn, readingScope(turn, row, eventId), expression)
  const correlationKey = String(expectType(expression, value, 'key'))
  const process = turn.held(row.instanceKey)
  return async () => {
    const subscription: SubscriptionRow = {
      ...{ key: await turn.nextKey(), rootKey: row.rootKey, elementKey: row.key },
      ...{ processId: process.elementId, eventId, name, correlationKey },
    }
    const repeats = staysOpen(turn, row, eventId)
    let waiting = await takeMessage(turn, subscription)
    const isOpen = waiting === null || repeats
    while (waiting !== null) {
      turn.steps.push({ do: 'TRIGGER', key: row.key, eventId, variables: waiting })
      waiting = repeats ? await takeMessage(turn, subscription) : null
    }
    if (isOpen) turn.subscriptions.push(subscription)
  }
}

/** True of a non-interrupting boundary or start of an event sub-process: it may be triggered again. */
export function staysOpen(turn: Turn, row: ElementRow, eventId: string): boolean {
  const event = elementOf(turn.versions.known(row.resourceKey), eventId)
  return (event.kind === 'BOUNDARY_EVENT' || event.kind === 'START_EVENT') && !event.interrupting
}

/** Serializes publishing and subscribing of one name and key: what one commits before, the other sees. */
export async function lockMessages(
  client: Turn['client'],
  name: string,
  correlationKey: string,
): Promise<void> {
  await query(client, 'lock-messages', [
    `select pg_advisory_xact_lock(hashtextextended($1 || chr(10) || $2, 1))`,
    name,
    correlationKey,
  ])
}

/** The oldest message that the subscription's process has not taken, marked as taken by it; null where none waits. */
export async function takeMessage(
  turn: Turn,
  { name, correlationKey, processId }: Pick<SubscriptionRow, 'name' | 'correlationKey' | 'processId'>,
  justPublished: string | null = null,
): Promise<Variables | null> {
  await lockMessages(turn.client, name, correlationKey)
  const [taken] = await query<{ variables: Variables }>(turn.client, 'take-message', [
    `with next as (
       select m.key, m.variables from engine.messages m
        where m.name = $1 and m.correlation_key = $2 and (m.expires_at > $3 or m.key = $5::bigint)
          and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = $4)
        order by m.key limit 1),
     taken as (insert into engine.correlations (message_key, process_id) select next.key, $4 from next)
     select next.variables from next`,
    name,
    correlationKey,
    turn.now,
    processId,
    justPublished,
  ])
  return taken?.variables ?? null
}

/** The events that an activity has at its boundary, as they are awaited. */
export function boundariesOf(turn: Turn, row: ElementRow): Awaited[] {
  return awaitedIn(turn, row, turn.definition(row).boundaries)
}

/** The start events of a scope's event sub-processes. */
export function eventSubProcessStarts(turn: Turn, row: ElementRow): Awaited[] {
  const model = turn.versions.known(row.resourceKey)
  const starts = turn.definition(row).eventSubProcesses.map((id) => elementOf(model, id).start)
  return awaitedIn(
    turn,
    row,
    starts.filter((start) => start !== null),
  )
}

function awaitedIn(turn: Turn, row: ElementRow, ids: readonly string[]): Awaited[] {
  const model = turn.versions.known(row.resourceKey)
  return ids.flatMap((eventId) => {
    const { event } = elementOf(model, eventId)
    return event ? [{ eventId, event }] : []
  })
}

/** The event sub-process that a start event belongs to. */
export function subProcessOf(turn: Turn, row: ElementRow, startEventId: string): Element {
  const model = turn.versions.known(row.resourceKey)
  return elementOf(model, elementOf(model, startEventId).scopeId ?? '')
}

/** What the element itself waits for: its own event, or those behind an event-based gateway. */
export function ownEvents(turn: Turn, row: ElementRow): Awaited[] {
  const { outgoing } = turn.definition(row)
  if (row.kind === 'CATCH_EVENT' || row.kind === 'RECEIVE_TASK') return awaitedIn(turn, row, [row.elementId])
  if (row.kind !== 'EVENT_BASED_GATEWAY') return []
  return awaitedIn(
    turn,
    row,
    outgoing.map(({ target }) => target),
  )
}

/** Lets a delivery that was given up be tried again, once this turn is written. */
export async function deliverAgain({ client }: Turn, messageKey: string): Promise<void> {
  await query(client, 'deliver-again', [
    'update engine.deliveries d set attempts = 0, retry_at = clock_timestamp() where d.message_key = $1',
    messageKey,
  ])
}
