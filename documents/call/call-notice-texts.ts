import type {
  Aggregation,
  CallConfiguration,
  PaymentPrecondition,
  Tranche,
} from '../../domain/call/configuration.ts'
import type { Source } from '../../domain/shared/sourced.ts'
import type { LinkKind } from '../../domain/network/network.ts'

type Sourced = { text: string; source: string }

const AGGREGATIONS: Record<Aggregation, string> = {
  MEAN: 'Media dei punteggi dei valutatori, criterio per criterio, senza arrotondamenti',
  TRIMMED_MEAN: 'Media dei punteggi dei valutatori tolti il più alto e il più basso, criterio per criterio',
  MEDIAN: 'Mediana dei punteggi dei valutatori, criterio per criterio',
}
const TIE_BREAKS: Record<string, string> = {
  COFINANCING_SHARE: 'Quota di cofinanziamento più alta',
  LOWER_REQUEST: 'Contributo chiesto più basso',
  SUBMITTED_AT: 'Ordine di presentazione',
  DRAW: 'Sorteggio ripetibile da chiunque',
}
const PRECONDITIONS: Record<PaymentPrecondition, string> = {
  AGREEMENT_SIGNED: 'accordo di alleanza sottoscritto',
  STATEMENT_ADMITTED: 'rendiconto ammesso',
  RESULTS_RECEIVED: 'risultati comunicati',
}
const LINKS: Record<LinkKind, string> = {
  CONTROL: 'controllo',
  MEMBERSHIP: 'appartenenza',
  SERVICE_COMPANY: 'azienda di servizi',
}
const LIMITS = {
  ALL: 'è escluso dalla valutazione di tutti i progetti',
  OWN: 'è escluso dalla valutazione del proprio progetto',
  DECLARATION: 'dichiara il legame, su cui decide il responsabile del procedimento',
  NONE: 'non è escluso per questo solo fatto',
}

/** Names of a call's payments. */
export const TRANCHES: Record<Tranche, string> = { ADVANCE: 'Anticipo', BALANCE: 'Saldo' }

/** A source as a notice cites it: act, article, version. */
export function sourceText({ act, article, version }: Source): string {
  return [act, article, version].filter((part) => part !== undefined).join(', ')
}

/** Hundredths of a point as decimal text: 1250 is "12.50". */
export function points(centipoints: number): string {
  return (centipoints / 100).toFixed(2)
}

/** What must be there before a payment, in words. */
export function paymentCondition(preconditions: readonly PaymentPrecondition[]): string {
  return preconditions.length === 0 ? 'nessuna' : preconditions.map((one) => PRECONDITIONS[one]).join(', ')
}

/** The rules on who may form an alliance. */
export function partnershipRules({ partnership }: CallConfiguration): Sourced[] {
  const { minBodies, minPublic, minMicroSmall, leadPublicOnly } = partnership
  const least = (what: string, rule: { value: number | null; source: Source }): Sourced[] =>
    rule.value === null
      ? []
      : [{ text: `Almeno ${rule.value} ${what} fra capofila e partner`, source: sourceText(rule.source) }]
  const lead = leadPublicOnly.value
    ? 'Il capofila è un ente pubblico'
    : 'Il capofila può essere pubblico o privato'
  return [
    ...least('enti', minBodies),
    ...least('enti pubblici', minPublic),
    ...least('micro o piccole imprese', minMicroSmall),
    { text: lead, source: sourceText(leadPublicOnly.source) },
  ]
}

/** How evaluators' points become one, and what decides between equals. */
export function aggregationRule({ evaluation }: CallConfiguration): Sourced {
  return {
    text: AGGREGATIONS[evaluation.aggregation.value],
    source: sourceText(evaluation.aggregation.source),
  }
}

/** What decides between equals, in order. */
export function tieBreakRules({ evaluation }: CallConfiguration): Sourced[] {
  const labels = new Map<string, string>(
    evaluation.criteria.map((one) => [one.id, `Punteggio più alto in "${one.label}"`]),
  )
  const source = sourceText(evaluation.tieBreaks.source)
  return evaluation.tieBreaks.value.map((id) => ({ text: labels.get(id) ?? TIE_BREAKS[id] ?? id, source }))
}

/** Who does not evaluate what (art. 5). */
export function conflictRules({ exclusions }: CallConfiguration): Sourced[] {
  const { lead, partner, adherent, links } = exclusions
  const kinds = links.value.kinds.map((kind) => LINKS[kind]).join(', ')
  const reach =
    kinds === ''
      ? 'Contano solo gli enti stessi'
      : `Contano anche i legami fra enti (${kinds}), fino a ${links.value.maxSteps} passi`
  return [
    { text: `Chi appartiene all’ente capofila ${LIMITS[lead.value]}`, source: sourceText(lead.source) },
    { text: `Chi appartiene a un ente partner ${LIMITS[partner.value]}`, source: sourceText(partner.source) },
    {
      text: `Chi appartiene a un ente aderente ${LIMITS[adherent.value]}`,
      source: sourceText(adherent.source),
    },
    { text: reach, source: sourceText(links.source) },
  ]
}
