import { describe, expect, it } from '@jest/globals'
import { derivedId } from '../shared/ids.ts'
import type { BodyId } from '../shared/ids.ts'
import type { BodyMatch, KnownBody } from './body-match.ts'
import { matchBody } from './body-match.ts'

const TAX_CODE = '91028770153'
const OTHER_TAX_CODE = '91026030154'
const VAT = '04359380153'
const id = (name: string) => derivedId<BodyId>(name)
const body = (name: string, facts: Partial<KnownBody>): KnownBody => ({
  id: id(name),
  taxCode: TAX_CODE,
  vatNumber: null,
  ...facts,
})
const both = body('sercop', { vatNumber: VAT })
const member = body('member', { taxCode: OTHER_TAX_CODE, vatNumber: VAT })

const known = (name: string, writtenAs: 'TAX_CODE' | 'VAT_NUMBER' = 'TAX_CODE'): BodyMatch => ({
  id: id(name),
  writtenAs,
})

type Row = [what: string, code: string, known: KnownBody[], match: BodyMatch]

describe('the subject that a code names', () => {
  it.each<Row>([
    ['new, when nobody has it', TAX_CODE, [], 'NEW'],
    ['that of its tax code', TAX_CODE, [both, member], known('sercop')],
    ['that of its partita IVA, when only that is told', VAT, [both], known('sercop', 'VAT_NUMBER')],
    ['not told by the partita IVA of a VAT group', VAT, [both, member], 'AMBIGUOUS'],
    ['told by its tax code also in a VAT group', OTHER_TAX_CODE, [both, member], known('member')],
    ['new, when another body alone has the partita IVA of its group', OTHER_TAX_CODE, [both], 'NEW'],
    [
      'that whose tax code it is, before those whose partita IVA it is',
      VAT,
      [both, body('other', { taxCode: VAT })],
      known('other'),
    ],
    [
      'a foreign body by country and code',
      'CH:CHE116281710',
      [body('swiss', { taxCode: 'CH:CHE116281710' })],
      known('swiss'),
    ],
  ])('is %s', (_what, code, bodies, match) => {
    expect(matchBody(code, bodies)).toEqual(match)
    expect(matchBody(code, bodies.toReversed())).toEqual(match)
  })
})
