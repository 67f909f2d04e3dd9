import type {
  CalledInstance,
  Caller,
  FoundVariable,
  InstanceReads,
  Waits,
} from '../../domain/process/instance-reads.ts'
import type { ProcessEngine } from '../port.ts'
import { MOST_KEYS } from '../../domain/process/instance-reads.ts'
import { staysOf, timesOf } from './element-times.ts'
import type { FoundElement } from './search.ts'
import type { Elements, Filter, InstanceKey, Item, Search } from './asking-8-8.ts'
import { of, toElement, toInstance } from './asking-8-8.ts'

type InstanceSearch = Pick<ProcessEngine, keyof InstanceReads>
type Found = (key: string, more?: Filter<'searchElementInstances'>) => Promise<FoundElement[]>

/** What Camunda 8.8 and later tell of one instance. They list no timers. */
export function createInstanceSearch(search: Search, elements: Elements): InstanceSearch {
  const found: Found = async (key, more = {}) => (await elements(key, more)).map(toElement)
  return {
    stays: async (key, asked) => staysOf(await found(key), asked),
    times: async (key) => timesOf(await found(key)),
    caller: (key) => callerOf(search, found, key),
    called: async (key, most) => (await calledBy(search, found, key)).slice(0, most),
    variables: async (key, most) => (await variablesOf(search, found, key)).slice(0, most),
    waits: async (key): Promise<Waits> => ({
      jobs: jobsOf(await search('searchJobs', { ...of(key), state: { $in: [...WAITING] } })),
      timers: null,
      messages: messagesOf(
        await search('searchMessageSubscriptions', { ...of(key), messageSubscriptionState: 'CREATED' }),
      ),
    }),
  }
}

async function callerOf(search: Search, found: Found, key: string): Promise<Caller | null> {
  const [own] = await search('searchProcessInstances', of(key))
  if (!own?.parentProcessInstanceKey || !own.parentElementInstanceKey) return null
  const parent = String(own.parentProcessInstanceKey)
  const [element] = await found(parent, { elementInstanceKey: own.parentElementInstanceKey })
  return element === undefined ? null : { key: parent, elementId: element.elementId }
}

async function calledBy(search: Search, found: Found, key: string): Promise<CalledInstance[]> {
  const children = await search('searchProcessInstances', { parentProcessInstanceKey: key as InstanceKey })
  const elementOf = await elementsByKey(found, key, children.length > 0)
  return children
    .map((child) => ({
      ...toInstance(child),
      elementId: elementOf.get(String(child.parentElementInstanceKey)) ?? '',
      stopped: child.hasIncident,
    }))
    .toSorted(stoppedThenLatest)
}

async function variablesOf(search: Search, found: Found, key: string): Promise<FoundVariable[]> {
  const all = await search('searchVariables', of(key))
  const elementOf = await elementsByKey(
    found,
    key,
    all.some(({ scopeKey }) => String(scopeKey) !== key),
  )
  return all
    .map((one) => ({
      name: one.name,
      value: valueOf(one),
      elementId: String(one.scopeKey) === key ? null : (elementOf.get(String(one.scopeKey)) ?? ''),
    }))
    .toSorted(wholeThenByName)
}

async function elementsByKey(found: Found, key: string, needed: boolean): Promise<Map<string, string>> {
  const all = needed ? await found(key) : []
  return new Map(all.map((one) => [one.key, one.elementId]))
}

const WAITING = ['CREATED', 'FAILED', 'RETRIES_UPDATED', 'TIMED_OUT'] as const

const stoppedThenLatest = (one: CalledInstance, other: CalledInstance): number =>
  Number(other.stopped) - Number(one.stopped) || other.startedAt.getTime() - one.startedAt.getTime()

const wholeThenByName = (one: FoundVariable, other: FoundVariable): number =>
  Number(one.elementId !== null) - Number(other.elementId !== null) || one.name.localeCompare(other.name)

/* A long value comes cut: as the text that came. */
const valueOf = ({ value, isTruncated }: Item<'searchVariables'>): unknown =>
  isTruncated ? `${value}…` : (JSON.parse(value) as unknown)

/* A failed job with no retries left is an incident: it is told as one. */
function jobsOf(found: readonly Item<'searchJobs'>[]): Waits['jobs'] {
  const waiting = found.filter(({ state, retries }) => state !== 'FAILED' || retries > 0)
  return [...Map.groupBy(waiting, ({ elementId, type }) => JSON.stringify([elementId, type])).values()].map(
    ([first, ...others]) => ({
      elementId: String(first?.elementId),
      type: first?.type ?? '',
      count: 1 + others.length,
    }),
  )
}

function messagesOf(found: readonly Item<'searchMessageSubscriptions'>[]): Waits['messages'] {
  const groups = Map.groupBy(found, ({ elementId, messageName }) => JSON.stringify([elementId, messageName]))
  return [...groups.values()].map((group) => ({
    elementId: String(group[0]?.elementId ?? ''),
    name: group[0]?.messageName ?? '',
    count: group.length,
    keys: group.slice(0, MOST_KEYS).map(({ correlationKey = '' }) => correlationKey),
  }))
}
