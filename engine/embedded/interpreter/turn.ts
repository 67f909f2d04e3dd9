import { query } from '../database.ts'
import type { Client } from '../database.ts'
import { LIMITS, StepFault } from './faults.ts'
import type { KeySource } from './keys.ts'
import { elementOf } from '../models/model.ts'
import type { Element } from '../models/model.ts'
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

type Change = 'KNOWN' | 'NEW' | 'CHANGED' | 'ENDED'
interface Held {
  row: ElementRow
  change: Change
}

export interface TurnParts {
  client: Client
  /** Legal time of the command. */
  now: Date
  versions: Versions
  keys: KeySource
}

export const ELEMENT_COLUMNS = `c.key, c.root_key as "rootKey", c.instance_key as "instanceKey", c.scope_key as "scopeKey",
  c.ancestors, c.resource_key as "resourceKey", c.element_id as "elementId", c.kind, c.state, c.listener, c.children,
  c.loop_counter as "loopCounter", c.loop_size as "loopSize", c.flow_id as "flowId", c.entered_at as "enteredAt"`

/**
 * One command on one root, under its lock: the rows that it reads, what it makes of them in memory, and the steps still to do.
 * Nothing is written before `flush`, so that a row that changes five times is written once.
 */
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
  readonly closedEvents = new Map<string, ReadonlySet<string>>()
  /** Single rows that go: an answered job, a timer that fired, an incident that is resolved. */
  readonly gone = { jobs: new Set<string>(), timers: new Set<string>(), incidents: new Set<string>() }
  /** By scope, then by name; undefined where the scope is known not to have it. */
  readonly variables = new Map<string, Map<string, { value: unknown; changed: boolean }>>()
  readonly #held = new Map<string, Held>()
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
      `select ${ELEMENT_COLUMNS} from engine.elements e join engine.elements c on c.key = any(e.ancestors || e.key) where e.key = $1`,
      key,
    ])
    await this.hold(rows)
    return this.#held.get(key)?.row ?? null
  }

  /** Takes rows that were read into this turn; one that it holds already stays as it is. */
  async hold(rows: readonly ElementRow[]): Promise<void> {
    for (const row of rows) {
      if (this.#held.has(row.key)) continue
      this.#held.set(row.key, { row, change: 'KNOWN' })
      await this.versions.process(this.client, row.resourceKey)
    }
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
    const scopes = new Set(scopeKeys)
    return this.#living((row) => row.scopeKey !== null && scopes.has(row.scopeKey))
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
    return this.#living(
      (row) => row.scopeKey === scopeKey && row.elementId === elementId && row.state === 'ARRIVED',
    )
  }

  #living(belongs: (row: ElementRow) => boolean): ElementRow[] {
    const held = [...this.#held.values()]
    return held.filter(({ row, change }) => change !== 'ENDED' && belongs(row)).map(({ row }) => row)
  }

  definition(row: ElementRow): Element {
    return elementOf(this.versions.known(row.resourceKey), row.elementId)
  }

  /** Throws StepFault where so many new elements are more than one command may make: a circle, or a list too long. */
  reserve(count: number): void {
    if (this.#made + count > LIMITS.newElements)
      throw new StepFault(
        'TOO_MANY_ELEMENTS',
        `Un solo passaggio creerebbe più di ${LIMITS.newElements} elementi: il modello gira senza attese, o l'elenco è troppo lungo.`,
      )
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
    this.#held.set(row.key, { row, change: 'NEW' })
    scope.children += 1
    this.touch(scope)
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
    this.#held.set(key, { row, change: 'NEW' })
    this.instances.push({ key, rootKey, ...instance, startedAt: this.now })
    if (caller) {
      caller.children += 1
      this.touch(caller)
    }
    return row
  }

  touch(row: ElementRow): void {
    const held = this.#held.get(row.key)
    if (held?.change === 'KNOWN') held.change = 'CHANGED'
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
    this.touch(scope)
  }

  /** What `flush` writes of the rows. */
  changes(): { created: ElementRow[]; changed: ElementRow[]; ended: string[] } {
    const held = [...this.#held.values()]
    const of = (change: Change) => held.filter((one) => one.change === change).map(({ row }) => row)
    return { created: of('NEW'), changed: of('CHANGED'), ended: this.#endedStored }
  }
}

function blank(now: Date) {
  const counts = { listener: 0, children: 0, loopCounter: null, loopSize: null, flowId: null }
  return { state: 'ACTIVATING' as const, ...counts, enteredAt: now }
}
