import { loadWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { formatInstant } from '../words/formats.ts'
import { fieldOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import { formOf } from './forms/form-schema.ts'
import { readTaskForm } from './forms/task-reader.ts'
import type { ActContext, PageAct } from './page.ts'
import { param, receipt } from './page.ts'

const FILE = /^file-(.+)$/

const itemOf = (context: ActContext) =>
  context.parts.look(context.actor, loadWorkItem, { id: param(context, 'id') })

/** What form-js made of a form, where scripts run: JSON in a field of its own; null where fields came. */
export function sentData(typed: Typed): Record<string, unknown> | null {
  const data = fieldOf(typed, 'data')
  if (typeof data !== 'string' || data === '') return null
  try {
    const read = JSON.parse(data) as unknown
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Completing a task: its fields are read as its form's schema tells, its files go up before them. */
export const completeAct: PageAct = {
  name: 'complete',
  operation: 'POST /api/work-items/{id}/complete',
  async fields(context) {
    const sent = sentData(context.typed)
    if (sent !== null) return { body: sent, problems: [] }
    const { form, data } = await itemOf(context)
    return readTaskForm(formOf(form), data, context.typed)
  },
  file(field, context) {
    const kind = FILE.exec(field)?.[1]
    if (kind === undefined) return null
    const params = { id: param(context, 'id'), kind }
    return { operation: 'POST /api/work-items/{id}/files/{kind}', params }
  },
  async done(context, answer) {
    const { title } = await itemOf(context)
    const { completedAt } = answer as { completedAt: string }
    return {
      to: '/inbox',
      receipt: receipt(`Attività completata: ${title}, ${formatInstant(completedAt)}.`),
    }
  },
}
