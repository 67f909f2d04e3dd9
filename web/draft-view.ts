import type { LoadedWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { formatHour, formatInstant } from '../words/formats.ts'
import { sentData } from './forms/fields.ts'
import { formOf } from './forms/form-schema.ts'
import type { Values } from './forms/form-schema.ts'
import { draftLines, draftOf, withTyped } from './forms/task-draft.ts'
import type { PageContext } from './page.ts'
import type { SentBack } from './forms/form-state.ts'

/** When a draft was saved: the hour, and the day where it is another than today. */
export function savedWords(savedAt: Date, now: Date): string {
  const today = localDateOf(savedAt) === localDateOf(now)
  return `Bozza salvata ${today ? `alle ${formatHour(savedAt)}` : `il ${formatInstant(savedAt)}`}`
}

/** What was typed into the task's form and came back, as far as the page's forms for it are concerned; null where none did. */
export function typedInto({ form, data }: LoadedWorkItem, sent: SentBack | null, act: string): Values | null {
  if (sent?.act !== act) return null
  return sentData(sent.typed) ?? draftOf(formOf(form), data, sent.typed)
}

/** The form's data with what was typed over them: what came back, or the draft. */
export const shownData = ({ form, data, draft }: LoadedWorkItem, typed: Values | null): Values =>
  withTyped(formOf(form), data, typed ?? draft?.typed ?? {})

/** What the page tells of the person's draft: beside the form, or in its place once the task has ended. */
export function draftView(item: LoadedWorkItem, { now, sent }: PageContext, typed: Values | null) {
  const { draft } = item
  return {
    version: draft?.version ?? 0,
    saved: draft && savedWords(draft.savedAt, now),
    lines: linesOf(item, draft?.typed),
    /* Typed and not saved: of a task that has ended, the page is all that has it. */
    unsaved: item.state === 'OPEN' || draft !== null ? [] : linesOf(item, typed),
    conflict: sent && conflictOf(item, sent),
  }
}

const linesOf = ({ form, data }: LoadedWorkItem, values: Values | null | undefined) =>
  values ? draftLines(formOf(form), data, values) : []

const conflictOf = (item: LoadedWorkItem, { current }: SentBack) =>
  current && { version: current['version'], lines: linesOf(item, current['typed'] as Values | undefined) }
