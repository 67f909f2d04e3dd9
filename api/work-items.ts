import { z } from 'zod'
import { holds, workItemLifecycle } from '../domain/cycle/lifecycle.ts'
import { MOST_DRAFT_BYTES, taskDraftSchema } from '../domain/cycle/task-draft.ts'
import { roles } from '../domain/shared/roles.ts'
import { taskOf, tasks } from '../tasks/registry.ts'
import { attachWorkItemFile } from '../use-cases/cycle/attach-work-item-file.ts'
import type { Page } from '../db/platform/page.ts'
import { plainText } from '../domain/shared/text.ts'
import { giveWorkItem } from '../use-cases/cycle/give-work-item.ts'
import { returnWorkItem } from '../use-cases/cycle/return-work-item.ts'
import { takeWorkItem } from '../use-cases/cycle/take-work-item.ts'
import { completeWorkItem } from '../use-cases/cycle/complete-work-item.ts'
import { discardTaskDraft } from '../use-cases/cycle/discard-task-draft.ts'
import { saveTaskDraft } from '../use-cases/cycle/save-task-draft.ts'
import { loadWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { ownWorkItem } from '../procedures/cycle/work-item-access.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/* JSON writes some characters in more bytes than they have. */
const DRAFT_BODY_BYTES = 4 * MOST_DRAFT_BYTES

const tag = 'Attività'
const id = z.object({ id: z.string().max(40) })

const elements = tasks.map(({ element }) => element) as [string, ...string[]]

/** By what the tasks that somebody has taken are filtered. */
export const takenFilters = { text: textFilter }

/** By what a person's open tasks are filtered. */
export const taskFilters = {
  hold: z.enum(holds).describe('Solo quelle di chi legge (MINE), libere (FREE) o di altri (OTHERS)'),
  element: z.enum(elements).describe('Solo le attività di questo passo'),
  text: textFilter,
}

const uploadedFile = z.object({
  kind: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  signature: z.string().describe('UNVERIFIED: firma non verificata'),
})
const draftSaved = z.object({
  version: z.int().describe('Da dire in If-Match quando la si salva o scarta; 0 dove non ce n’è una'),
  savedAt: instant,
  state: workItemLifecycle.schema.describe(
    'Dell’attività: una bozza si conserva anche quando non è più aperta',
  ),
  takenBy: z.string().nullable().describe('Chi altro l’ha presa in carico nel frattempo'),
})
const inboxEntry = z.object({
  id: z.string(),
  element: z.string(),
  subjectId: z.string(),
  title: z.string(),
  cycleCode: z.string(),
  about: z.string().nullable(),
  openedAt: instant,
  dueAt: instant.nullable(),
  hold: z.enum(holds),
  takenBy: z.string().nullable().describe('Chi l’ha in carico'),
  takenAt: instant.nullable(),
  barred: z
    .string()
    .nullable()
    .describe('L’articolo per cui chi legge, che l’ha in carico, non può deciderla; null altrimenti'),
})
const taken = z.object({
  id: z.string(),
  taken: z.object({ by: z.string(), at: instant }).nullable(),
})
const workItem = z.object({
  id: z.string(),
  element: z.string(),
  process: z.string(),
  title: z.string(),
  form: z.string(),
  role: z.enum(roles),
  state: workItemLifecycle.schema,
  cycleId: z.string(),
  subjectId: z.string(),
  dueAt: instant.nullable(),
  hold: z.enum(holds),
  shared: z.boolean().describe('Falso se è chiesta a una persona sola'),
  taken: z.object({ name: z.string(), at: instant }).nullable(),
  barred: z
    .string()
    .nullable()
    .describe(
      'L’articolo per cui un conflitto di interesse tiene fuori chi legge: allora niente dati né file',
    ),
  others: z
    .array(z.object({ personId: z.string(), displayName: z.string() }))
    .describe('Chi altro può svolgerla: a chi si può assegnare'),
  data: z.record(z.string(), z.unknown()).describe('Dati mostrati dal modulo'),
  draft: draftSaved.omit({ state: true, takenBy: true }).extend({ typed: taskDraftSchema }).nullable(),
  completed: z.object({ at: instant, by: z.string() }).nullable(),
  files: z.array(
    z.object({
      kind: z.string(),
      label: z.string(),
      required: z.boolean(),
      accepts: z.array(z.string()),
      uploaded: uploadedFile.nullable(),
    }),
  ),
})

const titled = <T extends { element: string }>({ items, next }: Page<T>) => ({
  items: items.map((entry) => ({ ...entry, title: taskOf(entry.element).title })),
  next,
})

/** A person's inbox and the tasks in it. */
export const workItemRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/inbox',
    summary: 'Le attività aperte di chi è collegato',
    tag,
    who: 'SIGNED_IN',
    query: listQuery(taskFilters),
    answer: pageAnswer(inboxEntry),
    handle: async ({ reads, actor, query }) => titled(await reads.inbox.openTasks(actor, query)),
  }),
  route({
    method: 'get',
    path: '/api/work-items',
    summary:
      'Le attività che qualcuno ha in carico, per chi può restituirle: responsabile del procedimento e, sulle domande, chi presiede',
    tag,
    who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
    query: listQuery(takenFilters),
    answer: pageAnswer(inboxEntry),
    handle: async ({ reads, actor, query }) => titled(await reads.inbox.taken(actor, query)),
  }),
  route({
    method: 'post',
    path: '/api/work-items/{id}/take',
    decides: { inside: 'as its task declares' },
    summary: 'Prende in carico un’attività; 409 WORK_ITEM_TAKEN dice chi l’ha già',
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: taken,
    handle: ({ run, params }) => run(takeWorkItem, params),
  }),
  route({
    method: 'post',
    path: '/api/work-items/{id}/give',
    decides: { inside: 'as its task declares' },
    summary: 'Assegna un’attività, libera o propria, a un’altra persona che può svolgerla (art. 5)',
    tag,
    who: 'SIGNED_IN',
    params: id,
    body: z.strictObject({ personId: z.string('Scegli una persona.').max(40) }),
    answer: taken,
    handle: ({ run, params, body }) => run(giveWorkItem, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/work-items/{id}/return',
    decides: { inside: 'as its task declares' },
    summary:
      'Restituisce un’attività presa in carico; quella di un altro, con un motivo, il responsabile del procedimento o chi presiede',
    tag,
    who: 'SIGNED_IN',
    params: id,
    body: z.strictObject({ reason: plainText({ max: 1000 }).optional() }),
    answer: taken,
    handle: ({ run, params, body }) => run(returnWorkItem, { ...params, ...body }),
  }),
  route({
    method: 'get',
    path: '/api/work-items/{id}',
    summary: "Un'attività con i dati del suo modulo",
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: workItem,
    handle: ({ look, params }) => look(loadWorkItem, params),
  }),
  route({
    method: 'post',
    path: '/api/work-items/{id}/complete',
    decides: { inside: 'as its task declares' },
    summary: "Completa un'attività con i dati del modulo",
    tag,
    who: 'SIGNED_IN',
    params: id,
    body: z.record(z.string(), z.unknown()),
    bodies: tasks.map(({ element, title, input }) => input.meta({ id: element, title })),
    versioned: 'OPTIONAL',
    answer: z.object({
      ...{ id: z.string(), completedAt: instant },
      draftStays: z.boolean().describe('Vero se resta una bozza salvata dopo quella detta in If-Match'),
    }),
    handle: ({ run, params, body, version }) =>
      run(completeWorkItem, { id: params.id, input: body, draftSeen: version }),
  }),
  route({
    method: 'put',
    path: '/api/work-items/{id}/draft',
    decides: { oneself: 'what one has typed and not sent' },
    summary: 'Salva quello che si è scritto nel modulo, senza inviarlo (fino a 1 MB di testo)',
    tag,
    who: 'SIGNED_IN',
    limit: 'DRAFT',
    versioned: 'REQUIRED',
    bodyLimit: DRAFT_BODY_BYTES,
    params: id,
    body: taskDraftSchema,
    answer: draftSaved,
    handle: ({ run, params, body, version }) => run(saveTaskDraft, { id: params.id, version, typed: body }),
  }),
  route({
    method: 'delete',
    path: '/api/work-items/{id}/draft',
    decides: { oneself: 'what one has typed and not sent' },
    summary: 'Scarta la bozza',
    tag,
    who: 'SIGNED_IN',
    versioned: 'REQUIRED',
    params: id,
    answer: z.object({}),
    handle: ({ run, params, version }) => run(discardTaskDraft, { id: params.id, version }),
  }),
  route({
    method: 'post',
    path: '/api/work-items/{id}/files/{kind}',
    decides: { inside: 'as its task declares' },
    summary: "Carica un file chiesto da un'attività (multipart, campo file, fino a 20 MB)",
    tag,
    who: 'SIGNED_IN',
    params: id.extend({ kind: z.string().max(60) }),
    upload: true,
    admit: ({ look, params }) => look((context, { id: asked }) => ownWorkItem(context, asked), params),
    accepts: async ({ look, params }) => {
      const { element } = await look((context, { id: asked }) => ownWorkItem(context, asked), params)
      return taskOf(element).files.find(({ kind }) => kind === params.kind)?.accepts ?? []
    },
    answer: z.object({ sha256: z.string(), signature: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(attachWorkItemFile, { ...params, file: body }),
  }),
]
