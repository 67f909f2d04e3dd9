import { describe, expect, it } from '@jest/globals'
import { parseWith } from '../shared/problem.ts'
import { checkApplication } from './application-check.ts'
import { applicationFile, LEAD, SHOP } from './application.fixture.ts'
import { applicationSchema } from './application.ts'
import type { Application } from './application.ts'
import { testRules } from './configuration.fixture.ts'

type File = ReturnType<typeof applicationFile>

function read(change: (file: File) => void): Application {
  const file = applicationFile()
  change(file)
  return applicationSchema.parse(file)
}

function problemsAfter(change: (file: File) => void): string[] {
  return checkApplication(read(change), testRules()).map((one) => `${one.path} ${one.code}`)
}

describe('an application (art. 9, 10)', () => {
  it('is within the rules: cost 60,000, 70 %, request 42,000, co-financing 18,000', () => {
    expect(problemsAfter(() => undefined)).toEqual([])
  })

  it.each<[string, (file: File) => void, string[]]>([
    [
      'budget lines that do not sum to the total',
      (f) => (f.budgetLines[0]!.costCents = 2_999_999),
      ['totalCostCents PARTS_NOT_TOTAL'],
    ],
    [
      'grant and co-financing that do not sum to the cost',
      (f) => (f.cofinancing[0]!.amountCents = 1_800_001),
      ['requestedGrantCents SOURCES_NOT_TOTAL'],
    ],
    [
      'a request above its share, one cent',
      (f) => {
        f.requestedGrantCents = 4_200_001
        f.cofinancing[0]!.amountCents = 1_799_999
      },
      ['requestedGrantCents ABOVE_SHARE', 'cofinancing BELOW_MINIMUM'],
    ],
    [
      'a request above the largest grant (cost 80,000)',
      (f) => {
        f.budgetLines[0]!.costCents = 5_000_000
        f.totalCostCents = 8_000_000
        f.requestedGrantCents = 5_000_001
        f.cofinancing[0]!.amountCents = 2_999_999
      },
      ['requestedGrantCents ABOVE_MAXIMUM'],
    ],
    [
      'a category above its cap',
      (f) => {
        f.budgetLines[0]!.costCents = 2_300_000
        f.budgetLines[1]!.costCents = 3_700_000
      },
      ['budgetLines ABOVE_CATEGORY_CAP'],
    ],
    [
      'a category that the call does not have',
      (f) => (f.budgetLines[0]!.categoryId = 'OTHER'),
      ['budgetLines[0].categoryId CATEGORY_UNKNOWN'],
    ],
    [
      'a year that the call does not have',
      (f) => (f.budgetLines[0]!.year = 2031),
      ['budgetLines[0].year YEAR_UNKNOWN'],
    ],
    [
      'costs of a body outside the alliance',
      (f) => (f.budgetLines[0]!.bodyTaxCode = '01114601006'),
      ['budgetLines[0].bodyTaxCode BODY_UNKNOWN'],
    ],
    ['two leads', (f) => (f.partners[3]!.role = 'LEAD'), ['partners LEAD_NOT_ONE']],
    [
      '4 bodies, 1 public, 1 micro (2 micro or small are needed)',
      (f) => (f.partners[2]!.size = 'MEDIUM'),
      ['partners TOO_FEW_SMALL'],
    ],
    ['a body given twice', (f) => (f.partners[2]!.bodyTaxCode = SHOP), ['partners REPEATED']],
    [
      'an enterprise without its size',
      (f) => (f.partners[1]!.size = null),
      ['partners[1].size SIZE_MISSING', 'partners TOO_FEW_SMALL'],
    ],
    [
      'a size for a body that is no enterprise',
      (f) => (f.partners[3]!.size = 'MICRO'),
      ['partners[3].size SIZE_UNEXPECTED'],
    ],
    [
      'an adherent with its own costs',
      (f) => (f.partners[3]!.role = 'ADHERENT'),
      ['partners TOO_FEW_BODIES', 'budgetLines[1].bodyTaxCode BODY_UNKNOWN'],
    ],
    ['no public body', (f) => (f.partners[0]!.bodyKind = 'THIRD_SECTOR'), ['partners TOO_FEW_PUBLIC']],
    [
      'a kind of co-financing that is not admitted',
      (f) => (f.cofinancing[0]!.kind = 'USER_FEES'),
      ['cofinancing[0].kind KIND_NOT_ADMITTED'],
    ],
    ['an area that the call does not have', (f) => (f.areaId = 'ALTRO'), ['areaId AREA_UNKNOWN']],
    ['no expected result', (f) => (f.indicators = []), ['indicators INDICATOR_MISSING']],
    ['a declaration not made', (f) => (f.declarations = []), ['declarations DECLARATION_MISSING']],
    [
      'a budget line given twice',
      (f) => {
        f.budgetLines[0]!.costCents = 1_500_000
        f.budgetLines.push(f.budgetLines[0]!)
      },
      ['budgetLines REPEATED'],
    ],
  ])('is refused with %s', (_name, change, problems) => {
    expect(problemsAfter(change)).toEqual(problems)
  })

  it.each<[string, unknown, string]>([
    ['an unknown field', { ...applicationFile(), extra: 1 }, ''],
    ['a text that lost a letter', { ...applicationFile(), title: 'Societ\ufffd' }, 'title'],
    ['an amount with decimals', { ...applicationFile(), totalCostCents: 1.5 }, 'totalCostCents'],
    ['an amount as text', { ...applicationFile(), totalCostCents: '100' }, 'totalCostCents'],
    [
      'a tax code with a wrong check',
      { ...applicationFile(), cofinancing: [{ bodyTaxCode: '03775430981', kind: 'CASH', amountCents: 1 }] },
      'cofinancing[0].bodyTaxCode',
    ],
    [
      'a year that no cycle has',
      {
        ...applicationFile(),
        budgetLines: [{ bodyTaxCode: LEAD, categoryId: 'STAFF', year: 3_000_000_000, costCents: 1 }],
      },
      'budgetLines[0].year',
    ],
    [
      'a cost that no grant can have',
      {
        ...applicationFile(),
        budgetLines: [{ bodyTaxCode: LEAD, categoryId: 'STAFF', year: 2026, costCents: 2 ** 53 - 1 }],
      },
      'budgetLines[0].costCents',
    ],
  ])('is not read with %s', (_name, file, path) => {
    const result = parseWith(applicationSchema, file)
    expect(result.ok ? [] : result.problems.map((one) => one.path)).toEqual([path])
  })

  it.each<[string, (file: File) => void, string[]]>([
    [
      'a signatory by a mandate that is not told',
      (f) => (f.signatory = { personId: 'P1', capacity: 'DELEGATE', mandate: null }),
      ['signatory.mandate MANDATE_UNTOLD'],
    ],
    [
      'partners without the public notice by which they were chosen (art. 10)',
      (f) => (f.partnerNotice = null),
      ['partnerNotice PARTNER_NOTICE_MISSING'],
    ],
    [
      'a public notice of a day after the closing: it was mistyped, or comes too late (art. 10)',
      (f) => (f.partnerNotice = { reference: 'Avviso n. 3', publishedOn: '2099-01-12' }),
      ['partnerNotice.publishedOn PARTNER_NOTICE_TOO_LATE'],
    ],
    [
      'an action in an area that the call does not have',
      (f) => (f.actions[0]!.areaId = 'ALTRO'),
      ['actions[0].areaId AREA_UNKNOWN'],
    ],
  ])('is refused with %s', (_name, change, problems) => {
    expect(problemsAfter(change)).toEqual(problems)
  })

  it('asks for a public lead only when the call says so', () => {
    const rules = testRules()
    const application = read((file) => {
      file.partners[0]!.role = 'PARTNER'
      file.partners[3]!.role = 'LEAD'
    })
    expect(checkApplication(application, rules)).toEqual([])
    rules.partnership.leadPublicOnly = true
    expect(checkApplication(application, rules).map((one) => one.code)).toEqual(['LEAD_NOT_PUBLIC'])
  })
})
