import { inTime } from '../../domain/shared/in-time.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { FoundInstance, InstanceReads } from '../../domain/process/instance-reads.ts'
import type { Incident, PathStep, ProcessEngine, ProcessVersion, TokenCount } from '../port.ts'
import type { RestClient } from './client.ts'
import { httpStatus, isSignedOut, LONGEST_CALL_MS, toEngineError } from './errors.ts'

/** What is read of the engine. None of it decides anything, and all of it trails the engine by a second or two. */
export interface EngineSearch extends Pick<
  ProcessEngine,
  | 'userTasks'
  | 'tokens'
  | 'incidents'
  | 'openIncidents'
  | 'path'
  | 'instance'
  | 'instances'
  | keyof InstanceReads
> {
  /** Whether an element instance has ended, whichever way; false while the search shows none. */
  hasEnded(element: { processInstanceKey: string; elementInstanceKey: string }): Promise<boolean>
  /** Every version of every process that was deployed. */
  definitions(): Promise<Definition[]>
  /** The definition that an instance runs, by its elements; null while the search shows none. */
  definitionKeyOf(processInstanceKey: string): Promise<string | null>
  /** The model of a definition; null where this version does not tell. */
  xmlOf(definitionKey: string): Promise<string | null>
}

export interface Definition extends ProcessVersion {
  key: string
}

/* One page of a search, and what asks for the next one; null where nothing follows. */
interface Page<T> {
  items: readonly T[]
  next: unknown
}

/** Asks the REST API to read; a sign-in that has ended is renewed once at once. */
export type Ask = <T>(request: {
  method: 'GET' | 'POST'
  urlPath: string
  body?: Record<string, unknown>
  /** What is asked for is no JSON. */
  parseJson?: (text: string) => T
  headers?: Record<string, string>
}) => Promise<T>

export const PAGE = 500

/** Reads page after page, until one is not full or names no next. */
export async function readAll<T>(readPage: (cursor: unknown) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for (let cursor: unknown = null; ;) {
    const { items, next } = await readPage(cursor)
    all.push(...items)
    if (items.length < PAGE || next === null || next === undefined) return all
    cursor = next
  }
}

/* Keys of later partitions are above 2^53: they stay exact as big integers. */
function exactNumber(_name: string, value: unknown, source?: { source?: string }): unknown {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? BigInt(source?.source ?? value)
    : value
}

/** The way of all searches to the REST API. Throws TransientError, for what is read decides nothing and is asked again. */
export function createAsk({ rest, signIn }: RestClient): Ask {
  return async <T>(request: Parameters<Ask>[0]): Promise<T> => {
    const ask = () =>
      inTime(
        rest.callApiEndpoint<Record<string, unknown>, T>({
          parseJson: (text: string): unknown => JSON.parse(text, exactNumber),
          ...request,
        }),
        LONGEST_CALL_MS,
      )
    try {
      return await ask().catch((error: unknown) => {
        if (!isSignedOut(error)) throw error
        signIn.forget()
        return ask()
      })
    } catch (error) {
      if (isSignedOut(error)) signIn.forget()
      throw searchFault(error)
    }
  }
}

/* Whatever its 5xx, a search store that has a bad moment is asked again; a 404 of an address is a setting that waits. */
function searchFault(error: unknown): unknown {
  const status = httpStatus(error) ?? 0
  return status >= 500 || status === 404
    ? new TransientError('engine: the search did not answer', { cause: error })
    : toEngineError(error)
}

/** An element instance, whatever a version calls it. */
export interface FoundElement {
  key: string
  elementId: string
  /** As `MULTI_INSTANCE_BODY`. */
  type: string
  state: string
  incident: boolean
  enteredAt: Date
  endedAt: Date | null
}

/** Counts the active element instances by element. */
export function tokensOf(found: readonly FoundElement[]): TokenCount[] {
  const counts = new Map<string, TokenCount>()
  for (const { elementId, incident } of found) {
    const entry = counts.get(elementId) ?? { elementId, active: 0, incidents: 0 }
    counts.set(elementId, {
      elementId,
      active: entry.active + 1,
      incidents: entry.incidents + Number(incident),
    })
  }
  return [...counts.values()]
}

/** Counts the element instances by element and outcome. */
export function pathOf(found: readonly FoundElement[]): PathStep[] {
  const steps = new Map<string, PathStep>()
  for (const { elementId, state } of found) {
    const step = steps.get(elementId) ?? { elementId, kind: 'ELEMENT', completed: 0, terminated: 0 }
    step.completed += Number(state === 'COMPLETED')
    step.terminated += Number(state === 'TERMINATED')
    steps.set(elementId, step)
  }
  return [...steps.values()]
}

/** An instance's state, whatever a version calls it: a cancelled one is CANCELED on 8.6, TERMINATED later. */
export function instanceStateOf(state: string): FoundInstance['state'] {
  return state === 'ACTIVE' || state === 'COMPLETED' ? state : 'TERMINATED'
}

/** The incidents, oldest first. */
export const oldestFirst = (found: readonly Incident[]): Incident[] =>
  found.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())

/** A sentence that `faultText` has made comes back whole; what the engine itself says is its own. */
export function incidentOf(found: Omit<Incident, 'code' | 'sentence'>, type: string, text: string): Incident {
  const ours = / \(([A-Z][A-Z0-9_]*)(?:, \w+)?\)$/.exec(text)
  return ours?.[1] === undefined
    ? { ...found, code: type, sentence: text }
    : { ...found, code: ours[1], sentence: text.slice(0, ours.index) }
}
