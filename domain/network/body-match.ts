import type { BodyId } from '../shared/ids.ts'

/** A body that is known, by its codes: not a row that is another's name (view `body_names`). */
export interface KnownBody {
  id: BodyId
  taxCode: string
  vatNumber: string | null
}

/** Which subject is meant: one that is known, and as what its code was written; a new one; or one of several that share
 * the partita IVA. */
export type BodyMatch = { id: BodyId; writtenAs: 'TAX_CODE' | 'VAT_NUMBER' } | 'NEW' | 'AMBIGUOUS'

/** Finds the subject that a code in the place of the tax code names, never by its name: by its tax code, of which one subject
 * has one; else by its partita IVA. Members of a VAT group share that one: it tells nobody of them. */
export function matchBody(code: string, known: readonly KnownBody[]): BodyMatch {
  const own = known.find((one) => one.taxCode === code)
  if (own !== undefined) return { id: own.id, writtenAs: 'TAX_CODE' }
  const [first, ...others] = known.filter((one) => one.vatNumber === code)
  if (first === undefined) return 'NEW'
  return others.length > 0 ? 'AMBIGUOUS' : { id: first.id, writtenAs: 'VAT_NUMBER' }
}

/** What is said to who named a body by a code that several share. */
export function sharedVatNumber(code: string): string {
  return `La partita IVA ${code} è di più enti, come accade in un gruppo IVA: indica il codice fiscale dell’ente.`
}
