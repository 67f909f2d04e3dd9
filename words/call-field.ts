import type { CallField, CallItem } from '../domain/call/call-draft.ts'

type How = Omit<CallField, 'at' | 'label'>

export const TEXT: How = { kind: 'text' }
export const AMOUNT: How = { kind: 'amount', hint: 'In euro, come 1.234,56' }
export const SHARE: How = { kind: 'share', hint: 'In percentuale, come 70 o 62,5' }
export const POINTS: How = { kind: 'points', hint: 'In punti, come 15 o 2,5' }
export const DAYS: How = { kind: 'whole', hint: 'In giorni di calendario' }

/** A field of an item, where it stands in it. */
export const field = (at: string, label: string, how: How): CallField => ({ at, label, ...how })

/** The code of a row, which nobody writes: it is made from its label. */
export const ID = field('id', '', { kind: 'id' })

/** A value of several fields, with one source. */
export const valueOf = (path: string, label: string, fields: readonly CallField[]): CallItem => ({
  ...{ form: 'VALUE', path, label, fields },
})

/** A value of one field. */
export const value = (path: string, label: string, how: How): CallItem =>
  valueOf(path, label, [field('', label, how)])

/** A list, with what one of its rows is called; each row has its own source. */
export const rows = (
  path: string,
  [label, row]: readonly [string, string],
  fields: readonly CallField[],
): CallItem => ({ form: 'ROWS', path, label, row, fields })
