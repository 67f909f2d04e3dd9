import { z } from 'zod'
import { isForeignCountry, personTaxCodeSchema } from '../shared/codes.ts'
import { localDateSchema } from '../shared/local-date.ts'
import { compactCode, plainText } from '../shared/text.ts'

/** A document by which a human without a codice fiscale is known; `country` by its two letters. */
const foreignDocument = z.strictObject({
  country: z
    .string()
    .refine(isForeignCountry, 'Paese del documento non valido: servono le due lettere di un Paese estero.'),
  kind: z.enum(['PASSPORT', 'IDENTITY_CARD']),
  number: z
    .string()
    .overwrite((text) => compactCode(text).replaceAll('-', ''))
    .regex(/^[A-Z0-9]{3,20}$/, 'Numero del documento non valido: da 3 a 20 lettere o cifre.'),
})

const fields = {
  givenName: plainText({ max: 100 }),
  familyName: plainText({ max: 200 }),
  bornOn: localDateSchema,
  taxCode: personTaxCodeSchema.nullable(),
  document: foreignDocument.nullable(),
}

/** A human, whatever accounts and functions it has: known by codice fiscale, or by a foreign document where it has none. */
export type Person = z.output<z.ZodObject<typeof fields>>

/** Schema of a person with what else is told of it. */
export function personSchema<S extends z.ZodRawShape>(more: S) {
  return z.strictObject({ ...fields, ...more }).refine(
    (told) => {
      const { taxCode, document } = told as unknown as Pick<Person, 'taxCode' | 'document'>
      return (taxCode === null) !== (document === null)
    },
    {
      path: ['taxCode'],
      message: 'Serve il codice fiscale, o un documento estero per chi non lo ha: uno dei due.',
    },
  )
}

/** What makes two records one human: the same text for the same codice fiscale or document. */
export function identityOf({ taxCode, document }: Pick<Person, 'taxCode' | 'document'>): string {
  return taxCode ?? `${document?.country} ${document?.kind} ${document?.number}`
}
