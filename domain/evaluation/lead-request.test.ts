import { describe, expect, it } from '@jest/globals'
import { testRules } from '../call/configuration.fixture.ts'
import { endOfDay } from '../shared/terms.ts'
import { localDate } from '../shared/local-date.ts'
import { answerDays, answerHash, isLate, possibleSteps } from './lead-request.ts'
import type { AdmissibilityStep, LeadRequestKind } from './lead-request.ts'
import type { LeadRequestStatus } from './lifecycle.ts'

const rulesWith = (refusalNoticeDays: number | null) => {
  const rules = testRules()
  return { ...rules, admissibility: { ...rules.admissibility, refusalNoticeDays } }
}
type Made = readonly [LeadRequestKind, LeadRequestStatus]

describe('what an officer can do with an application', () => {
  it.each<readonly [string, number | null, readonly Made[], readonly AdmissibilityStep[]]>([
    ['first', 10, [], ['ADMITTED', 'GIVE_NOTICE', 'ASK_INTEGRATION']],
    [
      'where the call gives no notice before refusal',
      null,
      [],
      ['ADMITTED', 'NOT_ADMITTED', 'ASK_INTEGRATION'],
    ],
    ['after an integration answered', 10, [['INTEGRATION', 'ANSWERED']], ['ADMITTED', 'GIVE_NOTICE']],
    ['after one that nobody answered', 10, [['INTEGRATION', 'CLOSED']], ['ADMITTED', 'GIVE_NOTICE']],
    [
      'after one that could not be delivered',
      10,
      [['INTEGRATION', 'UNDELIVERED']],
      ['ADMITTED', 'GIVE_NOTICE', 'ASK_INTEGRATION'],
    ],
    [
      'after the notice, with observations or without',
      10,
      [['REFUSAL_NOTICE', 'EXPIRED']],
      ['ADMITTED', 'NOT_ADMITTED'],
    ],
    [
      'after an integration and the notice',
      10,
      [
        ['INTEGRATION', 'ANSWERED_LATE'],
        ['REFUSAL_NOTICE', 'ANSWERED'],
      ],
      ['ADMITTED', 'NOT_ADMITTED'],
    ],
  ])('%s (L. 241/1990 art. 2 c. 7, 6, 10-bis)', (_, noticeDays, made, expected) => {
    const requests = made.map(([kind, status]) => ({ kind, status }))
    expect(possibleSteps(requests, rulesWith(noticeDays))).toEqual(expected)
  })
})

describe('an answer', () => {
  const due = endOfDay(localDate('2027-07-16'))
  it.each([
    ['2027-07-16T21:59:59.000Z', false],
    ['2027-07-16T21:59:59.999Z', false],
    ['2027-07-16T22:00:00.000Z', true],
  ])('at %s is late: %s, for a term that ends with 16 July in Rome', (at, late) => {
    expect(isLate(new Date(at), due)).toBe(late)
  })

  it('has the days that the call gives for each', () => {
    expect(answerDays('INTEGRATION', rulesWith(10))).toBe(15)
    expect(answerDays('REFUSAL_NOTICE', rulesWith(12))).toBe(12)
    expect(answerDays('REFUSAL_NOTICE', rulesWith(null))).toBeNull()
  })

  it('is told by a hash of its text, its files and its time, whatever else is known of a file', () => {
    const files = [{ kind: 'DOCUMENT_1', sha256: 'a'.repeat(64) }]
    const answer = { text: 'Eccolo.', files, answeredAt: new Date('2027-07-10T08:00:00Z') }
    const more = files.map((one) => ({ ...one, fileName: 'a.pdf' }))
    expect(answerHash({ ...answer, files: more })).toBe(answerHash(answer))
    const others = [
      { ...answer, text: 'Eccolo' },
      { ...answer, files: [] },
      { ...answer, answeredAt: new Date('2027-07-10T08:00:01Z') },
    ]
    for (const other of others) expect(answerHash(other)).not.toBe(answerHash(answer))
  })
})
