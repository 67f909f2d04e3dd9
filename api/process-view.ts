import { z } from 'zod'
import type { CycleInstance } from '../db/cycle/process-read-model.ts'
import { compareCodes } from '../domain/shared/codes.ts'
import { notFound } from '../domain/shared/errors.ts'
import { resolveIncident } from '../use-cases/cycle/resolve-incident.ts'
import { instant } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import { instancesOf, stoppedSteps, withRetries } from './stopped-steps.ts'
import type { CycleIncident, Watch } from './stopped-steps.ts'

const tag = 'Cicli'
const who = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const
const id = z.string().max(40)
const instance = z.object({
  key: z.string(),
  about: z.string().nullable(),
  seenAt: instant,
})

const key = z.string().regex(/^\d{1,19}$/, 'La chiave ha solo cifre.')
const incident = z.object({
  key: z.string(),
  elementId: z.string(),
  code: z.string(),
  sentence: z.string().describe('Che cosa è successo e che cosa fare, senza dati di persone'),
  createdAt: instant,
  retry: z.object({ by: z.string(), at: instant }).nullable(),
})
const shown = z.object({
  operateUrl: z.string().nullable(),
  state: z
    .enum(['ACTIVE', 'COMPLETED', 'TERMINATED'])
    .nullable()
    .describe("null: il motore non mostra ancora l'istanza"),
  tokens: z.array(z.object({ elementId: z.string(), active: z.int(), incidents: z.int() })),
  incidents: z.array(incident),
  path: z.array(
    z.object({
      elementId: z.string(),
      kind: z.enum(['ELEMENT', 'FLOW']),
      completed: z.int(),
      terminated: z.int(),
    }),
  ),
})

/** The processes, in the order in which a cycle meets them. */
export const PROCESSES = [
  { processId: 'grant-cycle', title: 'Ciclo' },
  { processId: 'guidance', title: 'Indirizzo' },
  { processId: 'call', title: 'Avviso' },
  { processId: 'application-review', title: 'Esame dei progetti' },
  { processId: 'evaluation', title: 'Valutazione' },
  { processId: 'meeting', title: 'Riunioni' },
  { processId: 'act-adoption', title: 'Adozione degli atti' },
  { processId: 'regional-approval', title: 'Piano e Regione' },
  { processId: 'alliance-project', title: 'Progetti' },
  { processId: 'disbursement', title: 'Erogazioni' },
  { processId: 'expenditure-report', title: 'Rendiconti' },
  { processId: 'monitoring-return', title: 'Restituzione finale' },
]

/* Instances of one application are found by its code; the others in the order in which they began. */
function byProcess(known: readonly CycleInstance[]) {
  const open = known.filter((one) => !one.closed)
  const all = PROCESSES.map(({ processId, title }) => {
    const instances = open.filter((one) => one.processId === processId)
    return {
      processId,
      title,
      instances: processId === 'application-review' ? instances.toSorted(byAbout) : instances,
    }
  })
  return all.filter(({ processId, instances }) => processId === 'grant-cycle' || instances.length > 0)
}

const byAbout = (one: CycleInstance, other: CycleInstance): number =>
  compareCodes(one.about ?? '', other.about ?? '')

/* What the wall closes to the viewer is an instance that is not there (art. 5). */
async function belongs(watch: Watch, cycleId: string, key: string): Promise<boolean> {
  const known = await watch.reads.processes.find(watch.actor, cycleId, key)
  if (known !== null) return !known.closed
  return (await instancesOf(watch, cycleId)).some((one) => one.key === key)
}

/** A cycle's processes with the instances that the viewer may know of, in the order in which a cycle meets them. */
export const processesOf = async (watch: Watch, cycleId: string) =>
  byProcess(await instancesOf(watch, cycleId))

/** Where an instance is, what stands still in it and the way it took. Throws BusinessError NOT_FOUND where it is not the
 * cycle's, or closed to the viewer. */
export async function showInstance(watch: Watch, cycleId: string, key: string) {
  if (!(await belongs(watch, cycleId, key))) throw notFound('INSTANCE', key)
  const { reads, actor, engine } = watch
  const [instance, tokens, incidents, path, retries] = await Promise.all([
    engine.instance(key),
    engine.tokens(key),
    engine.incidents(key),
    engine.path(key),
    reads.processes.retriesOf(actor, cycleId),
  ])
  const operateUrl = engine.operateUrl === null ? null : `${engine.operateUrl}/processes/${key}`
  const state = instance?.state ?? null
  return { operateUrl, state, tokens, incidents: withRetries(incidents, retries), path }
}

/** A cycle on its diagrams: the engine's instances, where the tokens of one of them are and which way they took, and what
 * stands still, to be let go on. Nothing else is decided on them. */
export const processViewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{id}/processes',
    summary: 'I processi di un ciclo con le loro istanze nel motore',
    tag,
    who,
    params: z.object({ id }),
    answer: z.object({
      processes: z.array(
        z.object({ processId: z.string(), title: z.string(), instances: z.array(instance) }),
      ),
    }),
    handle: async (context) => ({ processes: await processesOf(context, context.params.id) }),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}/processes/{key}',
    summary: "Lo stato di un'istanza: punti attivi, passi fermi per errore e da chi ripresi, percorso fatto",
    tag,
    who,
    params: z.object({ id, key }),
    answer: shown,
    handle: (context) => showInstance(context, context.params.id, context.params.key),
  }),
  route({
    method: 'post',
    path: '/api/cycles/{id}/incidents/{incidentKey}/retry',
    summary: 'Riprende un passo fermo per errore dal punto in cui è, tolta la causa',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id, incidentKey: key }),
    answer: z.object({ incidentKey: z.string() }),
    async handle(context) {
      const { id: cycleId, incidentKey } = context.params
      const { steps, retries } = await stoppedSteps(context, cycleId)
      const stopped = steps.find((one) => one.key === incidentKey)
      if (stopped) return context.run(resolveIncident, { ...stepOf(stopped), cycleId, incidentKey })
      /* Asked again after it went on: the answer is the same. */
      if (retries.some((one) => one.incidentKey === incidentKey)) return { incidentKey }
      throw notFound('STOPPED_STEP', incidentKey)
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
