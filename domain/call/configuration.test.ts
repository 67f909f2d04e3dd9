import { describe, expect, it } from '@jest/globals'
import { configurationFile, testConfiguration, testRules } from './configuration.fixture.ts'
import { readCallConfiguration } from './configuration-check.ts'
import { configurationHash } from './configuration.ts'
import { callWindow, isOpen } from './window.ts'

type File = ReturnType<typeof configurationFile>

function problemsAfter(change: (file: File) => void): string[] {
  const file = configurationFile()
  change(file)
  const read = readCallConfiguration(file)
  return read.ok ? [] : read.problems.map((one) => `${one.path} ${one.code}`)
}

describe('the configuration of a call (L. 241/1990 art. 12)', () => {
  it('is read when it is whole and agrees with itself', () => {
    expect(readCallConfiguration(configurationFile()).ok).toBe(true)
  })

  it('gives rules without sources', () => {
    const rules = testRules()
    expect(rules.grant.maxAmountCents).toBe(5_000_000)
    expect(rules.tranches[1]).toEqual({
      ...{ id: 'SALDO', label: 'Saldo', amount: 'SETTLEMENT', basisPoints: 5000 },
      preconditions: ['STATEMENT_ADMITTED', 'RESULTS_RECEIVED'],
    })
    expect(JSON.stringify(rules)).not.toContain('source')
  })

  const required = Object.keys(configurationFile())
  it.each(required)('has no default for %s', (key) => {
    const rest = Object.fromEntries(Object.entries(configurationFile()).filter(([name]) => name !== key))
    const read = readCallConfiguration(rest)
    expect(read.ok ? [] : read.problems.map((one) => one.path)).toEqual([key])
  })

  it('refuses an unknown field, and a value without its source, telling where in Italian', () => {
    const read = readCallConfiguration({ ...configurationFile(), budgetLineCents: { value: 1 }, extra: 1 })
    expect(read.ok ? [] : read.problems.map((one) => one.path)).toEqual(['budgetLineCents.source', ''])
    expect(read.ok ? '' : read.problems[1]?.message).toMatch(/Campo non previsto: extra/)
  })

  it('keeps the exclusion of a lead from all projects fixed (art. 5)', () => {
    expect(problemsAfter((file) => (file.exclusions.lead.value = 'OWN'))).toEqual([
      'exclusions.lead.value INVALID_VALUE',
    ])
  })

  it.each<[string, (file: File) => void, string]>([
    ['tranches below 100 %', (f) => (f.tranches[0]!.basisPoints = 4999), 'tranches SHARES_NOT_WHOLE'],
    ['tranches above 100 %', (f) => (f.tranches[0]!.basisPoints = 5001), 'tranches SHARES_NOT_WHOLE'],
    ['two tranches of one id', (f) => (f.tranches[0]!.id = 'SALDO'), 'tranches REPEATED'],
    ['two tranches of one name', (f) => (f.tranches[0]!.label = 'Saldo'), 'tranches REPEATED'],
    [
      'a last tranche that is paid whatever was spent (art. 10)',
      (f) => (f.tranches[1]!.amount = 'GRANT_SHARE'),
      'tranches[1].amount LAST_NOT_SETTLING',
    ],
    [
      'a last tranche without a statement, of which nothing would ever be due (art. 10)',
      (f) => f.tranches[1]!.preconditions.shift(),
      'tranches[1].preconditions NEVER_DUE',
    ],
    [
      'a tranche that closes the account before the last (art. 10)',
      (f) => (f.tranches[0]!.amount = 'SETTLEMENT'),
      'tranches[0].amount SETTLES_EARLY',
    ],
    [
      'an earlier tranche that waits for the results, told before the last (art. 10)',
      (f) => f.tranches[0]!.preconditions.push('RESULTS_RECEIVED'),
      'tranches[0].preconditions NEVER_POSSIBLE',
    ],
    [
      'an allocation not split whole',
      (f) => (f.allocation.alliancesShareBasisPoints.value = 9000),
      'allocation SHARES_NOT_WHOLE',
    ],
    [
      'a budget line above the share of alliances',
      (f) => (f.budgetLineCents.value = 77_440_001),
      'budgetLineCents ABOVE_ALLOCATION',
    ],
    [
      'a smallest grant above the largest',
      (f) => (f.grant.minAmountCents.value = 5_000_001),
      'grant.minAmountCents ABOVE_MAXIMUM',
    ],
    [
      'shares above the whole cost',
      (f) => (f.grant.cofinancingMinBasisPoints.value = 3001),
      'grant.cofinancingMinBasisPoints SHARES_NOT_WHOLE',
    ],
    [
      'criteria that do not sum to the maximum',
      (f) => (f.evaluation.maxCentipoints.value = 9000),
      'evaluation.criteria POINTS_NOT_WHOLE',
    ],
    [
      'a threshold above the maximum',
      (f) => (f.evaluation.thresholdCentipoints.value = 10_001),
      'evaluation.thresholdCentipoints ABOVE_MAXIMUM',
    ],
    [
      'a step that no maximum is made of',
      (f) => (f.evaluation.stepCentipoints.value = 400),
      'evaluation.criteria NOT_A_STEP',
    ],
    [
      'a tie-break by a criterion that is not there',
      (f) => f.evaluation.tieBreaks.value.unshift('ALTRO'),
      'evaluation.tieBreaks UNKNOWN',
    ],
    [
      'tie-breaks that may leave a tie',
      (f) => f.evaluation.tieBreaks.value.pop(),
      'evaluation.tieBreaks NOT_DECISIVE',
    ],
    [
      'a closing before the opening',
      (f) => (f.window.value.closes.date = '2026-03-01'),
      'window.closes CLOSES_BEFORE_OPENING',
    ],
    [
      'a closing at an hour that is skipped',
      (f) => (f.window.value.closes = { date: '2026-03-29', time: '02:30' }),
      'window.closes.time HOUR_NOT_EXISTING',
    ],
    ['a category given twice', (f) => (f.costCategories[1]!.id = 'STAFF'), 'costCategories REPEATED'],
    ['links without steps', (f) => (f.exclusions.links.value.maxSteps = 0), 'exclusions.links INCOHERENT'],
    [
      'a reminder that does not precede its term (art. 6)',
      (f) => (f.terms.sheetReminderDays.value = 15),
      'terms.sheetReminderDays INCOHERENT',
    ],
  ])('refuses %s', (_name, change, problem) => {
    expect(problemsAfter(change)).toEqual([problem])
  })

  it.each([1, 2, 3, 6])('takes %i tranches, of which each may ask for a statement (art. 8, 10)', (count) => {
    const problems = problemsAfter((file) => {
      const last = { ...file.tranches[1]!, basisPoints: 10_000 - 1000 * (count - 1) }
      const earlier = Array.from({ length: count - 1 }, (_, index) => ({
        ...last,
        ...{ id: `Q${index}`, label: `Quota ${index}`, amount: 'GRANT_SHARE', basisPoints: 1000 },
        preconditions: ['STATEMENT_ADMITTED'],
      }))
      file.tranches = [...earlier, last]
    })
    expect(problems).toEqual([])
  })

  it('asks a trimmed mean for a panel of at least three', () => {
    const problems = problemsAfter((file) => {
      file.evaluation.aggregation.value = 'TRIMMED_MEAN'
      file.evaluation.panelMinimum.value = 2
    })
    expect(problems).toEqual(['evaluation.panelMinimum BELOW_MINIMUM'])
  })

  it('has a hash that changes with any value and not with the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(configurationFile()).toReversed())
    const read = readCallConfiguration(turned)
    const hash = configurationHash(testConfiguration())
    expect(read.ok ? configurationHash(read.value) : '').toBe(hash)
    expect(configurationHash({ ...testConfiguration(), code: 'TEST-2027' })).not.toBe(hash)
  })
})

describe('the window of a call', () => {
  const window = callWindow(testRules().window)
  it.each([
    ['2026-03-02T10:59:59.999Z', false],
    ['2026-03-02T11:00:00.000Z', true],
    ['2026-04-15T09:59:59.999Z', true],
    ['2026-04-15T10:00:00.000Z', false],
  ])('at %s is open: %s (to the millisecond, the closing instant is too late)', (at, open) => {
    expect(window !== null && isOpen(new Date(at), window)).toBe(open)
  })
})
