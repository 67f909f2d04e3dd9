import { z } from 'zod'
import { notFound } from '../domain/shared/errors.ts'
import { instant } from './answers.ts'
import { knownBy, withRetries } from './stopped-steps.ts'
import type { Watch } from './stopped-steps.ts'

const state = z.enum(['ACTIVE', 'COMPLETED', 'TERMINATED'])
const incident = z.object({
  key: z.string(),
  elementId: z.string(),
  code: z.string(),
  sentence: z.string().describe('Che cosa è successo e che cosa fare, senza dati di persone'),
  createdAt: instant,
  retry: z.object({ by: z.string(), at: instant, reason: z.string().nullable() }).nullable(),
})

/** What the API tells of one instance. */
export const shownInstance = z.object({
  processId: z.string(),
  about: z.string().nullable(),
  operateUrl: z.string().nullable(),
  state: state.nullable().describe("null: il motore non mostra ancora l'istanza"),
  tokens: z.array(
    z.object({
      ...{ elementId: z.string(), active: z.int(), incidents: z.int() },
      below: z.int().describe('I processi chiamati da qui nei quali qualcosa è fermo'),
    }),
  ),
  incidents: z.array(incident),
  path: z.array(
    z.object({
      elementId: z.string(),
      kind: z.enum(['ELEMENT', 'FLOW']),
      completed: z.int(),
      terminated: z.int(),
    }),
  ),
  callers: z
    .array(z.object({ key: z.string(), processId: z.string(), elementId: z.string() }))
    .describe('Chi ha chiamato questa istanza, dal primo'),
  called: z
    .array(
      z.object({
        ...{ key: z.string(), processId: z.string(), about: z.string().nullable(), elementId: z.string() },
        ...{ state, stopped: z.boolean(), startedAt: instant, endedAt: instant.nullable() },
      }),
    )
    .nullable()
    .describe('I processi che ha chiamato; null: il motore non li dice'),
})

/** Of how many called instances a page tells. */
export const MOST_CALLED = 100
/* Calls go no deeper; it ends where an engine's search told a circle. */
const MOST_CALLERS = 10

/** An instance of the cycle that the viewer may know; null for any other: what the wall closes is not there (art. 5). */
async function findInstance({ reads, actor, engine }: Watch, cycleId: string, key: string) {
  const [known] = await reads.processes.among(actor, cycleId, [key])
  if (known !== undefined) return known.closed ? null : known
  const family = await engine.family([key])
  const found = family.find((one) => one.key === key)
  if (found === undefined) return null
  const told = await reads.processes.among(
    actor,
    cycleId,
    family.map((one) => one.key),
  )
  const belongs = told.length > 0 || (await engine.holds(key, knownBy(cycleId)))
  return belongs ? { processId: found.processId, about: null } : null
}

/** Where an instance is, what stands still in it and in those that it called, the way it took, and who called whom. Throws
 * BusinessError NOT_FOUND where it is not the cycle's, or closed to the viewer. */
export async function showInstance(watch: Watch, cycleId: string, key: string) {
  const own = await findInstance(watch, cycleId, key)
  if (own === null) throw notFound('INSTANCE', key)
  const { reads, actor, engine } = watch
  const [instance, tokens, incidents, path, called, callers] = await Promise.all([
    engine.instance(key),
    engine.tokens(key),
    engine.incidents(key),
    engine.path(key),
    engine.called(key, MOST_CALLED),
    callersOf(watch, key),
  ])
  const retries = incidents.length === 0 ? [] : await reads.processes.retriesOf(actor, cycleId)
  const open = await openAmong(watch, cycleId, [...callers, ...(called ?? [])])
  return {
    ...{ processId: own.processId, about: own.about },
    operateUrl: engine.operateUrl === null ? null : `${engine.operateUrl}/processes/${key}`,
    ...lifeOf(instance),
    tokens: withStopped(tokens, incidents, called ?? []),
    incidents: withRetries(incidents, retries),
    path,
    callers: open(callers),
    called: called && open(called),
  }
}

const lifeOf = (instance: Awaited<ReturnType<Watch['engine']['instance']>>) => ({
  state: instance?.state ?? null,
  startedAt: instance?.startedAt ?? null,
  endedAt: instance?.endedAt ?? null,
})

/* What stands still at an element: steps of its own, and processes that it called. */
function withStopped(
  tokens: readonly { elementId: string; active: number }[],
  incidents: readonly { elementId: string }[],
  called: readonly { elementId: string; stopped: boolean }[],
) {
  const stopped = called.filter((one) => one.stopped)
  return tokens.map(({ elementId, active }) => ({
    ...{ elementId, active },
    incidents: incidents.filter((one) => one.elementId === elementId).length,
    below: stopped.filter((one) => one.elementId === elementId).length,
  }))
}

/* From the first to the one that called it. */
async function callersOf({ engine }: Watch, key: string) {
  const callers: { key: string; processId: string; elementId: string }[] = []
  for (let at = key; callers.length < MOST_CALLERS;) {
    const caller = await engine.caller(at)
    const instance = caller && (await engine.instance(caller.key))
    if (caller === null || instance === null) break
    callers.unshift({ ...caller, processId: instance.processId })
    at = caller.key
  }
  return callers
}

/* Leaves out what the wall closes: it is not there (art. 5). Of what no job has told yet there is nothing to close. */
async function openAmong({ reads, actor }: Watch, cycleId: string, all: readonly { key: string }[]) {
  const keys = all.map(({ key }) => key)
  const known = keys.length === 0 ? [] : await reads.processes.among(actor, cycleId, keys)
  const of = new Map(known.map((one) => [one.key, one]))
  return <T extends { key: string }>(some: readonly T[]) =>
    some
      .filter(({ key }) => of.get(key)?.closed !== true)
      .map((one) => ({ ...one, about: of.get(one.key)?.about ?? null }))
}
