import { describe, expect, it } from '@jest/globals'
import { derivedId } from '../shared/ids.ts'
import type { BodyId } from '../shared/ids.ts'
import type { BodyMatch, KnownBody, NamedBody } from './body-match.ts'
import { matchBody } from './body-match.ts'

const TAX_CODE = '91028770153'
const OTHER_TAX_CODE = '91026030154'
const VAT = '04359380153'
const id = (name: string) => derivedId<BodyId>(name)
const body = (name: string, facts: Partial<KnownBody>): KnownBody => ({
  id: id(name),
  taxCode: TAX_CODE,
  vatNumber: null,
  taxCodeBy: 'REGISTER',
  ...facts,
})
const both = body('sercop', { vatNumber: VAT })
const member = body('member', { taxCode: OTHER_TAX_CODE, vatNumber: VAT })
const typed = body('typed', { taxCode: VAT, taxCodeBy: 'APPLICANT' })

const known = (name: string, writtenAs: 'TAX_CODE' | 'VAT_NUMBER' = 'TAX_CODE'): BodyMatch => ({
  id: id(name),
  writtenAs,
})

type Row = [what: string, named: NamedBody, known: KnownBody[], match: BodyMatch]

describe('the subject that codes name', () => {
  it.each<Row>([
    ['new, when nobody has its codes', { taxCode: TAX_CODE, vatNumber: VAT }, [], 'NEW'],
    ['that of its tax code', { taxCode: TAX_CODE, vatNumber: null }, [both, member], known('sercop')],
    [
      'that of its partita IVA, when only that is told',
      { taxCode: VAT, vatNumber: null },
      [both],
      known('sercop', 'VAT_NUMBER'),
    ],
    [
      'the same that somebody named by partita IVA alone before',
      { taxCode: TAX_CODE, vatNumber: VAT },
      [typed],
      known('typed'),
    ],
    [
      'not told by the partita IVA of a VAT group',
      { taxCode: VAT, vatNumber: null },
      [both, member],
      'AMBIGUOUS',
    ],
    [
      'told by its tax code also in a VAT group',
      { taxCode: OTHER_TAX_CODE, vatNumber: VAT },
      [both, member],
      known('member'),
    ],
    [
      'new, when it shares its partita IVA with a body of another tax code',
      { taxCode: OTHER_TAX_CODE, vatNumber: VAT },
      [both],
      'NEW',
    ],
    [
      'new, when the register gives that code as another body’s tax code',
      { taxCode: TAX_CODE, vatNumber: VAT },
      [{ ...typed, taxCodeBy: 'REGISTER' }],
      'NEW',
    ],
    [
      'a foreign body by country and code',
      { taxCode: 'CH:CHE116281710', vatNumber: null },
      [body('swiss', { taxCode: 'CH:CHE116281710' })],
      known('swiss'),
    ],
  ])('is %s', (_what, named, bodies, match) => {
    expect(matchBody(named, bodies)).toEqual(match)
    expect(matchBody(named, bodies.toReversed())).toEqual(match)
  })
})
