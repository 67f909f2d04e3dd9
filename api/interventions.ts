import { z } from 'zod'
import { interventionLifecycle } from '../domain/cycle/lifecycle.ts'
import { changeOf, INTERVENTION_KINDS, TERMS } from '../domain/process/interventions.ts'
import type { Change } from '../domain/process/interventions.ts'
import { found, notFound } from '../domain/shared/errors.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { plainText } from '../domain/shared/text.ts'
import type { ToldInstance } from '../procedures/cycle/intervention-safety.ts'
import {
  confirmIntervention,
  refuseIntervention,
  withdrawIntervention,
} from '../use-cases/cycle/decide-intervention.ts'
import { proposeIntervention } from '../use-cases/cycle/propose-intervention.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import type { Watch } from './stopped-steps.ts'

const tag = 'Sala di controllo'
const nothing = 'only what moves no decision is done, and only by two people'
const id = z.string().max(40)
const key = z.string().regex(/^\d{1,19}$/, 'La chiave ha solo cifre.')
const reason = plainText({ max: 1000, multiline: true })
const because = z.strictObject({ reason })
const answer = z.object({ id: z.string() })
const state = interventionLifecycle.schema
/* Of how many variables an instance tells. */
const MOST_VARIABLES = 1_000

/** By what interventions are filtered. */
export const interventionFilters = { state }

const change = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('SET_VARIABLE'),
      variable: z
        .enum([...new Set(TERMS.map((term) => term.variable))], 'Scegli uno dei termini di questo processo.')
        .describe('Il termine che è agli atti e manca al processo: l’istante non si scrive'),
      reason,
    }),
    z.strictObject({ kind: z.literal('CANCEL'), reason }),
    z.strictObject({
      kind: z.literal('MIGRATE'),
      version: z.int('Scegli una versione.').min(1).max(1_000_000),
      reason,
    }),
  ],
  'Scegli che cosa fare.',
)

/* What the engine tells now of an instance of the cycle that the viewer may know (art. 5). Throws NOT_FOUND. */
async function toldNow(
  watch: Watch,
  cycleId: string,
  asked: { key: string; change: Change },
): Promise<ToldInstance> {
  const { reads, actor, engine } = watch
  const processInstanceKey = asked.key
  const [known] = await reads.processes.among(actor, cycleId, [processInstanceKey])
  if (known === undefined || known.closed) throw notFound('INSTANCE', processInstanceKey)
  const { processId } = known
  const to = asked.change.kind === 'MIGRATE' ? asked.change.version : null
  const [instance, version, tokens, variables, versions] = await Promise.all([
    engine.instance(processInstanceKey),
    engine.versionOf(processInstanceKey),
    engine.tokens(processInstanceKey),
    engine.variables(processInstanceKey, MOST_VARIABLES),
    engine.versions(),
  ])
  const hasVersion = versions.some((one) => one.processId === processId && one.version === to)
  return {
    ...{ processInstanceKey, processId, version, hasVersion, isActive: instance?.state === 'ACTIVE' },
    places: tokens.map(({ elementId, active }) => ({ elementId, active })).toSorted(byElement),
    variables: variables && ofInstance(variables),
    changedAhead:
      to === null || !hasVersion
        ? null
        : await engine.changedAhead({ processInstanceKey, processId, version: to }),
  }
}

const byElement = (one: { elementId: string }, other: { elementId: string }) =>
  one.elementId < other.elementId ? -1 : 1

const ofInstance = (all: readonly { name: string; value: unknown; elementId: string | null }[]) =>
  Object.fromEntries(all.filter((one) => one.elementId === null).map(({ name, value }) => [name, value]))

/* One of which the viewer may know the instance. Throws NOT_FOUND. */
const shown = async ({ reads, actor }: Watch, interventionId: string) =>
  found('INTERVENTION', interventionId, await reads.interventions.find(actor, interventionId))

/** What two people do to an instance together: one proposes, another confirms or refuses, each with a reason; never what would move
 * a decision. What the wall closes is on none of them (art. 5). */
export const interventionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/interventions',
    summary: 'Gli interventi proposti e decisi sui processi di tutti i cicli, dall’ultimo',
    tag,
    who: OFFICES,
    query: listQuery(interventionFilters),
    answer: pageAnswer(
      z.object({
        ...{ id: z.string(), cycleId: z.string(), cycleCode: z.string(), state },
        ...{ processInstanceKey: z.string(), processId: z.string(), about: z.string().nullable() },
        ...{ kind: z.enum(INTERVENTION_KINDS), variable: z.string().nullable(), version: z.int().nullable() },
        value: z
          .string()
          .nullable()
          .describe('Del termine l’istante; della chiusura ciò che è stato ritirato'),
        ...{ versionBefore: z.int(), reason: z.string(), by: z.string(), proposedAt: instant },
        ...{ decidedBy: z.string().nullable(), decidedAt: instant.nullable() },
        decisionReason: z.string().nullable(),
        fault: z.string().nullable().describe('Perché il motore non l’ha fatto'),
      }),
    ),
    handle: ({ reads, actor, query }) => reads.interventions.list(actor, query),
  }),
  route({
    method: 'post',
    path: '/api/cycles/{id}/processes/{key}/interventions',
    decides: { nothing },
    summary:
      'Propone un intervento su un’istanza, con la motivazione: si fa quando un’altra persona lo conferma',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id, key }),
    body: change,
    answer: z.object({ interventionId: z.string() }),
    status: 201,
    async handle(context) {
      const { id: cycleId } = context.params
      const { reason: why, ...asked } = context.body
      const told = await toldNow(context, cycleId, { key: context.params.key, change: asked })
      return context.run(proposeIntervention, { cycleId, change: asked, reason: why, told })
    },
  }),
  route({
    method: 'post',
    path: '/api/interventions/{id}/confirm',
    decides: { nothing },
    summary:
      'Conferma, da un’altra persona e con la motivazione, un intervento: il motore lo fa una volta sola',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    body: because,
    answer,
    async handle(context) {
      const one = await shown(context, context.params.id)
      const told = await toldNow(context, one.cycleId, { key: one.processInstanceKey, change: changeOf(one) })
      return context.run(confirmIntervention, { id: one.id, reason: context.body.reason, told })
    },
  }),
  route({
    method: 'post',
    path: '/api/interventions/{id}/refuse',
    decides: { nothing },
    summary: 'Respinge, da un’altra persona e con la motivazione, un intervento proposto',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    body: because,
    answer,
    async handle(context) {
      const one = await shown(context, context.params.id)
      return context.run(refuseIntervention, { id: one.id, reason: context.body.reason })
    },
  }),
  route({
    method: 'post',
    path: '/api/interventions/{id}/withdraw',
    decides: { nothing },
    summary: 'Ritira un intervento che si è proposto, finché nessuno l’ha deciso',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    answer,
    async handle(context) {
      const one = await shown(context, context.params.id)
      return context.run(withdrawIntervention, { id: one.id })
    },
  }),
]
