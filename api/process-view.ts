import { z } from 'zod'
import type { CycleInstance } from '../db/cycle/watched-instances.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { notFound } from '../domain/shared/errors.ts'
import { resolveIncidents } from '../use-cases/cycle/resolve-incidents.ts'
import { instant } from './answers.ts'
import { PROCESSES } from '../words/processes.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import { shownInstance, showInstance } from './instance-view.ts'
import { instancesWith, openIncidents, retryReason, stoppedSteps } from './stopped-steps.ts'
import type { CycleIncident, Watch } from './stopped-steps.ts'

const tag = 'Cicli'
const who = OFFICES
const id = z.string().max(40)
const instance = z.object({
  key: z.string(),
  about: z.string().nullable(),
  seenAt: instant,
})

const key = z.string().regex(/^\d{1,19}$/, 'La chiave ha solo cifre.')
/** By what a cycle's instances are filtered. */
export const instanceFilters = {
  process: z.enum(PROCESSES.map(({ processId }) => processId)),
  text: textFilter,
}

/** Of each process of a cycle the instance that jobs have told of last. */
export const latestTold = ({ reads, actor }: Told, cycleId: string) =>
  reads.processes.latest(
    actor,
    cycleId,
    PROCESSES.map(({ processId }) => processId),
  )

type Told = Pick<Watch, 'actor'> & { reads: Pick<Watch['reads'], 'processes'> }

/** The processes that have begun in a cycle and the cycle itself, in the order in which a cycle meets them, each with the instance
 * that began last among those that the viewer may know of; `read` where what jobs have told is being read already. */
export async function processesOf(watch: Watch, cycleId: string, read?: Promise<CycleInstance[]>) {
  const [told, open] = await Promise.all([read ?? latestTold(watch, cycleId), openIncidents(watch, cycleId)])
  const stopped = [...(await instancesWith(watch, cycleId, open)).values()].filter((one) => !one.closed)
  const all = [...stopped, ...(await untoldBeside(watch, cycleId, told)), ...told]
  const latest = new Map(all.map(({ processId, key, about, seenAt }) => [processId, { key, about, seenAt }]))
  return PROCESSES.map((one) => ({ ...one, latest: latest.get(one.processId) ?? null })).filter(
    (one) => one.processId === 'grant-cycle' || one.latest !== null,
  )
}

/* A process that only calls others has no job for long: the engine tells it beside what it calls. */
async function untoldBeside(
  { reads, actor, engine }: Watch,
  cycleId: string,
  told: readonly CycleInstance[],
) {
  const family = told.length === 0 ? [] : await engine.family(told.map(({ key }) => key))
  const others = family.filter(({ processId }) => !told.some((one) => one.processId === processId))
  if (others.length === 0) return []
  const known = await reads.processes.among(
    actor,
    cycleId,
    others.map(({ key }) => key),
  )
  const closed = new Set(known.filter((one) => one.closed).map(({ key }) => key))
  return others
    .filter(({ key }) => !closed.has(key))
    .map(({ key, processId, startedAt }) => ({ key, processId, about: null, seenAt: startedAt }))
}

/** A cycle on its diagrams: the engine's instances, where the tokens of one of them are and which way they took, and what
 * stands still, to be let go on. Nothing else is decided on them. */
export const processViewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{id}/processes',
    summary: "I processi di un ciclo, ciascuno con l'ultima istanza nel motore",
    tag,
    who,
    params: z.object({ id }),
    answer: z.object({
      processes: z.array(z.object({ processId: z.string(), title: z.string(), latest: instance.nullable() })),
    }),
    handle: async (context) => ({ processes: await processesOf(context, context.params.id) }),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}/instances',
    summary: "Le istanze dei processi di un ciclo, dall'ultima iniziata",
    tag,
    who,
    params: z.object({ id }),
    query: listQuery(instanceFilters),
    answer: pageAnswer(instance.extend({ processId: z.string() })),
    handle: ({ reads, actor, params, query }) => reads.processes.ofCycle(actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}/processes/{key}',
    summary: "Lo stato di un'istanza: punti attivi, passi fermi per errore e da chi ripresi, percorso fatto",
    tag,
    who,
    params: z.object({ id, key }),
    answer: shownInstance,
    handle: (context) => showInstance(context, context.params.id, context.params.key),
  }),
  route({
    method: 'post',
    path: '/api/cycles/{id}/incidents/{incidentKey}/retry',
    decides: { nothing: 'what the process or a person did before goes on as it was' },
    summary: 'Riprende un passo fermo per errore dal punto in cui è, tolta la causa, con la motivazione',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id, incidentKey: key }),
    body: z.strictObject({ reason: retryReason }),
    answer: z.object({ incidentKey: z.string() }),
    async handle(context) {
      const { id: cycleId, incidentKey } = context.params
      const { steps, retries } = await stoppedSteps(context, cycleId)
      const stopped = steps.find((one) => one.key === incidentKey)
      const { reason } = context.body
      if (stopped)
        await context.run(resolveIncidents, {
          steps: [{ ...stepOf(stopped), cycleId, incidentKey }],
          reason,
        })
      /* Asked again after it went on: the answer is the same. */
      else if (retries.every((one) => one.incidentKey !== incidentKey))
        throw notFound('STOPPED_STEP', incidentKey)
      return { incidentKey }
    },
  }),
]

const stepOf = ({ jobKey, processInstanceKey, processId, elementId, code }: CycleIncident) => ({
  jobKey,
  processInstanceKey,
  processId,
  elementId,
  code,
})
