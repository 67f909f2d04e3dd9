import { DateTime, Duration } from 'luxon'
import { query } from '../database.ts'
import { expectType, FeelFault } from '../feel/feel.ts'
import type { Element, EventDefinition } from '../models/model.ts'
import { elementOf } from '../models/model.ts'
import { lockMessages } from './locks.ts'
import type { ElementRow, SubscriptionRow, TimerRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'
import { evaluate } from './variables.ts'

/** What a row waits for: events with their definitions, each opened on the row. */
export interface Awaited {
  eventId: string
  event: EventDefinition
}

/* Opens one wait; true when a message was there that ends the waiting of the row for anything else. */
type Opening = () => Promise<boolean>

/**
 * Opens the timers and subscriptions of events on a row. All expressions are evaluated before anything is opened, so that a
 * fault leaves nothing half open. A message that waits already is taken at once; behind one that ends the waiting no other is
 * taken: it stays for who waits for it next. Throws FeelFault.
 */
export async function openWaits(turn: Turn, row: ElementRow, awaited: readonly Awaited[]): Promise<void> {
  const openings: Opening[] = []
  for (const { eventId, event } of awaited) {
    if (event.type === 'MESSAGE') openings.push(await prepareSubscription(turn, row, { eventId, event }))
    if (event.type === 'TIMER') openings.push(await prepareTimer(turn, row, { eventId, event }))
  }
  for (const open of openings) if (await open()) return
}

type Of<T extends EventDefinition['type']> = {
  eventId: string
  event: Extract<EventDefinition, { type: T }>
}

async function prepareTimer(turn: Turn, row: ElementRow, { eventId, event }: Of<'TIMER'>): Promise<Opening> {
  const due = dueOf(event, await evaluate(turn, readingScope(turn, row, eventId), event.value), turn.now)
  return async () => {
    turn.timers.push({
      ...{ key: await turn.nextKey(), rootKey: row.rootKey, elementKey: row.key, eventId },
      ...due,
    })
    return false
  }
}

/* What a boundary waits for is read in the scope around its activity. */
function readingScope(turn: Turn, row: ElementRow, eventId: string): ElementRow {
  const { kind } = elementOf(turn.versions.known(row.resourceKey), eventId)
  return kind === 'BOUNDARY_EVENT' ? (turn.scopeOf(row) ?? row) : row
}

type Due = Pick<TimerRow, 'dueAt' | 'cycle' | 'repetitions'>

function dueOf({ timer, value }: Of<'TIMER'>['event'], found: unknown, now: Date): Due {
  const once = { cycle: null, repetitions: null }
  if (timer === 'DATE')
    return { ...once, dueAt: inTime(value, new Date(expectType(value, found, 'instant'))) }
  if (timer === 'DURATION')
    return { ...once, dueAt: inTime(value, after(now, expectType(value, found, 'duration'))) }
  const { cycle, repetitions } = expectType(value, found, 'cycle')
  return { dueAt: inTime(value, after(now, cycle)), cycle, repetitions }
}

const LAST_YEAR = 9999

/* Calendars and the database end somewhere: beyond that it is a slip of whoever wrote the expression. */
function inTime({ source }: { source: string }, dueAt: Date): Date {
  if (isInTime(dueAt)) return dueAt
  throw new FeelFault(`L'espressione "${source}" dà un termine oltre l'anno ${LAST_YEAR}.`)
}

/** Whether an instant is one that a timer can have. */
export const isInTime = (instant: Date): boolean =>
  !Number.isNaN(instant.getTime()) && Math.abs(instant.getUTCFullYear()) <= LAST_YEAR

/** The instant a duration later; days and months are of the calendar in UTC, as the engine counts them. */
export function after(instant: Date, duration: string): Date {
  return DateTime.fromJSDate(instant, { zone: 'utc' }).plus(Duration.fromISO(duration)).toJSDate()
}

async function prepareSubscription(
  turn: Turn,
  row: ElementRow,
  { eventId, event }: Of<'MESSAGE'>,
): Promise<Opening> {
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
    for (;;) {
      const variables = await takeMessage(turn, subscription)
      if (variables === null) break
      turn.steps.push({ do: 'TRIGGER', key: row.key, eventId, variables })
      if (!repeats) return true
    }
    turn.subscriptions.push(subscription)
    return false
  }
}

/** True of a non-interrupting boundary or start of an event sub-process: it may be triggered again. */
export function staysOpen(turn: Turn, row: ElementRow, eventId: string): boolean {
  const event = elementOf(turn.versions.known(row.resourceKey), eventId)
  return (event.kind === 'BOUNDARY_EVENT' || event.kind === 'START_EVENT') && !event.interrupting
}

/* While a subscription is open, what its process has not taken is still on its way: all the others need not be passed. */
const ON_ITS_WAY =
  '(select n.* from engine.deliveries d cross join lateral (select * from engine.messages n where n.key = d.message_key offset 0) n)'

/** The oldest message that the subscription's process has not taken, marked as taken by it; null where none waits. One that was
 * given up stays where it is, and the next goes on. */
export async function takeMessage(
  turn: Turn,
  { name, correlationKey, processId }: Pick<SubscriptionRow, 'name' | 'correlationKey' | 'processId'>,
  justPublished: string | null = null,
): Promise<Variables | null> {
  await lockMessages(turn.client, name, correlationKey)
  const [statement, from] =
    justPublished === null
      ? (['take-message', 'engine.messages'] as const)
      : (['take-published', ON_ITS_WAY] as const)
  const [taken] = await query<{ variables: Variables }>(turn.client, statement, [
    `with next as (
       select m.key, m.variables from ${from} m
        where m.name = $1 and m.correlation_key = $2 and (m.expires_at > $3 or m.key = $5::bigint)
          and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = $4)
          and not exists (select from engine.deliveries d where d.message_key = m.key and d.attempts >= 5 and m.key is distinct from $5::bigint)
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
