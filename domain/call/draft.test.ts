import { describe, expect, it } from '@jest/globals'
import { cents } from '../shared/money.ts'
import { draftProblems } from './admissibility.ts'
import { applicationFile } from './application.fixture.ts'
import { applicationDraftSchema, applicationSchema, EMPTY_DRAFT } from './application.ts'
import type { ApplicationDraft } from './application.ts'
import { testRules } from './configuration.fixture.ts'

const nothingOf = <T extends object>(row: T) =>
  Object.fromEntries(Object.keys(row).map((name) => [name, null])) as { [N in keyof T]: null }

describe('a draft (art. 10)', () => {
  const attached = testRules().requiredAttachments.map(({ kind }) => kind)
  const whole = () => applicationSchema.parse(applicationFile())
  const problemsOf = (draft: ApplicationDraft) =>
    draftProblems(draft, testRules(), { attached, partners: [] }).map(
      (one) => `${one.path} ${one.code}${one.later ? ' later' : ''}`,
    )

  it('is an application once nothing is missing', () => {
    expect(problemsOf(whole())).toEqual([])
  })

  it('of which nothing is written lacks each part, told once', () => {
    expect(problemsOf(EMPTY_DRAFT)).toEqual([
      ...['title INVALID_TYPE', 'areaId INVALID_TYPE', 'summary INVALID_TYPE'],
      ...['contacts TOO_SMALL', 'partners TOO_SMALL', 'actions TOO_SMALL', 'budgetLines TOO_SMALL'],
      'requestedGrantCents INVALID_TYPE',
      ...['indicators INDICATOR_MISSING', 'declarations DECLARATION_MISSING later'],
    ])
  })

  it('tells what is wrong beside what is missing, and what the office judges later', () => {
    const draft: ApplicationDraft = { ...whole(), title: null, totalCostCents: cents(1), partnerNotice: null }
    expect(problemsOf(draft)).toEqual([
      'title INVALID_TYPE',
      'totalCostCents PARTS_NOT_TOTAL',
      ...['SOURCES_NOT_TOTAL', 'ABOVE_SHARE'].map((code) => `requestedGrantCents ${code}`),
      'budgetLines ABOVE_CATEGORY_CAP',
      'partnerNotice PARTNER_NOTICE_MISSING later',
    ])
  })

  it.each<[string, (draft: ApplicationDraft) => void]>([
    ['partner', (one) => one.partners.push({ ...one.partners[1]!, ...nothingOf(one.partners[1]!) })],
    ['budget line', (one) => one.budgetLines.push(nothingOf(one.budgetLines[0]!))],
    ['co-financing', (one) => one.cofinancing.push(nothingOf(one.cofinancing[0]!))],
    ['indicator', (one) => one.indicators.push(nothingOf(one.indicators[0]!))],
  ])('with an empty %s lacks what is in it, and breaks nothing else', (_name, change) => {
    const draft = applicationDraftSchema.parse(whole())
    change(draft)
    expect(problemsOf(draft).every((one) => /\] ?|\]\.\w+ INVALID_/.test(one))).toBe(true)
    expect(problemsOf(draft).length).toBeGreaterThan(0)
  })
})
