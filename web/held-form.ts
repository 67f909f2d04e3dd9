import type { Request, Response } from 'express'
import { readForm, textsIn } from './forms/sent-form.ts'
import { fieldOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import type { Refusal } from './forms/form-state.ts'
import type { HeldForms, PageContext, PageRoute } from './page.ts'

const OVER =
  'La sessione era finita: nulla è stato inviato. Quello che avevi scritto è qui sotto: controlla, scegli di nuovo i file se ce n’erano, e invia.'

/** Keeps what somebody typed whose session is over, but for files. Throws what `readForm` throws, TOO_MANY_REQUESTS. */
export async function holdForm(
  held: HeldForms,
  { page, query, path }: { page: PageRoute } & Pick<PageContext, 'query' | 'path'>,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const act = page.acts?.find(({ name }) => name === query['act'])
  if (act === undefined) return
  await held.admits(request)
  const { typed } = await readForm(request, response, null)
  const session = fieldOf(typed, 'session')
  if (typeof session !== 'string') return
  const form = { path, act: act.form ?? act.name, of: query['of'] ?? null, typed: JSON.stringify(typed) }
  await held.hold(response, { ...form, session })
}

/** The form that a person left on this page when the session was over, as a page shows one that came back. */
export async function leftForm(
  held: HeldForms,
  { actor: { personId }, path }: PageContext,
  request: Request,
): Promise<Refusal | null> {
  const left = personId === '' ? null : await held.find(request, { personId, path })
  if (left === null) return null
  const typed = JSON.parse(left.typed) as Typed
  const nothing = { problems: [], confirmation: null, current: null, key: null }
  return {
    ...{ status: 200, message: OVER, error: null, where: (place) => place, texts: textsIn(typed) },
    sent: { act: left.act, of: left.of, typed, ...nothing },
  }
}
