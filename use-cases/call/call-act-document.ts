import type { Call } from '../../db/call-store.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { formatEuro, splitByWeights } from '../../domain/shared/money.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-documents.ts'
import { documentBase } from '../act/document-base.ts'
import type { DocumentBase } from '../act/document-base.ts'
import {
  aggregationRule,
  conflictRules,
  partnershipRules,
  paymentCondition,
  points,
  sourceText,
  tieBreakRules,
  TRANCHES,
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
    description: `Punteggi a passi di ${points(evaluation.stepCentipoints.value).replace('.', ',')}`,
    maxScore: points(one.maxCentipoints),
    weight: '1',
    minimum: one.minCentipoints === null ? null : points(one.minCentipoints),
    source: sourceText(one.source),
  }))
}

function valuesWithSource(configuration: CallConfiguration): Notice['sources'] {
  const { allocation, budgetLineCents, grant, evaluation, terms } = configuration
  const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(2).replace('.', ',')} %`
  const days = Object.entries({
    'Termine per le dichiarazioni di conflitto': terms.declarationDays,
    'Termine per la valutazione': terms.scoringDays,
    'Termine per l’accordo di alleanza': terms.agreementDays,
  })
  return [
    ...allocation.years.map((one) => ({
      subject: `Assegnazione ${one.year}`,
      value: formatEuro(one.amountCents),
      source: sourceText(one.source),
    })),
    {
      subject: 'Quota per le Alleanze',
      value: percent(allocation.alliancesShareBasisPoints.value),
      source: sourceText(allocation.alliancesShareBasisPoints.source),
    },
    {
      subject: 'Dotazione dell’avviso',
      value: formatEuro(budgetLineCents.value),
      source: sourceText(budgetLineCents.source),
    },
    {
      subject: 'Quota massima del contributo',
      value: percent(grant.maxShareBasisPoints.value),
      source: sourceText(grant.maxShareBasisPoints.source),
    },
    {
      subject: 'Cofinanziamento minimo',
      value: percent(grant.cofinancingMinBasisPoints.value),
      source: sourceText(grant.cofinancingMinBasisPoints.source),
    },
    {
      subject: 'Valutatori per progetto, almeno',
      value: String(evaluation.panelMinimum.value),
      source: sourceText(evaluation.panelMinimum.source),
    },
    ...days.map(([subject, term]) => ({
      subject,
      value: `${term.value} giorni`,
      source: sourceText(term.source),
    })),
  ]
}

function money({
  allocation,
  budgetLineCents,
  grant,
  costCategories,
  payments,
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
    payments: payments.map((one) => ({
      name: TRANCHES[one.tranche],
      shareBasisPoints: one.basisPoints,
      condition: paymentCondition(one.preconditions),
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
    maxScore: points(configuration.evaluation.maxCentipoints.value),
    threshold: points(configuration.evaluation.thresholdCentipoints.value),
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
  const base = await documentBase(context, {
    cycleId: proposal.cycleId,
    documentId: proposal.id,
    issuedAt: proposal.proposedAt,
  })
  return { kind: 'call-notice', viewModel: notice(base, call) }
}
