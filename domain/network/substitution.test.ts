import { describe, expect, it } from '@jest/globals'
import { localDate } from '../shared/local-date.ts'
import { refusalOfSubstitution } from './substitution.ts'

const replaced = {
  ...{ personId: 'B', role: 'CASE_OFFICER' as const, standsFor: null },
  ...{ from: localDate('2027-01-10'), until: localDate('2027-12-20') },
}
const asked = {
  ...{ personId: 'A', from: localDate('2027-01-10'), until: localDate('2027-12-20') },
  today: localDate('2027-01-10'),
  applicationId: null as string | null,
}

describe('a substitution', () => {
  it.each([
    ['on the first and last day of the function', asked, replaced, false, null],
    ['of one day', { ...asked, until: asked.from }, replaced, false, null],
    [
      'of a function without an end',
      { ...asked, until: localDate('2031-01-01') },
      { ...replaced, until: null },
      false,
      null,
    ],
    [
      'that begins a day before the function',
      { ...asked, from: localDate('2027-01-09') },
      replaced,
      false,
      ['from', 'OUTSIDE_FUNCTION'],
    ],
    [
      'that ends a day after it',
      { ...asked, until: localDate('2027-12-21') },
      replaced,
      false,
      ['until', 'OUTSIDE_FUNCTION'],
    ],
    [
      'that ends before it begins',
      { ...asked, until: localDate('2027-01-09') },
      replaced,
      false,
      ['until', 'ENDS_BEFORE_BEGIN'],
    ],
    ['that ends today', { ...asked, today: asked.until }, replaced, false, null],
    [
      'that was over yesterday',
      { ...asked, today: localDate('2027-12-21') },
      { ...replaced, until: null },
      false,
      ['until', 'OVER'],
    ],
    ['for oneself', { ...asked, personId: 'B' }, replaced, false, ['functionId', 'ONESELF']],
    [
      'of who is a substitute',
      asked,
      { ...replaced, standsFor: 'F' },
      false,
      ['functionId', 'SUBSTITUTE_ALREADY'],
    ],
    ['in a circle', asked, replaced, true, ['functionId', 'CIRCLE']],
    ['for one application', { ...asked, applicationId: 'X' }, replaced, false, null],
    [
      'for one application of who decides on none',
      { ...asked, applicationId: 'X' },
      { ...replaced, role: 'ALLIANCE_LEAD' as const },
      false,
      ['applicationId', 'NOT_LIMITED'],
    ],
    [
      'of a seat, which has its deputy (art. 5)',
      asked,
      { ...replaced, role: 'COMMITTEE_MEMBER' as const },
      false,
      ['functionId', 'HAS_DEPUTY'],
    ],
    [
      'of an office, which lets do nothing here',
      asked,
      { ...replaced, role: 'OFFICE_HOLDER' as const },
      false,
      ['functionId', 'LETS_DO_NOTHING'],
    ],
  ])('%s is told so', (_, one, other, circle, refusal) => {
    expect(refusalOfSubstitution(one, other, circle)).toEqual(refusal)
  })
})
