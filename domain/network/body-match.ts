import type { BodyId } from '../shared/ids.ts'
import type { FactSource } from './body-facts.ts'

/** How somebody names a body: a code in the place of the tax code, and its partita IVA where it is told. */
export interface NamedBody {
  taxCode: string
  vatNumber: string | null
}

/** A body that is known, by its codes; `taxCodeBy` is who told the tax code. */
export interface KnownBody extends NamedBody {
  id: BodyId
  taxCodeBy: FactSource
}

/** Which subject is meant: one that is known, and as what its code was written; a new one; or one of several that share
 * the partita IVA. */
export type BodyMatch = { id: BodyId; writtenAs: 'TAX_CODE' | 'VAT_NUMBER' } | 'NEW' | 'AMBIGUOUS'

interface Rule {
  names: (named: NamedBody, known: KnownBody) => boolean
  writtenAs: 'TAX_CODE' | 'VAT_NUMBER'
}

/* In order: the first rule that finds somebody decides. */
const RULES: readonly Rule[] = [
  /* Its tax code: one subject has one. */
  { names: (named, known) => known.taxCode === named.taxCode, writtenAs: 'TAX_CODE' },
  /* Its partita IVA, written in the place of the tax code. */
  { names: (named, known) => known.vatNumber === named.taxCode, writtenAs: 'VAT_NUMBER' },
  /* The reverse: an applicant wrote that partita IVA in the place of the tax code before. What the register or the body
     itself gave as tax code is one: then a shared partita IVA is a VAT group's, and this is another member. */
  {
    names: (named, known) =>
      known.taxCode === named.vatNumber && known.taxCodeBy === 'APPLICANT' && known.vatNumber === null,
    writtenAs: 'TAX_CODE',
  },
]

/** Finds the subject that codes name, never by its name. Members of a VAT group share a partita IVA: alone it tells
 * nobody of them. */
export function matchBody(named: NamedBody, known: readonly KnownBody[]): BodyMatch {
  for (const { names, writtenAs } of RULES) {
    const found = known.filter((one) => names(named, one))
    if (found.length > 1) return 'AMBIGUOUS'
    if (found[0] !== undefined) return { id: found[0].id, writtenAs }
  }
  return 'NEW'
}

/** What is said to who named a body by a code that several share. */
export function sharedVatNumber(code: string): string {
  return `La partita IVA ${code} è di più enti, come accade in un gruppo IVA: indica il codice fiscale dell’ente.`
}
