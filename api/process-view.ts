import { z } from 'zod'
import type { CycleInstance } from '../db/process-read-model.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { instant } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Cicli'
const who = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const
const id = z.string().max(40)
const instance = z.object({
  key: z.string(),
  about: z.string().nullable(),
  seenAt: instant,
})

/* In the order in which a cycle meets them. */
const PROCESSES = [
  { processId: 'grant-cycle', title: 'Ciclo' },
  { processId: 'guidance', title: 'Indirizzo' },
  { processId: 'call', title: 'Avviso' },
  { processId: 'evaluation', title: 'Valutazione' },
  { processId: 'meeting', title: 'Riunioni' },
  { processId: 'act-adoption', title: 'Adozione degli atti' },
  { processId: 'regional-approval', title: 'Piano e Regione' },
  { processId: 'alliance-project', title: 'Progetti' },
  { processId: 'disbursement', title: 'Erogazioni' },
  { processId: 'expenditure-report', title: 'Rendiconti' },
  { processId: 'monitoring-return', title: 'Restituzione finale' },
]

function byProcess(known: readonly CycleInstance[]) {
  const all = PROCESSES.map(({ processId, title }) => ({
    processId,
    title,
    instances: known.filter((one) => one.processId === processId),
  }))
  return all.filter(({ processId, instances }) => processId === 'grant-cycle' || instances.length > 0)
}

/** A cycle on its diagrams: the engine's instances, and where the tokens of one of them are. Nothing is decided on them. */
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
    handle: async ({ reads, actor, params }) => ({
      processes: byProcess(await reads.processes.ofCycle(actor, params.id)),
    }),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}/processes/{key}',
    summary: "Dove sono i punti attivi di un'istanza, quanti sono e quali sono fermi per errore",
    tag,
    who,
    params: z.object({ id, key: z.string().regex(/^\d{1,20}$/, 'La chiave di un’istanza ha solo cifre.') }),
    answer: z.object({
      operateUrl: z.string(),
      tokens: z.array(z.object({ elementId: z.string(), active: z.int(), incidents: z.int() })),
    }),
    async handle({ reads, actor, params, engine }) {
      const known = await reads.processes.ofCycle(actor, params.id)
      if (!known.some((one) => one.key === params.key))
        throw new BusinessError('NOT_FOUND', { what: 'istanza', id: params.key })
      return {
        operateUrl: `${engine.operateUrl}/processes/${params.key}`,
        tokens: await engine.tokens(params.key),
      }
    },
  }),
]
