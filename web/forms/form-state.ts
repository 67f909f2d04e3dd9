import { randomUUID } from 'node:crypto'
import type { Problem } from '../../domain/shared/problem.ts'
import type { Typed } from './fields.ts'
import { fieldOf, linesIn } from './fields.ts'

/** A form that comes back to whoever sent it: with what was typed, and what is wrong with it. */
export interface SentBack {
  act: string
  /** Which of several forms of one act, by what it is about. */
  of: string | null
  typed: Typed
  problems: readonly Problem[]
  /** The text that confirms what was shown, where it must be confirmed. */
  confirmation: string | null
  /** What somebody saved meanwhile, where the form would have been put over it. */
  current: Readonly<Record<string, unknown>> | null
  /** The key under which it must be sent again, where nobody knows whether it was carried out, or to confirm it; null for a
   * new one. */
  key: string | null
}

/** A page that answers a form of its own with the form: refused, or (without a message) with its rows changed. */
export interface Refusal {
  status: number
  message: string | null
  /** Why it was refused, for a page that only leads on and shows no form; null where it was not. */
  error: Error | null
  sent: SentBack
  /** What was typed in it, for a page that has no such form any more. */
  texts: readonly string[]
  /** Names a place of the data that is no field of the page. */
  where: (path: string) => string
}

interface Place {
  id: string
  label: string
  /** True for a text area, which may hold a list of values, one a line. */
  holdsLines?: boolean
}

/** The forms of one page while it is written: where each field stands, so that a refusal can lead to it. */
export interface FormState {
  /** The page's own address, to which its forms are sent. */
  path: string
  sent: SentBack | null
  /** The mark of the session that its forms are written in. */
  session: string | null
  /** The function acted in while they are written; null where nobody acts. */
  functionId: string | null
  places: Map<string, Place>
  /** The field that has the focus when the page opens, once there is one. */
  focus: string | null
  /** Whether the form that was sent stands on the page, with what was typed in it. */
  isBack: boolean
}

/** The forms of a page before anything is written. */
export const formsOf = (
  path: string,
  { sent, session, functionId }: Pick<FormState, 'sent' | 'session' | 'functionId'>,
): FormState => ({
  ...{ path, sent, session, functionId },
  places: new Map(),
  focus: null,
  isBack: false,
})

/** A key for one sending of one form. */
export const newKey = (): string => randomUUID().replaceAll('-', '')

/** A path in a form's data, `lines[2].amount`, as its field is named for the browser: `lines[2][amount]`. */
export const fieldName = (path: string): string => path.replaceAll(/\.(\w+)/g, '[$1]')

/** The same as an id of the page: `lines-2-amount`. */
export const fieldId = (path: string, of: string | null): string =>
  [path.replaceAll(/\W+/g, '-').replace(/-$/, ''), of].filter((part) => part !== null).join('--')

/** What was typed at a path. */
export const typedAt = (typed: Typed, path: string): Typed | undefined =>
  path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<Typed | undefined>(
      (inner, part) => (Array.isArray(inner) ? (inner as Typed[])[Number(part)] : fieldOf(inner, part)),
      typed,
    )

/** The nearest place of the page for a path of the data: the field, its row, its list; null where it shows none. */
export function placeOf({ places }: FormState, path: string): Place | null {
  const place = places.get(path)
  if (place !== undefined) return place
  const outer = path.replace(/(?:\.?\w+|\[\d+\])$/, '')
  return outer === path || outer === '' ? null : placeOf({ places } as FormState, outer)
}

/** What is wrong with a line of a text area, said of the line: which of them it is cannot be seen otherwise. */
export function toldOf({ typed }: SentBack, { path, message }: Problem): string {
  const [, field, index] = /^(.+)\[(\d+)\]$/.exec(path) ?? []
  const held = field === undefined ? undefined : typedAt(typed, field)
  const line = typeof held === 'string' ? linesIn(held)[Number(index)] : undefined
  return line === undefined ? message : `«${line}»: ${message}`
}
