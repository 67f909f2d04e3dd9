import { titleOf } from './codes.ts'
import type { WordList } from './codes.ts'

/** A name with what was written for it. */
export interface ToldFact {
  label: string
  value: string
}
/* Lines under their columns; `right` are the columns that hold numbers, `total` the last line. */
interface ToldTable {
  head: string[]
  right: number[]
  rows: string[][]
  total: string[] | null
}
/** One part of what an applicant wrote: groups of facts, each with its own title where it has one, and a table. */
export interface ToldPart {
  id: string
  title: string
  groups: { title: string | null; facts: ToldFact[] }[]
  table: ToldTable | null
}

/** What stands where nothing is written. */
export const MISSING = '–'

/** A fact; a dash where nothing is written. */
export const fact = (label: string, value: string | null): ToldFact => ({ label, value: value || MISSING })

/** What the call calls one of its things; its code where it knows none. */
export const named = (list: readonly { id: string; label: string }[], id: string | null): string =>
  list.find((one) => one.id === id)?.label ?? id ?? MISSING

/** A code in words. */
export const coded = (list: WordList, code: string | null): string =>
  code === null ? MISSING : titleOf(list, code as never)

/** Facts that belong together. */
export const group = (title: string | null, facts: ToldFact[]) => ({ title, facts })

/** A part with its groups, its table, or both. */
export const part = (
  id: string,
  title: string,
  rest: Partial<Pick<ToldPart, 'groups' | 'table'>>,
): ToldPart => ({
  ...{ id, title, groups: [], table: null },
  ...rest,
})
