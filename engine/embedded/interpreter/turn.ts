import { query } from '../database.ts'
import type { Client } from '../database.ts'
import { assertMakeable } from './limits.ts'
import type { KeySource } from './keys.ts'
import { elementOf } from '../models/model.ts'
import type { Element } from '../models/model.ts'
import { CHAIN, ELEMENT_COLUMNS, writtenText } from './rows.ts'
import type {
  ElementRow,
  HistoryRow,
  IncidentRow,
  InstanceRow,
  JobRow,
  Step,
  SubscriptionRow,
  TimerRow,
} from './rows.ts'
import type { Versions } from '../models/versions.ts'

type Change = 'KNOWN' | 'NEW' | 'ENDED'
interface Held {
  row: ElementRow
  change: Change
  /** As it stands in the database: a row that comes out the same is not written, and leaves no dead version. */
  stored: string
}

interface TurnParts {
  client: Client
  /** Legal time of the command. */
  now: Date
  versions: Versions
  keys: KeySource
}

/** One command on one root, under its lock: the rows that it reads, what it makes of them, and the steps still to do. Nothing
 * is written before `flush`, so that a row that changes five times is written once. */
export class Turn {
  readonly client: Client
  readonly now: Date
  readonly versions: Versions
  readonly steps: Step[] = []
  readonly history: HistoryRow[] = []
  readonly instances: InstanceRow[] = []
  readonly endedInstances: { key: string; outcome: 'COMPLETED' | 'TERMINATED' }[] = []
  readonly jobs: JobRow[] = []
  readonly timers: TimerRow[] = []
  readonly subscriptions: SubscriptionRow[] = []
  readonly incidents: IncidentRow[] = []
  readonly loopValues: { scopeKey: string; kind: 'IN' | 'OUT'; position: number; value: unknown }[] = []
  /** By element that lives on: the events that it waits for no more. */
  readonly closedEvents = new Map<string, Set<string>>()
  /** Single rows that go: an answered job, a timer that fired, an incident that is resolved. */
  readonly gone = { jobs: new Map<string, string>(), timers: new Set<string>(), incidents: new Set<string>() }
  /** By scope, then by name; undefined where the scope is known not to have it. */
  readonly variables = new Map<string, Map<string, { value: unknown; changed: boolean }>>()
  readonly #held = new Map<string, Held>()
  readonly #byScope = new Map<string, ElementRow[]>()
  /** Versions that calls of this turn run, by what they asked for. */
  readonly bound = new Map<string, Promise<string>>()
  readonly #endedStored: string[] = []
  readonly #keys: KeySource
  #made = 0

  constructor({ client, now, versions, keys }: TurnParts) {
    this.client = client
    this.now = now
    this.versions = versions
    this.#keys = keys
  }

  nextKey(): Promise<string> {
    return this.#keys.next(this.client)
  }

  /** A living row with all rows above it; null where it has ended. */
  async element(key: string): Promise<ElementRow | null> {
    const held = this.#held.get(key)
    if (held) return held.change === 'ENDED' ? null : held.row
    const rows = await query<ElementRow>(this.client, 'chain', [
      `select ${ELEMENT_COLUMNS} from engine.elements e ${CHAIN} where e.key = $1`,
      key,
    ])
    await this.hold(rows)
    return this.#held.get(key)?.row ?? null
  }

  /** Takes rows that were read into this turn; one that it holds already stays as it is. */
  async hold(rows: readonly ElementRow[]): Promise<void> {
    for (const row of rows) {
      if (this.#held.has(row.key)) continue
      this.#keep(row, 'KNOWN')
      await this.versions.process(this.client, row.resourceKey)
    }
  }

  #keep(row: ElementRow, change: Change): void {
    this.#held.set(row.key, { row, change, stored: writtenText(row) })
    if (row.scopeKey === null) return
    const siblings = this.#byScope.get(row.scopeKey)
    if (siblings) siblings.push(row)
    else this.#byScope.set(row.scopeKey, [row])
  }

  /** The row above, and those above it, which are read with it. */
  scopeOf(row: ElementRow): ElementRow | null {
    return row.scopeKey === null ? null : this.held(row.scopeKey)
  }

  held(key: string): ElementRow {
    const held = this.#held.get(key)
    if (!held) throw new TypeError(`element ${key} was not read`)
    return held.row
  }

  isLiving(key: string): boolean {
    return this.#held.get(key)?.change !== 'ENDED'
  }

  isNew(key: string): boolean {
    return this.#held.get(key)?.change === 'NEW'
  }

  /** The living rows below these scopes, those of this turn included. */
  async childrenOf(scopeKeys: readonly string[]): Promise<ElementRow[]> {
    const stored = scopeKeys.filter((key) => !this.isNew(key))
    if (stored.length > 0)
      await this.hold(
        await query<ElementRow>(this.client, 'children', [
          `select ${ELEMENT_COLUMNS} from engine.elements c where c.scope_key = any($1::bigint[])`,
          stored,
        ]),
      )
    return scopeKeys.flatMap((key) => this.#livingBelow(key))
  }

  /** Tokens that wait at a join. */
  async arrivedAt(scopeKey: string, elementId: string): Promise<ElementRow[]> {
    if (!this.isNew(scopeKey))
      await this.hold(
        await query<ElementRow>(this.client, 'arrived', [
          `select ${ELEMENT_COLUMNS} from engine.elements c where c.scope_key = $1 and c.element_id = $2 and c.state = 'ARRIVED'`,
          scopeKey,
          elementId,
        ]),
      )
    return this.#livingBelow(scopeKey).filter((row) => row.elementId === elementId && row.state === 'ARRIVED')
  }

  #livingBelow(scopeKey: string): ElementRow[] {
    return (this.#byScope.get(scopeKey) ?? []).filter(({ key }) => this.isLiving(key))
  }

  definition(row: ElementRow): Element {
    return elementOf(this.versions.known(row.resourceKey), row.elementId)
  }

  /** Throws StepFault where so many new elements are more than one command may make. */
  reserve(count: number): void {
    assertMakeable(this.#made + count)
    this.#made += count
  }

  /** A new row below a scope of the same instance; its room was reserved. */
  async create(
    scope: ElementRow,
    fields: Pick<ElementRow, 'elementId' | 'kind'> & Partial<ElementRow>,
  ): Promise<ElementRow> {
    const row: ElementRow = {
      key: await this.nextKey(),
      rootKey: scope.rootKey,
      instanceKey: scope.instanceKey,
      scopeKey: scope.key,
      ancestors: [...scope.ancestors, scope.key],
      resourceKey: scope.resourceKey,
      ...blank(this.now),
      ...fields,
    }
    this.#keep(row, 'NEW')
    scope.children += 1
    return row
  }

  /** A new process instance: a root, or called from an element. */
  async createInstance(
    caller: ElementRow | null,
    instance: Pick<InstanceRow, 'processId' | 'resourceKey' | 'startKey'>,
  ): Promise<ElementRow> {
    const key = await this.nextKey()
    const rootKey = caller?.rootKey ?? key
    const row: ElementRow = {
      ...{ key, rootKey, instanceKey: key, scopeKey: caller?.key ?? null },
      ancestors: caller ? [...caller.ancestors, caller.key] : [],
      ...{ resourceKey: instance.resourceKey, elementId: instance.processId, kind: 'PROCESS' },
      ...blank(this.now),
    }
    await this.versions.process(this.client, row.resourceKey)
    this.#keep(row, 'NEW')
    this.instances.push({ key, rootKey, callerKey: row.scopeKey, ...instance, startedAt: this.now })
    if (caller) {
      caller.children += 1
    }
    return row
  }

  /** These events are waited for no more at an element that lives on. */
  closeEvents(row: ElementRow, eventIds: readonly string[]): void {
    if (eventIds.length === 0) return
    const closed = this.closedEvents.get(row.key) ?? new Set()
    for (const eventId of eventIds) closed.add(eventId)
    this.closedEvents.set(row.key, closed)
  }

  /** Ends a row: history, and one child less for its scope; what hangs on it goes when the turn is written. */
  end(row: ElementRow, outcome: 'COMPLETED' | 'TERMINATED'): void {
    const held = this.#held.get(row.key)
    if (!held || held.change === 'ENDED') return
    const { key, rootKey, instanceKey, elementId, kind, enteredAt } = row
    if (row.state !== 'ARRIVED')
      this.history.push({ key, rootKey, instanceKey, elementId, kind, outcome, enteredAt, endedAt: this.now })
    if (kind === 'PROCESS') this.endedInstances.push({ key, outcome })
    if (held.change !== 'NEW') this.#endedStored.push(key)
    held.change = 'ENDED'
    const scope = this.scopeOf(row)
    if (!scope || !this.isLiving(scope.key)) return
    scope.children -= 1
  }

  /** What `flush` writes of the rows. */
  changes(): { created: ElementRow[]; changed: ElementRow[]; ended: string[] } {
    const held = [...this.#held.values()]
    const of = (change: Change) => held.filter((one) => one.change === change)
    return {
      created: of('NEW').map(({ row }) => row),
      changed: of('KNOWN')
        .filter(({ row, stored }) => stored !== writtenText(row))
        .map(({ row }) => row),
      ended: this.#endedStored,
    }
  }
}

function blank(now: Date) {
  const counts = { listener: 0, children: 0, loopCounter: null, loopSize: null, flowId: null }
  return { state: 'ACTIVATING' as const, ...counts, enteredAt: now }
}
