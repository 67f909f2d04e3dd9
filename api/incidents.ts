import { z } from 'zod'
import type { OpenIncident, StoppedAsked, StoppedStep } from '../db/cycle/incident-read-model.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { resolveIncidents } from '../use-cases/cycle/resolve-incidents.ts'
import { INCIDENT_KINDS, incidentKindOf } from '../words/incidents.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import { instanceFilters } from './process-view.ts'
import type { EngineIncident } from './engine-view.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import { MOST_STEPS, instancesWith, openIncidents, retryReason } from './stopped-steps.ts'
import type { Watch } from './stopped-steps.ts'

const tag = 'Sala di controllo'
const MOST_RETRIED = 100
const MOST_CYCLES = 100
const HOUR_MS = 60 * 60 * 1000

/* How long a step stands still at least. */
const AGES_MS = { HOUR: HOUR_MS, DAY: 24 * HOUR_MS, WEEK: 7 * 24 * HOUR_MS, MONTH: 30 * 24 * HOUR_MS }
const age = z
  .enum(Object.keys(AGES_MS) as [keyof typeof AGES_MS, ...(keyof typeof AGES_MS)[]])
  .describe('Fermi da almeno un’ora, un giorno, sette, trenta')

/** By what the steps that stand still are filtered. */
export const incidentFilters = { ...instanceFilters, kind: z.enum(INCIDENT_KINDS), age }

interface IncidentsAsked extends Omit<StoppedAsked, 'since'> {
  age?: keyof typeof AGES_MS | undefined
}

/** A page of what stands still in all cycles, the oldest first, as far as the wall lets it be known (art. 5). */
export async function stoppedEverywhere(watch: Watch, { age: longer, ...asked }: IncidentsAsked, now: Date) {
  const since = longer && { since: new Date(now.getTime() - AGES_MS[longer]) }
  return watch.reads.incidents.among(watch.actor, await allIncidents(watch), { ...asked, ...since })
}

/** The oldest open incidents of all cycles. */
export async function allIncidents(watch: Watch): Promise<OpenIncident[]> {
  const open = await watch.engine.openIncidents(MOST_STEPS)
  const untold = await untoldAmong(watch, open)
  return open.map(({ key, processInstanceKey, elementId, jobKey, code, sentence, createdAt }) => ({
    ...{ key, processInstanceKey, elementId, jobKey, code, sentence, createdAt },
    kind: incidentKindOf(code),
    untold: untold.get(processInstanceKey) ?? null,
  }))
}

/* What stopped before any job told of its instance: the engine knows its process and its cycle. */
async function untoldAmong(watch: Watch, open: readonly EngineIncident[]) {
  const { reads, actor } = watch
  const keys = [...new Set(open.map(({ processInstanceKey }) => processInstanceKey))]
  const untold = keys.length === 0 ? [] : await reads.incidents.untold(actor, keys)
  const told = new Map<string, { processId: string; cycleId: string }>()
  if (untold.length === 0) return told
  const cycles = await reads.cycles.list(actor, { status: 'OPEN', limit: MOST_CYCLES })
  for (const { id: cycleId } of cycles.items) {
    const here = (await openIncidents(watch, cycleId)).filter((one) =>
      untold.includes(one.processInstanceKey),
    )
    for (const { key, processId } of (await instancesWith(watch, cycleId, here)).values())
      told.set(key, { processId, cycleId })
  }
  return told
}

/* What the use case is told of steps that stand still. */
const stepsToRetry = (steps: readonly StoppedStep[]) =>
  steps.map(({ key, cycleId, jobKey, processInstanceKey, processId, elementId, code }) => ({
    ...{ incidentKey: key, cycleId, jobKey, processInstanceKey, processId, elementId, code },
  }))

/** What stands still in all cycles, to be found by process, kind, age, cycle and project, and let go on: one or many. */
export const incidentRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/incidents',
    summary: 'I passi fermi per errore di tutti i cicli, dal più vecchio, con chi ne ha chiesto la ripresa',
    tag,
    who: OFFICES,
    query: listQuery(incidentFilters),
    answer: pageAnswer(
      z.object({
        ...{ key: z.string(), processId: z.string(), about: z.string().nullable(), elementId: z.string() },
        ...{ cycleId: z.string(), cycleCode: z.string(), code: z.string(), kind: z.enum(INCIDENT_KINDS) },
        sentence: z.string().describe('Che cosa è successo e che cosa fare, senza dati di persone'),
        createdAt: instant,
        retry: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
      }),
    ),
    handle: (context) => stoppedEverywhere(context, context.query, context.now),
  }),
  route({
    method: 'post',
    path: '/api/incidents/retry',
    decides: { nothing: 'what the process or a person did before goes on as it was' },
    summary: 'Riprende passi fermi per errore dal punto in cui sono, tolta la causa, con la motivazione',
    tag,
    who: ['PROCESS_OWNER'],
    body: z.strictObject({
      incidentKeys: z
        .array(z.string().regex(/^\d{1,19}$/, 'La chiave ha solo cifre.'))
        .min(1, 'Scegli almeno un passo da riprendere.')
        .max(MOST_RETRIED, `Al massimo ${MOST_RETRIED} passi per volta.`),
      reason: retryReason,
    }),
    answer: z.object({ retried: z.array(z.string()).describe('Quelli ripresi con questa richiesta') }),
    async handle(context) {
      const { reads, actor, body, run } = context
      const asked = (await allIncidents(context)).filter(({ key }) => body.incidentKeys.includes(key))
      const { items } = await reads.incidents.among(actor, asked, { limit: MOST_RETRIED })
      return run(resolveIncidents, { steps: stepsToRetry(items), reason: body.reason })
    },
  }),
]
