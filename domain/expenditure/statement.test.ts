import { describe, expect, it } from '@jest/globals'
import { localDate } from '../shared/local-date.ts'
import { sumCents } from '../shared/money.ts'
import { parseWith } from '../shared/problem.ts'
import { checkCaps, checkStatement, checkVerification, statementTotals } from './statement-check.ts'
import type { StatementContext, VerifiedQuota } from './statement-check.ts'
import { expenseDocumentKey, MAX_LINES, statementSchema } from './statement.ts'

const LEAD = '03775430980'
const PARTNER = '00488410010'

function line(change: Record<string, unknown> = {}, document: Record<string, unknown> = {}) {
  return {
    document: {
      issuerTaxCode: '02118311006',
      issuerName: 'Fornitore',
      type: 'INVOICE',
      number: 'FT 12/a',
      issuedOn: '2026-06-01',
      amountCents: 100_000,
      ...document,
    },
    bodyTaxCode: LEAD,
    categoryId: 'STAFF',
    year: 2026,
    claimedCents: 60_000,
    procurementEvidence: 'Affidamento diretto',
    paidOn: '2026-06-30',
    ...change,
  }
}

const transfer = (change: Record<string, unknown> = {}) => ({
  bodyTaxCode: PARTNER,
  amountCents: 50_000,
  transferredOn: '2026-07-01',
  ...change,
})

const context: StatementContext = {
  leadTaxCode: LEAD,
  spendingBodies: [LEAD, PARTNER],
  categories: ['STAFF', 'SERVICES'],
  years: [2026, 2027],
  on: localDate('2026-12-31'),
  known: new Map(),
  receivedCents: 100_000,
  transferredCents: 0,
}

function codes(
  lines: unknown[],
  transfers: unknown[] = [],
  change: Partial<StatementContext> = {},
): string[] {
  const statement = statementSchema.parse({ lines, transfers })
  return checkStatement(statement, { ...context, ...change }).map((one) => `${one.path} ${one.code}`)
}

describe('a statement of expenditure (art. 10)', () => {
  const [first] = statementSchema.parse({ lines: [line()], transfers: [] }).lines
  const key = first === undefined ? '' : expenseDocumentKey(first.document)

  it('knows a document again however its number is written', () => {
    expect(key).toBe('02118311006|INVOICE|FT12/A|2026-06-01')
  })

  it('knows an issuer by its VAT number, with or without its country', () => {
    expect(
      statementSchema.parse({ lines: [line({}, { issuerTaxCode: 'IT 02118311006' })], transfers: [] }),
    ).toEqual(statementSchema.parse({ lines: [line()], transfers: [] }))
  })

  it('refuses an issuer’s VAT number with a wrong check digit', () => {
    const read = parseWith(statementSchema, {
      lines: [line({}, { issuerTaxCode: '02118311007' })],
      transfers: [],
    })
    expect(read).toMatchObject({
      problems: [
        { path: 'lines[0].document.issuerTaxCode', message: expect.stringContaining('Partita IVA') },
      ],
    })
  })

  it.each<[string, unknown[], string[]]>([
    [
      'one invoice split between two bodies, to the cent',
      [line(), line({ bodyTaxCode: PARTNER, claimedCents: 40_000 })],
      [],
    ],
    [
      'quotas one cent above their document',
      [line(), line({ bodyTaxCode: PARTNER, claimedCents: 40_001 })],
      ['lines QUOTAS_ABOVE_DOCUMENT'],
    ],
    ['the same quota twice', [line(), line({ claimedCents: 1 })], ['lines[1] REPEATED']],
    [
      'one document with two amounts',
      [line(), line({ year: 2027, claimedCents: 1 }, { amountCents: 99_999 })],
      ['lines DOCUMENT_DIFFERS'],
    ],
    [
      'a body outside the alliance',
      [line({ bodyTaxCode: '01114601006' })],
      ['lines[0].bodyTaxCode BODY_UNKNOWN'],
    ],
    [
      'a category that the call does not have',
      [line({ categoryId: 'ALTRO' })],
      ['lines[0].categoryId CATEGORY_UNKNOWN'],
    ],
    ['a year that the call does not have', [line({ year: 2030 })], ['lines[0].year YEAR_UNKNOWN']],
    [
      'a document of the future',
      [line({}, { issuedOn: '2027-01-01' })],
      ['lines[0].document.issuedOn IN_THE_FUTURE'],
    ],
    ['a payment of the future', [line({ paidOn: '2027-01-01' })], ['lines[0].paidOn IN_THE_FUTURE']],
  ])('with %s', (_name, lines, problems) => {
    expect(codes(lines)).toEqual(problems)
  })

  it('counts what other projects already claim of a document', () => {
    const known = new Map([[key, { amountCents: 100_000, claimedCents: 40_001 }]])
    expect(codes([line()], [], { known })).toEqual(['lines QUOTAS_ABOVE_DOCUMENT'])
    const enough = new Map([[key, { amountCents: 100_000, claimedCents: 40_000 }]])
    expect(codes([line()], [], { known: enough })).toEqual([])
  })

  it.each<[string, unknown[], string[]]>([
    ['to a partner within what was received', [transfer()], []],
    ['to the lead itself', [transfer({ bodyTaxCode: LEAD })], ['transfers[0] BODY_UNKNOWN']],
    ['above what was received', [transfer({ amountCents: 100_001 })], ['transfers ABOVE_RECEIVED']],
    ['in the future', [transfer({ transferredOn: '2027-01-01' })], ['transfers[0] IN_THE_FUTURE']],
    ['twice to one partner', [transfer(), transfer()], ['transfers REPEATED']],
  ])('checks transfers %s', (_name, transfers, problems) => {
    expect(codes([line()], transfers)).toEqual(problems)
  })

  it('takes as many lines as fit in a request of 1 MB, and not one more', () => {
    const lines = Array.from({ length: MAX_LINES }, () => line())
    expect(statementSchema.safeParse({ lines, transfers: [] }).success).toBe(true)
    expect(JSON.stringify(lines).length).toBeLessThan(1_000_000)
    expect(statementSchema.safeParse({ lines: [...lines, line()], transfers: [] }).success).toBe(false)
  })

  it('is not read without a line, or with an amount of zero', () => {
    expect(statementSchema.safeParse({ lines: [], transfers: [] }).success).toBe(false)
    expect(statementSchema.safeParse({ lines: [line({ claimedCents: 0 })], transfers: [] }).success).toBe(
      false,
    )
  })
})

function quota(change: Partial<VerifiedQuota> = {}): VerifiedQuota {
  return {
    bodyTaxCode: LEAD,
    categoryId: 'STAFF',
    year: 2026,
    claimedCents: 100,
    admittedCents: 100,
    reason: null,
    ...change,
  }
}

describe('the verification of all expenditure', () => {
  it.each<[string, Partial<VerifiedQuota>, string[]]>([
    ['admitted in full', {}, []],
    ['not verified', { admittedCents: null }, ['NOT_VERIFIED']],
    ['admitted above what was claimed', { admittedCents: 101 }, ['ABOVE_CLAIMED']],
    ['cut without a reason', { admittedCents: 99 }, ['REASON_MISSING']],
    ['cut with a reason', { admittedCents: 0, reason: 'Fuori periodo' }, []],
  ])('of a quota %s', (_name, change, expected) => {
    expect(checkVerification([quota(change)]).map((one) => one.code)).toEqual(expected)
  })

  it.each<[string, number | null, number[]]>([
    ['at the cap of the category', 6000, []],
    ['one cent above it', 5949, [1]],
    ['of a category without a cap', null, []],
  ])('of admitted amounts %s', (_name, capBasisPoints, problems) => {
    const quotas = [
      quota({ admittedCents: 30 }),
      quota({ admittedCents: 30, year: 2027 }),
      quota({ categoryId: 'SERVICES' }),
    ]
    const categories = [{ id: 'STAFF', label: 'Personale', capBasisPoints }]
    const found = checkCaps(quotas, { costCents: 100, categories })
    expect(found.map((one) => one.message)).toEqual(
      problems.map(() => 'La categoria "Personale" ha ammessi {60:euro}: il massimo è {59:euro}.'),
    )
  })

  it('sums to the same total by body, category and year', () => {
    const quotas = [
      quota(),
      quota({ bodyTaxCode: PARTNER, admittedCents: 40, year: 2027 }),
      quota({ categoryId: 'SERVICES', admittedCents: null }),
    ]
    const totals = statementTotals(quotas)
    expect([totals.claimedCents, totals.admittedCents]).toEqual([300, 140])
    for (const part of [totals.byBody, totals.byCategory, totals.byYear]) {
      expect(sumCents([...part.values()].map((one) => one.admittedCents))).toBe(totals.admittedCents)
      expect(sumCents([...part.values()].map((one) => one.claimedCents))).toBe(totals.claimedCents)
    }
    expect(totals.byYear.get(2027)).toEqual({ claimedCents: 100, admittedCents: 40 })
  })
})
