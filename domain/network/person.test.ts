import { describe, expect, it } from '@jest/globals'
import { parseWith } from '../shared/problem.ts'
import { identityOf, personSchema } from './person.ts'

const TAX_CODE = 'RSSMRA85M01H501Q'
const person = {
  givenName: 'Maria',
  familyName: 'Rossi',
  bornOn: '1985-08-01',
  taxCode: TAX_CODE,
  document: null,
}
const document = { country: 'CH', kind: 'PASSPORT', number: 'x 12-34567' }

describe('a person', () => {
  it('is the same human for the same codice fiscale, however it is written', () => {
    const read = (change: object) => personSchema({}).parse({ ...person, ...change })
    expect(identityOf(read({ taxCode: 'rss mra 85m01 h501q' }))).toBe(TAX_CODE)
    expect(identityOf(read({ taxCode: null, document }))).toBe('CH PASSPORT X1234567')
    const other = identityOf(read({ taxCode: null, document: { ...document, country: 'FR' } }))
    expect(other).not.toBe('CH PASSPORT X1234567')
  })

  it.each<[string, object, string, RegExp]>([
    ['with a wrong check character', { taxCode: 'RSSMRA85M01H501Z' }, 'taxCode', /carattere di controllo/],
    ['with the code of a body', { taxCode: '03775430980' }, 'taxCode', /16 caratteri/],
    ['with neither code nor document', { taxCode: null }, 'taxCode', /documento estero/],
    ['with both code and document', { document }, 'taxCode', /uno dei due/],
    [
      'with a document of no country',
      { taxCode: null, document: { ...document, country: 'QX' } },
      'document.country',
      /Paese/,
    ],
    [
      'with an Italian document in place of the codice fiscale',
      { taxCode: null, document: { ...document, country: 'IT' } },
      'document.country',
      /estero/,
    ],
    [
      'with a document’s number that is none',
      { taxCode: null, document: { ...document, number: '?' } },
      'document.number',
      /Numero/,
    ],
    ['without a family name', { familyName: ' ' }, 'familyName', /obbligatorio/],
    ['born on no day', { bornOn: '1985-02-30' }, 'bornOn', /Data non valida/],
    ['with a field that is not its own', { email: 'a@b.example' }, '', /Campo non previsto/],
  ])('is refused %s', (_what, change, path, message) => {
    const read = parseWith(personSchema({}), { ...person, ...change })
    expect(read.ok ? [] : read.problems).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(message) as unknown }),
    ])
  })
})
