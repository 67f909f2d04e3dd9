import { describe, expect, it } from '@jest/globals'
import { derivedId } from '../shared/ids.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { areSheetsSufficient, possibleEvaluators } from './possible-evaluators.ts'
import type { PanelFacts } from './possible-evaluators.ts'

const application = derivedId<ApplicationId>('application')
const titular = derivedId<PersonId>('titular')
const deputy = derivedId<PersonId>('deputy')
const expert = derivedId<PersonId>('expert')
const seatId = derivedId<SeatId>('seat')

const facts: PanelFacts = {
  applicationIds: [application],
  seats: [
    {
      id: seatId,
      bodyId: derivedId<BodyId>('body'),
      holders: [
        { personId: titular, role: 'TITULAR' },
        { personId: deputy, role: 'DEPUTY' },
      ],
    },
  ],
  kept: [],
  waived: [],
  declarations: [
    { personId: titular, seatId, status: 'DECLARED' },
    { personId: deputy, seatId, status: 'DECLARED' },
    { personId: expert, seatId: null, status: 'DECLARED' },
  ],
  appointments: [],
  readers: [],
  sheets: [],
}
const pair = { personId: titular, applicationId: application }
const evaluatorsOf = (changes: Partial<PanelFacts>) =>
  possibleEvaluators({ ...facts, ...changes })[0]?.evaluators.map((one) => one.role)

describe('possibleEvaluators (art. 5)', () => {
  it.each<[string, Partial<PanelFacts>, string[]]>([
    ['takes the titular of a seat', {}, ['TITULAR']],
    ['calls the deputy when the titular is excluded', { kept: [pair] }, ['DEPUTY']],
    [
      'keeps the titular excluded from another application only',
      { kept: [{ personId: titular, applicationId: derivedId<ApplicationId>('another') }] },
      ['TITULAR'],
    ],
    [
      'calls the deputy when the titular did not declare',
      { declarations: [{ personId: deputy, seatId, status: 'DECLARED' }] },
      ['DEPUTY'],
    ],
    [
      'counts for no seat what a person declares as an expert called in (L. 241/1990 art. 6-bis)',
      {
        declarations: [
          { personId: titular, seatId: null, status: 'DECLARED' },
          { personId: deputy, seatId, status: 'LAPSED' },
        ],
        appointments: [pair],
      },
      ['EXPERT'],
    ],
    [
      'waits for the declaration of an expert called in (L. 241/1990 art. 6-bis)',
      {
        declarations: [{ personId: expert, seatId: null, status: 'REQUESTED' }],
        appointments: [{ personId: expert, applicationId: application }],
      },
      [],
    ],
    [
      'waits for the decision on what an expert declared (DPR 62/2013 art. 7)',
      {
        appointments: [{ personId: expert, applicationId: application }],
        kept: [{ personId: expert, applicationId: application }],
      },
      ['TITULAR'],
    ],
    ['calls the deputy while a conflict declared by the titular is undecided', { kept: [pair] }, ['DEPUTY']],
    ['keeps the titular whose declared conflict was waived', { waived: [pair] }, ['TITULAR']],
    [
      'calls the deputy when the titular let the term of the sheet pass',
      { sheets: [{ ...pair, status: 'EXPIRED' }] },
      ['DEPUTY'],
    ],
    [
      'leaves the seat empty when both are excluded',
      { kept: [pair, { personId: deputy, applicationId: application }] },
      [],
    ],
    [
      'adds the experts called in for the application',
      { appointments: [{ personId: expert, applicationId: application }] },
      ['TITULAR', 'EXPERT'],
    ],
    [
      'drops an expert who is excluded',
      {
        appointments: [{ personId: expert, applicationId: application }],
        kept: [{ personId: expert, applicationId: application }],
      },
      ['TITULAR'],
    ],
  ])('%s', (_rule, changes, expected) => {
    expect(evaluatorsOf(changes)).toEqual(expected)
  })
})

describe('areSheetsSufficient (art. 5, 6)', () => {
  const sheetOf = (personId: PersonId, status: 'SCORED' | 'WITHDRAWN' | 'EXPIRED') => ({
    ...{ personId, applicationId: application, status },
  })
  it.each<[string, PanelFacts['sheets'], boolean]>([
    ['as many sheets as the call’s minimum', [sheetOf(titular, 'SCORED'), sheetOf(expert, 'SCORED')], true],
    ['one sheet fewer', [sheetOf(titular, 'SCORED')], false],
    ['a voided sheet', [sheetOf(titular, 'SCORED'), sheetOf(expert, 'WITHDRAWN')], false],
    ['a sheet that expired', [sheetOf(titular, 'SCORED'), sheetOf(expert, 'EXPIRED')], false],
    ['no sheet at all', [], false],
  ])('counts the sheets handed in: %s', (_name, sheets, sufficient) => {
    expect(areSheetsSufficient({ applicationIds: [application], sheets }, 2)).toBe(sufficient)
  })
})
