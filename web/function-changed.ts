import type { Request, Response } from 'express'
import { isOfAnother } from '../api/carry-out.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { fieldOf } from './forms/fields.ts'
import { fieldsOf, textsIn, writtenIn } from './forms/sent-form.ts'
import type { SentForm } from './forms/sent-form.ts'
import type { PageAct, PageContext, PageView, WebParts } from './page.ts'
import { functionsOf } from './shell.ts'

/** What the page of such a form asks, by its buttons: to send it in its function, or to see it there first. */
export type Resumed = 'SEND' | 'SHOW'
const asked = new Map<unknown, Resumed>([
  ['send', 'SEND'],
  ['show', 'SHOW'],
])

/** True where a form was written in another function than the session's: two tabs share one. */
export const isWrittenElsewhere = (
  { inAnyFunction }: PageAct,
  { typed }: SentForm,
  { actor }: PageContext,
): boolean => inAnyFunction !== true && isOfAnother(writtenIn(typed), actor)

/** Goes back to the function in which a form was written, where its person asks to and still has it; null where not. */
export async function resumeFunction(
  parts: WebParts,
  { typed }: SentForm,
  exchange: { request: Request; response: Response },
): Promise<Resumed | null> {
  const resumed = asked.get(fieldOf(typed, 'resume')) ?? null
  if (resumed === null) return null
  const functionId = writtenIn(typed)
  const back = { key: undefined, params: {}, arrivedAt: parts.clock.now(), body: () => ({ functionId }) }
  return parts.operations.carryOut('PUT /api/session', { ...exchange, ...back }).then(
    () => resumed,
    (error: unknown) => {
      if (error instanceof BusinessError) return null
      throw error
    },
  )
}

/** The page that answers such a form: it holds what was typed, says in which function, and offers to send it there; with files,
 * or where they were not even taken (`filesLeft`), to choose them again first. */
export function functionChangedPage(
  context: PageContext,
  { typed, files, refused }: SentForm,
  filesLeft: boolean,
): PageView {
  const functions = functionsOf(context)
  const named = (id: string | null) => functions.find(({ functionId }) => functionId === id)?.name ?? null
  const fields = fieldsOf(typed).filter(({ name }) => name !== 'resume')
  const title = 'Questo modulo è scritto in un’altra funzione'
  return {
    title,
    template: 'function-changed',
    view: {
      ...{ title, fields, texts: textsIn(typed) },
      path: `${context.path}?${new URLSearchParams(context.query).toString()}`,
      written: named(writtenIn(typed)),
      now: named(context.actor.functionId),
      filesGone: filesLeft || files.size + refused.size > 0,
    },
  }
}
