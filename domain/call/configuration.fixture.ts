import fc from 'fast-check'
import { WHOLE_BASIS_POINTS } from '../shared/money.ts'
import { callConfigurationSchema, callRules } from './configuration.ts'
import type { CallConfiguration, CallRules, TrancheRule } from './configuration.ts'

const source = { act: 'invented (test)' }

function value<T>(given: T) {
  return { value: given, source }
}

const criteria = [
  ['INNOVAZIONE', 'Innovatività', 1500],
  ['CONCRETEZZA', 'Concretezza', 2500],
  ['EFFICACIA', 'Efficacia', 2500],
  ['ECONOMICITA', 'Economicità', 2000],
  ['SOSTENIBILITA', 'Sostenibilità', 1500],
].map(([id, label, maxCentipoints]) => ({ id, label, maxCentipoints, minCentipoints: null, source }))

function header() {
  return {
    formatVersion: 1,
    code: 'TEST-2026',
    title: value('Manifestazione di interesse per progetti di conciliazione'),
    legalBasis: value('DGR XI/2398 dell’11/11/2019'),
    noticeOrgan: value('Direttore generale'),
    responsibleOffice: value('Ufficio Conciliazione'),
    admissibility: {
      sampleBasisPoints: value(1000),
      integrationDays: value(15),
      refusalNoticeDays: value<number | null>(10),
    },
    window: value({
      opens: { date: '2026-03-02', time: '12:00' },
      closes: { date: '2026-04-15', time: '12:00' },
      zone: 'Europe/Rome',
    }),
  }
}

function money() {
  return {
    allocation: {
      years: [
        { year: 2026, amountCents: 27_600_000, source },
        { year: 2027, amountCents: 34_600_000, source },
        { year: 2028, amountCents: 34_600_000, source },
      ],
      alliancesShareBasisPoints: value(8000),
      systemActionsShareBasisPoints: value(2000),
    },
    budgetLineCents: value(77_440_000),
    areas: [{ id: 'CAREGIVER', label: 'Sostegno al caregiver familiare', source }],
    grant: {
      maxShareBasisPoints: value(7000),
      maxAmountCents: value<number | null>(5_000_000),
      minAmountCents: value<number | null>(null),
      cofinancingMinBasisPoints: value(3000),
      vat: value('NET'),
    },
  }
}

function alliance() {
  return {
    cofinancingKinds: value(['CASH', 'STAFF']),
    partnership: {
      minBodies: value(4),
      minPublic: value(1),
      minMicroSmall: value(2),
      leadPublicOnly: value(false),
      severalPerLead: value(true),
      letter: value('Lettera di adesione del partner, firmata'),
      unconfirmed: value('DROPPED'),
    },
    costCategories: [
      { id: 'STAFF', label: 'Personale', capBasisPoints: null as number | null, source },
      { id: 'SERVICES', label: 'Servizi', capBasisPoints: 6000 as number | null, source },
    ],
    years: value([2026, 2027, 2028]),
    tranches: [
      {
        ...{ id: 'ANTICIPO', label: 'Anticipo', amount: 'GRANT_SHARE', basisPoints: 5000 },
        preconditions: ['AGREEMENT_SIGNED'],
        source,
      },
      {
        ...{ id: 'SALDO', label: 'Saldo', amount: 'SETTLEMENT', basisPoints: 5000 },
        preconditions: ['STATEMENT_ADMITTED', 'RESULTS_RECEIVED'],
        source,
      },
    ],
    recalculation: value('GRANTED_SHARE'),
  }
}

const sitting = {
  roomMinimum: value(1),
  deputyFor: value('ABSENCE'),
  rankingDecision: value('VOTED'),
}

const funding = {
  partialFunding: value(true),
  cutGrantDays: value<number | null>(15),
  cutGrantUnanswered: value<'ACCEPTED' | 'DECLINED' | 'NOT_ASKED'>('DECLINED'),
  reshapedCostMinBasisPoints: value<number | null>(null),
  reshapedCofinancing: value<'EVALUATED' | 'CALL_MINIMUM' | 'NOT_RESHAPED'>('NOT_RESHAPED'),
}

function committee() {
  return {
    evaluation: {
      criteria,
      maxCentipoints: value(10_000),
      stepCentipoints: value(50),
      thresholdCentipoints: value(6000),
      aggregation: value('MEAN'),
      tieBreaks: value(['EFFICACIA', 'COFINANCING_SHARE', 'ARRIVAL']),
      panelMinimum: value(3),
      ...funding,
      sitting,
    },
    exclusions: {
      lead: value('ALL'),
      partner: value('OWN'),
      adherent: value('DECLARATION'),
      undeclared: value('ALL'),
      narrowRisk: value('Chi ha interesse in un progetto ne valuta i concorrenti.'),
      links: value({ kinds: ['CONTROL', 'SERVICE_COMPANY'], maxSteps: 2 }),
    },
    terms: {
      declarationDays: value(5),
      scoringDays: value(15),
      sheetReminderDays: value<number | null>(null),
      agreementDays: value(30),
      regionalReminderDays: value(30),
      conclusionDays: value(90),
    },
    information: {
      contact: value('conciliazione@ats.example'),
      dataProtectionOfficer: value('rpd@ats.example'),
      dataRetention: value('dieci anni dalla chiusura del progetto'),
      stateAid: value('DE_MINIMIS'),
    },
    requiredAttachments: [{ kind: 'TECHNICAL_SHEET', label: 'Scheda tecnica', source }],
    requiredDeclarations: [{ id: 'NO_DOUBLE_FUNDING', label: 'Assenza di doppio finanziamento', source }],
    indicators: [{ id: 'RECIPIENTS', label: 'Destinatari finali', unit: 'persone', source }],
  }
}

/** A whole configuration file for tests, as JSON would give it; every invented value says so in its source. */
export function configurationFile() {
  return { ...header(), ...money(), ...alliance(), ...committee() }
}

/** The same file, read. */
export function testConfiguration(): CallConfiguration {
  return callConfigurationSchema.parse(configurationFile())
}

/** Its rules. */
export function testRules(): CallRules {
  return callRules(testConfiguration())
}

/** A schedule of tranches by these shares, the last of which settles; those at `withStatement` ask for a statement too. */
export function scheduleOf(shares: readonly number[], withStatement: readonly number[] = []): TrancheRule[] {
  return shares.map((basisPoints, index) => {
    const isLast = index === shares.length - 1
    return {
      ...{ id: `Q${index}`, label: `Quota ${index + 1}`, basisPoints },
      amount: isLast ? 'SETTLEMENT' : 'GRANT_SHARE',
      preconditions: isLast || withStatement.includes(index) ? ['STATEMENT_ADMITTED'] : ['AGREEMENT_SIGNED'],
    }
  })
}

/** The shares of any schedule of one to six tranches: they sum to the whole, and some may be nothing. */
export const anyShares: fc.Arbitrary<number[]> = fc
  .array(fc.nat(WHOLE_BASIS_POINTS), { maxLength: 5 })
  .map((cuts) => {
    const bounds = [0, ...cuts.toSorted((a, b) => a - b), WHOLE_BASIS_POINTS]
    return bounds.slice(1).map((bound, index) => bound - (bounds[index] ?? 0))
  })
