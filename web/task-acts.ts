import { loadWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { isCallPlace } from '../words/call-problems.ts'
import { formatInstant } from '../words/formats.ts'
import { sentData, versionIn } from './forms/fields.ts'
import { formOf } from './forms/form-schema.ts'
import { draftOf } from './forms/task-draft.ts'
import { readTaskForm } from './forms/task-reader.ts'
import { savedWords } from './draft-view.ts'
import type { ActContext, PageAct } from './page.ts'
import { param, receipt } from './page.ts'

const FILE = /^file-(.+)$/

const itemOf = (context: ActContext) =>
  context.parts.look(context.actor, loadWorkItem, { id: param(context, 'id') })

const fileOf: PageAct['file'] = (field, context) => {
  const kind = FILE.exec(field)?.[1]
  if (kind === undefined) return null
  return { operation: 'POST /api/work-items/{id}/files/{kind}', params: { id: param(context, 'id'), kind } }
}

/** The form that the acts of a task's page are sent from. */
export const TASK_FORM = 'complete'

/** Saving what is typed without sending it, for who runs no script; its files go up too. */
export const saveDraftAct: PageAct = {
  name: 'save-draft',
  form: TASK_FORM,
  operation: 'PUT /api/work-items/{id}/draft',
  async fields(context) {
    const { form, data } = await itemOf(context)
    return { body: sentData(context.typed) ?? draftOf(formOf(form), data, context.typed), problems: [] }
  },
  file: fileOf,
  done: ({ path, now }, answer) => ({
    to: path,
    receipt: receipt(`${savedWords(new Date((answer as { savedAt: string }).savedAt), now)}.`),
  }),
}

export const discardDraftAct: PageAct = {
  name: 'discard-draft',
  operation: 'DELETE /api/work-items/{id}/draft',
  done: ({ path }) => ({ to: path, receipt: receipt('Bozza scartata.') }),
}

/* A fault of a call names its place by itself. */
const placeIn = (path: string): string => (isCallPlace(path) ? '' : path)

/** Completing a task: its fields are read as its form's schema tells, its files go up before them. */
export const completeAct: PageAct = {
  name: TASK_FORM,
  byTyped: true,
  operation: 'POST /api/work-items/{id}/complete',
  async fields(context) {
    const sent = sentData(context.typed)
    const { form, data, state, hold, desk } = await itemOf(context)
    /* What is worked on a desk is sent as it is saved, in the version that was read. */
    if (desk !== null) return { body: { draftVersion: Number(versionIn(context.typed)) }, problems: [] }
    if (sent !== null || state !== 'OPEN' || hold === 'OTHERS') return { body: sent ?? {}, problems: [] }
    return readTaskForm(formOf(form), data, context.typed)
  },
  file: fileOf,
  where: placeIn,
  /* Somebody else, or a term, was first: what was typed is kept to be copied. */
  ifOver: { codes: ['WORK_ITEM_NOT_OPEN', 'WORK_ITEM_TAKEN'], act: saveDraftAct },
  async done(context, answer) {
    const { title } = await itemOf(context)
    const { completedAt, draftStays } = answer as { completedAt: string; draftStays: boolean }
    const text = `Attività completata: ${title}, ${formatInstant(completedAt)}.`
    const link = { href: context.path, text: 'In un’altra scheda avevi salvato una bozza diversa: leggila.' }
    return { to: '/inbox', receipt: { text, link: draftStays ? link : null } }
  },
}
