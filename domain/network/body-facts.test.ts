import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { factSources, knownOf } from './body-facts.ts'
import type { BodyStatement } from './body-facts.ts'

const at = (minute: number): Date => new Date(Date.UTC(2027, 0, 11, 9, minute))
const says = (
  source: BodyStatement['source'],
  minute: number,
  facts: BodyStatement['facts'],
): BodyStatement => ({ source, saidAt: at(minute), facts })

const register = says('REGISTER', 0, { name: 'Azienda Sercop', kind: 'SPECIAL_COMPANY', email: null })
const itself = says('ITSELF', 1, { name: 'SERCOP', email: 'protocollo@sercop.example' })
const applicant = says('APPLICANT', 2, { name: 'Sercop srl', kind: 'ENTERPRISE', size: 'SMALL' })
const later = says('APPLICANT', 3, { name: 'Ser.co.p.', kind: 'THIRD_SECTOR' })

describe('what is known of a body (art. 2)', () => {
  it.each<[string, BodyStatement[], BodyStatement['facts']]>([
    ['nothing of which nothing was said', [], {}],
    ['what an applicant said, while nobody else did', [applicant], applicant.facts],
    [
      'the newest of two applicants',
      [later, applicant],
      { name: 'Ser.co.p.', kind: 'THIRD_SECTOR', size: 'SMALL' },
    ],
    [
      'what the body says of itself, before an applicant’s later word',
      [itself, applicant],
      { ...applicant.facts, ...itself.facts },
    ],
    [
      'what the register holds, before all others',
      [applicant, register, itself],
      { name: 'Azienda Sercop', kind: 'SPECIAL_COMPANY', email: 'protocollo@sercop.example', size: 'SMALL' },
    ],
  ])('is %s', (_what, statements, known) => {
    expect(knownOf(statements)).toEqual(known)
  })

  it('is the same in every order of arrival', () => {
    const text = fc.constantFrom('A', 'B', 'C', null)
    const statement = fc.record({
      source: fc.constantFrom(...factSources),
      saidAt: fc.integer({ min: 0, max: 3 }).map(at),
      facts: fc.record({ name: text, email: text, vatNumber: text }, { requiredKeys: [] }),
    })
    const inTwoOrders = fc
      .array(statement, { maxLength: 6 })
      .chain((told) =>
        fc.tuple(
          fc.constant(told),
          fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length }),
        ),
      )
    fc.assert(fc.property(inTwoOrders, ([told, other]) => expect(knownOf(other)).toEqual(knownOf(told))))
  })
})
