import { describe, expect, it } from '@jest/globals'
import { cents } from '../shared/money.ts'
import { formalReasons } from './admissibility.ts'
import { applicationSchema } from './application.ts'
import type { Application } from './application.ts'
import { testRules } from './configuration.fixture.ts'
import { brokenWithout, decidePartners, withoutPartners } from './partner-decisions.ts'
import type { StandingPartner } from './partner-decisions.ts'

const [LEAD, SHOP, CRAFT, CARE, EXTRA] = [
  '03775430980',
  '00488410010',
  '02118311006',
  '91038360151',
  '91046580154',
] as const

const partner = (bodyTaxCode: string, role: 'LEAD' | 'PARTNER', size: string | null = null) => ({
  ...{
    bodyTaxCode,
    bodyVatNumber: null,
    bodyName: `Ente ${bodyTaxCode}`,
    role,
    size,
    contribution: 'Servizi',
  },
  bodyKind: role === 'LEAD' ? 'SPECIAL_COMPANY' : size === null ? 'THIRD_SECTOR' : 'ENTERPRISE',
})

/* Cost 60,000: 36,000 of the lead, 12,000 of each of two others; 70 % asked. */
const application: Application = applicationSchema.parse({
  title: 'Tempo per la cura',
  areaId: 'CAREGIVER',
  summary: 'Servizi',
  partners: [
    partner(LEAD, 'LEAD'),
    partner(SHOP, 'PARTNER', 'MICRO'),
    partner(CRAFT, 'PARTNER', 'SMALL'),
    partner(CARE, 'PARTNER'),
    partner(EXTRA, 'PARTNER'),
  ],
  budgetLines: [
    { bodyTaxCode: LEAD, categoryId: 'STAFF', year: 2026, costCents: 3_600_000 },
    { bodyTaxCode: CARE, categoryId: 'STAFF', year: 2026, costCents: 1_200_000 },
    { bodyTaxCode: EXTRA, categoryId: 'SERVICES', year: 2027, costCents: 1_200_000 },
  ],
  totalCostCents: 6_000_000,
  requestedGrantCents: 4_200_000,
  cofinancing: [
    { bodyTaxCode: LEAD, kind: 'STAFF', amountCents: 1_440_000 },
    { bodyTaxCode: EXTRA, kind: 'STAFF', amountCents: 360_000 },
  ],
  indicators: [{ id: 'RECIPIENTS', expected: 120 }],
  declarations: ['NO_DOUBLE_FUNDING'],
  signatory: null,
  contacts: [{ name: 'Referente', email: 'progetti@ente.example', phone: '02 000000' }],
  actions: [{ areaId: 'CAREGIVER', need: 'Chi cura è solo', action: 'Sportello' }],
  partnerNotice: { reference: 'Avviso n. 3', publishedOn: '2026-01-12' },
})

describe('an alliance without partners that did not confirm (art. 9)', () => {
  it('costs what is left, and asks for no more than is left to pay', () => {
    const left = withoutPartners(application, [EXTRA])
    expect(left).toMatchObject({ totalCostCents: 4_800_000, requestedGrantCents: 3_360_000 })
    expect(left.partners.map((one) => one.bodyTaxCode)).toEqual([LEAD, SHOP, CRAFT, CARE])
    expect(brokenWithout(application, testRules(), [EXTRA])).toEqual([])
  })

  it.each<[string, string[], string[]]>([
    ['bodies', [CARE, EXTRA], ['TOO_FEW_BODIES']],
    ['micro or small enterprises', [SHOP], ['TOO_FEW_SMALL']],
    ['bodies and enterprises', [SHOP, EXTRA], ['TOO_FEW_BODIES', 'TOO_FEW_SMALL']],
  ])('is below the minimum of %s, counted again', (_what, dropped, codes) => {
    const broken = brokenWithout(application, testRules(), dropped).map((one) => one.code)
    expect(broken).toEqual(expect.arrayContaining(codes))
  })

  it('is below the minimum of co-financing, where who is dropped gave most of it', () => {
    const generous = {
      ...application,
      cofinancing: [
        { bodyTaxCode: LEAD, kind: 'STAFF' as const, amountCents: cents(900_000) },
        { bodyTaxCode: EXTRA, kind: 'STAFF' as const, amountCents: cents(900_000) },
      ],
    } as Application
    const codes = brokenWithout(generous, testRules(), [EXTRA]).map((one) => one.code)
    expect(codes).toEqual(expect.arrayContaining(['BELOW_MINIMUM', 'ABOVE_SHARE']))
  })

  it('is not held to what it broke before', () => {
    const rules = testRules()
    const short = { ...application, partners: application.partners.slice(0, 3) }
    expect(brokenWithout(short, rules, [CRAFT]).map((one) => one.code)).not.toContain('TOO_FEW_BODIES')
  })
})

const standing = (change: Partial<StandingPartner>): StandingPartner => ({
  ...{ code: EXTRA, name: 'Ente', standing: 'MISSING', hasLetter: false, ...change },
})

describe('the decision on partners, with admissibility (art. 9)', () => {
  it.each<[string, Partial<StandingPartner>, { dropped: string[]; isAdmitted?: boolean }, unknown]>([
    ['drops who never confirmed', {}, { dropped: [EXTRA] }, 'DROPPED'],
    ['never takes who never confirmed', {}, { dropped: [] }, ['UNCONFIRMED']],
    [
      'takes a letter without a signature',
      { standing: 'UNSIGNED', hasLetter: true },
      { dropped: [] },
      'CONFIRMED',
    ],
    ['or not', { standing: 'UNSIGNED', hasLetter: true }, { dropped: [EXTRA] }, 'DROPPED'],
    [
      'takes no confirmation of another part without a letter',
      { standing: 'OTHER_PART' },
      { dropped: [] },
      ['UNCONFIRMED'],
    ],
    ['finds a letter void', { standing: 'LETTER', hasLetter: true }, { dropped: [EXTRA] }, 'DROPPED'],
    ['leaves a letter that counts', { standing: 'LETTER', hasLetter: true }, { dropped: [] }, null],
    ['never drops who confirmed by itself', { standing: 'ACCOUNT' }, { dropped: [EXTRA] }, ['NOT_TO_DECIDE']],
    ['never drops the lead', { standing: 'LEAD' }, { dropped: [EXTRA] }, ['NOT_TO_DECIDE']],
    ['drops nobody that is not named there', {}, { dropped: ['stranger', EXTRA] }, ['NOT_TO_DECIDE']],
    ['decides nothing of who is left, where all is refused', {}, { dropped: [], isAdmitted: false }, null],
  ])('%s', (_rule, change, { dropped, isAdmitted = true }, expected) => {
    const { decisions, problems } = decidePartners([standing(change)], {
      dropped,
      isAdmitted,
      rule: 'DROPPED',
    })
    if (Array.isArray(expected)) expect(problems.map((one) => one.code)).toEqual(expected)
    else {
      expect(problems).toEqual([])
      expect(decisions).toEqual(expected === null ? [] : [{ code: EXTRA, decision: expected }])
    }
  })

  it('drops nobody of an application that is admitted, where the call refuses it with such a partner', () => {
    const asked = { dropped: [EXTRA], isAdmitted: true, rule: 'NOT_ADMITTED' as const }
    expect(decidePartners([standing({})], asked).problems.map((one) => one.code)).toEqual(['NOT_ADMISSIBLE'])
    expect(decidePartners([standing({})], { ...asked, isAdmitted: false }).problems).toEqual([])
  })
})

describe('what another body shares under another code is a formal reason (art. 5, 9)', () => {
  it.each([
    ['the name', { sameName: true, sameAddress: null }, 'HOMONYM', 'ha il nome di un altro ente'],
    [
      'the address',
      { sameName: false, sameAddress: 'Via Roma 1' },
      'SAME_ADDRESS',
      'ha la sede (Via Roma 1) di un altro ente',
    ],
    [
      'both, once',
      { sameName: true, sameAddress: 'Via Roma 1' },
      'HOMONYM',
      'ha il nome e la sede (Via Roma 1) di un altro ente',
    ],
  ])('%s', (_what, shared, code, words) => {
    const rules = testRules()
    const attached = rules.requiredAttachments.map((one) => one.kind)
    const registered = new Map(application.partners.map((one) => [one.bodyTaxCode, one.bodyKind]))
    const homonym = { name: 'Ente', taxCode: '1', otherCode: '2', hasSeat: false, ...shared }
    const found = { attached, registered, homonyms: [homonym], partners: [] }
    expect(formalReasons(application, rules, found)).toEqual([
      { code, severity: 'CURABLE', message: expect.stringContaining(words) },
    ])
  })
})

describe('a partner that has not confirmed is a formal reason (art. 9)', () => {
  const reasonOf = (partners: StandingPartner[], rule: 'DROPPED' | 'NOT_ADMITTED' = 'DROPPED') => {
    const rules = testRules()
    const found = { attached: rules.requiredAttachments.map((one) => one.kind), homonyms: [], partners }
    const registered = new Map(application.partners.map((one) => [one.bodyTaxCode, one.bodyKind]))
    const partnership = { ...rules.partnership, unconfirmed: rule }
    return formalReasons(application, { ...rules, partnership }, { ...found, registered })
  }

  it.each<[string, StandingPartner[], 'DROPPED' | 'NOT_ADMITTED', string, RegExp]>([
    ['cured by dropping it', [standing({})], 'DROPPED', 'CURABLE', /Ente \(nessuna conferma\).*decade/],
    ['that says why', [standing({ standing: 'UNSIGNED' })], 'DROPPED', 'CURABLE', /non c’è una firma/],
    [
      'that nothing mends below the minima',
      [standing({ code: SHOP })],
      'DROPPED',
      'BLOCKING',
      /Senza di loro: Servono almeno 2 micro/,
    ],
    ['that the call lets nothing mend', [standing({})], 'NOT_ADMITTED', 'BLOCKING', /non è ammissibile/],
  ])('%s', (_what, partners, rule, severity, message) => {
    expect(reasonOf(partners, rule)).toEqual([
      { code: 'PARTNER_UNCONFIRMED', severity, message: expect.stringMatching(message) },
    ])
  })

  it('and one that has is none', () => {
    expect(reasonOf([standing({ standing: 'LETTER' }), standing({ standing: 'ACCOUNT' })])).toEqual([])
  })
})
