import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { patronDaySchema } from '../shared/holidays.ts'
import { addDays, localDate } from '../shared/local-date.ts'
import { endOfDay, localDateOf, localInstant, termEnd } from '../shared/terms.ts'
import { appealTerms, instantFault, movedTerm, receiptFault, receiptKinds, settledBy } from './delivery.ts'
import type { CountedReceipt, ReceiptKind, ReceiptSource } from './delivery.ts'

const patron = patronDaySchema.parse('12-07')
const at = (day: string, time = '10:00') => localInstant(localDate(day), time)!
const receipt = (kind: ReceiptKind, day: string, source: ReceiptSource = 'PROVIDER'): CountedReceipt => ({
  ...{ kind, source, at: at(day) },
})

describe('what settles whether a communication was delivered (DPR 68/2005 art. 6, 8)', () => {
  it.each<[string, CountedReceipt[], { reached: boolean; day: string } | null]>([
    ['nothing', [], null],
    ['an acceptance says nothing of it', [receipt('ACCEPTANCE', '2027-03-05')], null],
    ['a delay says nothing of it', [receipt('DELAYED', '2027-03-05')], null],
    ['a delivery', [receipt('DELIVERY', '2027-03-05')], { reached: true, day: '2027-03-05' }],
    ['a failure', [receipt('NOT_DELIVERED', '2027-03-06')], { reached: false, day: '2027-03-06' }],
    ['not even taken', [receipt('NOT_ACCEPTED', '2027-03-05')], { reached: false, day: '2027-03-05' }],
    [
      'a second delivery of the provider is kept beside the first',
      [receipt('DELIVERY', '2027-03-05'), receipt('DELIVERY', '2027-03-08')],
      { reached: true, day: '2027-03-05' },
    ],
    [
      'a provider that contradicts itself changes nothing alone',
      [receipt('DELIVERY', '2027-03-05'), receipt('NOT_DELIVERED', '2027-03-06')],
      { reached: true, day: '2027-03-05' },
    ],
    [
      'an officer puts it right, with a reason',
      [receipt('DELIVERY', '2027-03-05'), receipt('NOT_DELIVERED', '2027-03-06', 'OFFICER')],
      { reached: false, day: '2027-03-06' },
    ],
    [
      'a provider proves what an officer had told',
      [receipt('NOT_DELIVERED', '2027-03-06', 'OFFICER'), receipt('DELIVERY', '2027-03-05')],
      { reached: true, day: '2027-03-05' },
    ],
    [
      'an officer corrects an officer',
      [receipt('DELIVERY', '2027-03-05', 'OFFICER'), receipt('DELIVERY', '2027-03-08', 'OFFICER')],
      { reached: true, day: '2027-03-08' },
    ],
  ])('%s', (_, receipts, expected) => {
    const settled = settledBy(receipts)
    expect(settled && { reached: settled.reached, day: localDateOf(settled.at) }).toEqual(expected)
  })
})

describe('the term of a request whose delivery a receipt proves (L. 241/1990 art. 6, 10-bis; DPR 68/2005 art. 6)', () => {
  const days = 10
  it.each([
    ['the same day: the same term', '2027-03-05', '2027-03-15'],
    ['three days later: it moves with it', '2027-03-08', '2027-03-18'],
    ['to a Saturday: to the next working day', '2027-03-10', '2027-03-22'],
    ['days before: never sooner than was told', '2027-03-02', null],
  ])('%s', (_, delivered, ends) => {
    const told = { dueAt: termEnd(localDate('2027-03-05'), days, patron) }
    const moved = movedTerm(told, at(delivered), { days, patron })
    expect(moved && localDateOf(moved.dueAt)).toBe(ends)
  })

  it('never precedes its delivery nor what was told, whatever receipts come, in whatever order', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((after) => addDays(localDate('2026-01-01'), after))
    fc.assert(
      fc.property(day, fc.array(day), fc.integer({ min: 1, max: 60 }), (first, proved, term) => {
        const state = { receivedAt: at(first), dueAt: termEnd(first, term, patron) }
        for (const on of proved) {
          const before = state.dueAt
          Object.assign(state, movedTerm(state, at(on), { days: term, patron }))
          expect(state.dueAt >= before).toBe(true)
          expect(state.dueAt >= endOfDay(addDays(localDateOf(state.receivedAt), term))).toBe(true)
        }
      }),
    )
  })
})

describe('until when an outcome is contested (D.Lgs. 104/2010 art. 29, 41, 52, 54; DPR 1199/1971 art. 9)', () => {
  it.each([
    ['sixty days, and a hundred and twenty', '2027-03-01', '2027-04-30', '2027-06-29'],
    ['a last day that is a Sunday moves on in court alone', '2027-02-10', '2027-04-12', '2027-06-10'],
    ['August does not count in court', '2027-07-01', '2027-09-30', '2027-10-29'],
    ['delivered in August: from September', '2027-08-10', '2027-11-02', '2027-12-08'],
  ])('%s', (_, delivered, court, headOfState) => {
    const terms = appealTerms(at(delivered))
    expect([localDateOf(terms.court), localDateOf(terms.headOfState)]).toEqual([court, headOfState])
  })

  it('never precedes the delivery of its notice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (after) => {
        const delivered = at(addDays(localDate('2026-01-01'), after))
        const { court, headOfState } = appealTerms(delivered)
        expect(court >= endOfDay(addDays(localDateOf(delivered), 60))).toBe(true)
        expect(headOfState > delivered).toBe(true)
      }),
    )
  })
})

const SEVERAL = ['altro@pec.example', 'ente@pec.example']

describe('a provider’s receipt is compared with what was sent (DPR 68/2005 art. 6)', () => {
  const sent = {
    ...{ messageId: '01ABC@concilia', address: 'Ente@pec.example' },
    ...{ writtenAt: new Date('2027-03-05T09:00:30Z'), now: new Date('2027-03-06T09:00:00Z') },
  }
  const told = {
    ...{ kind: 'DELIVERY' as const, provider: 'G', identifier: 'i', messageId: '01ABC@concilia' },
    ...{ recipients: ['ente@PEC.example'], at: new Date('2027-03-05T09:00:40Z') },
  }
  it.each([
    ['its own', {}, {}, null],
    ['of another mail', { messageId: 'x@concilia' }, {}, 'MESSAGE'],
    ['for another address', { recipients: ['altro@pec.example'] }, {}, 'RECIPIENT'],
    ['where no address was known', {}, { address: null }, 'RECIPIENT'],
    ...(['DELIVERY', 'NOT_DELIVERED', 'DELAYED'] as const).map(
      (kind) =>
        [`${kind} of one of several, not told which`, { kind, recipients: SEVERAL }, {}, 'UNNAMED'] as const,
    ),
    ...(['ACCEPTANCE', 'NOT_ACCEPTED'] as const).map(
      (kind) => [`${kind} of the whole mail`, { kind, recipients: SEVERAL }, {}, null] as const,
    ),
    ['in the minute in which it was written', { at: new Date('2027-03-05T09:00:00Z') }, {}, null],
    ['before it was written', { at: new Date('2027-03-05T08:59:59Z') }, {}, 'BEFORE'],
    ['from tomorrow', { at: new Date('2027-03-06T09:00:01Z') }, {}, 'FUTURE'],
  ])('%s', (_, receiptSays, wasSent, fault) => {
    expect(receiptFault({ ...told, ...receiptSays }, { ...sent, ...wasSent })).toBe(fault)
  })

  it('told by hand too, it is neither from before nor from the future', () => {
    expect(instantFault(new Date('2027-03-04T09:00:00Z'), sent)).toBe('BEFORE')
    expect(receiptKinds).toHaveLength(5)
  })
})
