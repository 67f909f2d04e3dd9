import { fraction, pointsOf } from '../../domain/shared/fraction.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { Source } from '../../domain/shared/sourced.ts'
import { trancheConditions } from '../../words/call-rules.ts'
import { formatEuro, formatExactPercent, formatPoints } from '../../words/formats.ts'
import { splitByWeights } from '../../domain/shared/money.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actBase } from '../act/document-base.ts'
import type { DocumentBase } from '../act/document-base.ts'
import {
  aggregationRule,
  conflictRules,
  partnershipRules,
  sourceText,
  tieBreakRules,
} from './call-notice-texts.ts'

type Notice = DocumentViewModel<'call-notice'>

const PURPOSE =
  'L’avviso raccoglie i progetti delle Alleanze locali di conciliazione da inserire nel Piano territoriale, ' +
  'secondo le priorità del Documento territoriale di indirizzo (regolamento della Rete, artt. 8, 9 e 10).'
const RECALCULATION =
  'Se il costo ammesso a rendiconto è minore di quello approvato, il contributo si riduce alla stessa quota del costo.'

function criteria({ evaluation }: CallConfiguration): Notice['criteria'] {
  return evaluation.criteria.map((one) => ({
    name: one.label,
    description: `Punteggi a passi di ${formatPoints(evaluation.stepCentipoints.value)}`,
    maxScore: pointsOf(fraction(one.maxCentipoints)),
    weight: '1',
    minimum: one.minCentipoints === null ? null : pointsOf(fraction(one.minCentipoints)),
    source: sourceText(one.source),
  }))
}

function valuesWithSource({ allocation, budgetLineCents, grant, evaluation, terms }: CallConfiguration) {
  const rows: [subject: string, value: string, source: Source][] = [
    ...allocation.years.map((one): [string, string, Source] => [
      `Assegnazione ${one.year}`,
      formatEuro(one.amountCents),
      one.source,
    ]),
    [
      'Quota per le Alleanze',
      formatExactPercent(allocation.alliancesShareBasisPoints.value),
      allocation.alliancesShareBasisPoints.source,
    ],
    ['Dotazione dell’avviso', formatEuro(budgetLineCents.value), budgetLineCents.source],
    [
      'Quota massima del contributo',
      formatExactPercent(grant.maxShareBasisPoints.value),
      grant.maxShareBasisPoints.source,
    ],
    [
      'Cofinanziamento minimo',
      formatExactPercent(grant.cofinancingMinBasisPoints.value),
      grant.cofinancingMinBasisPoints.source,
    ],
    [
      'Valutatori per progetto, almeno',
      String(evaluation.panelMinimum.value),
      evaluation.panelMinimum.source,
    ],
    ['Giorni per dichiarare i conflitti', String(terms.declarationDays.value), terms.declarationDays.source],
    ['Giorni per la valutazione', String(terms.scoringDays.value), terms.scoringDays.source],
    ['Giorni per l’accordo di alleanza', String(terms.agreementDays.value), terms.agreementDays.source],
  ]
  return rows.map(([subject, value, source]) => ({ subject, value, source: sourceText(source) }))
}

function money({
  allocation,
  budgetLineCents,
  grant,
  costCategories,
  tranches,
  recalculation,
}: CallConfiguration) {
  const amounts = splitByWeights(
    budgetLineCents.value,
    allocation.years.map((one) => one.amountCents),
  )
  return {
    availableCents: budgetLineCents.value,
    availableByYear: allocation.years.map(({ year }, index) => ({ year, amountCents: amounts[index] ?? 0 })),
    maxShareBasisPoints: grant.maxShareBasisPoints.value,
    maxGrantCents: grant.maxAmountCents.value,
    costCategories: costCategories.map((one) => ({
      name: one.label,
      capBasisPoints: one.capBasisPoints,
      source: sourceText(one.source),
    })),
    payments: tranches.map((one) => ({
      name: one.label,
      shareBasisPoints: one.basisPoints,
      condition: trancheConditions(one),
      source: sourceText(one.source),
    })),
    recalculationRule: { text: RECALCULATION, source: sourceText(recalculation.source) },
  }
}

function notice(base: DocumentBase, call: Call): Notice {
  const { configuration } = call
  return {
    ...base,
    title: configuration.title.value,
    version: call.number,
    legalBasis: [
      configuration.legalBasis.value,
      'L. 241/1990, art. 12',
      'Regolamento della Rete, artt. 8, 9 e 10',
    ],
    purpose: PURPOSE,
    areas: configuration.areas.map((one) => one.label),
    opensAt: call.opensAt.toISOString(),
    closesAt: call.closesAt.toISOString(),
    partnershipRules: partnershipRules(configuration),
    ...money(configuration),
    criteria: criteria(configuration),
    maxScore: pointsOf(fraction(configuration.evaluation.maxCentipoints.value)),
    threshold: pointsOf(fraction(configuration.evaluation.thresholdCentipoints.value)),
    aggregationRule: aggregationRule(configuration),
    tieBreaks: tieBreakRules(configuration),
    conflictRules: conflictRules(configuration),
    submission: {
      channel: 'Sistema informativo della Rete, con l’accesso di chi rappresenta l’ente capofila',
      attachments: configuration.requiredAttachments.map((one) => one.label),
      contact: configuration.responsibleOffice.value,
    },
    sources: valuesWithSource(configuration),
  }
}

/** The public notice, from the frozen configuration only (art. 8, 9; L. 241/1990 art. 12). */
export const buildCallActDocument: ActDocumentBuilder = async (context, proposal) => {
  const call = await context.stores.calls.get(proposal.subjectId)
  const base = await actBase(context, proposal)
  return { kind: 'call-notice', viewModel: notice(base, call) }
}
