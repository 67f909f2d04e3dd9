import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { Source } from '../../domain/shared/sourced.ts'
import { tieBreakText } from '../../words/call-rules.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { capitalised } from '../../words/formats.ts'

type Sourced = { text: string; source: string }

/** A source as a notice cites it: act, article, version. */
export function sourceText({ act, article, version }: Source): string {
  return [act, article, version].filter((part) => part !== undefined).join(', ')
}

/** The rules on who may form an alliance. */
export function partnershipRules({ partnership }: CallConfiguration): Sourced[] {
  const { minBodies, minPublic, minMicroSmall, leadPublicOnly, letter, unconfirmed } = partnership
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
    {
      text: `Partner e aderenti confermano ruolo e apporto entro la chiusura, con il proprio accesso o con: ${letter.value}`,
      source: sourceText(letter.source),
    },
    {
      text: `Chi non ha confermato alla chiusura ${wordOf('unconfirmedPartner', unconfirmed.value)}`,
      source: sourceText(unconfirmed.source),
    },
  ]
}

/** How evaluators' points become one, and what decides between equals. */
export function aggregationRule({ evaluation }: CallConfiguration): Sourced {
  return {
    text: titleOf('aggregation', evaluation.aggregation.value),
    source: sourceText(evaluation.aggregation.source),
  }
}

/** What decides between equals, in order. */
export function tieBreakRules({ evaluation }: CallConfiguration): Sourced[] {
  const source = sourceText(evaluation.tieBreaks.source)
  return evaluation.tieBreaks.value.map((id) => ({
    text: capitalised(tieBreakText(id, evaluation.criteria)),
    source,
  }))
}

/** Who does not evaluate what (art. 5). */
export function conflictRules({ exclusions }: CallConfiguration): Sourced[] {
  const { lead, partner, adherent, links } = exclusions
  const kinds = links.value.kinds.map((kind) => wordOf('link', kind)).join(', ')
  const reach =
    kinds === ''
      ? 'Contano solo gli enti stessi'
      : `Contano anche i legami fra enti (${kinds}), fino a ${links.value.maxSteps} passi`
  return [
    {
      text: `Chi appartiene all’ente capofila ${wordOf('scope', lead.value)}`,
      source: sourceText(lead.source),
    },
    {
      text: `Chi appartiene a un ente partner ${wordOf('scope', partner.value)}`,
      source: sourceText(partner.source),
    },
    {
      text: `Chi appartiene a un ente aderente ${wordOf('scope', adherent.value)}`,
      source: sourceText(adherent.source),
    },
    { text: reach, source: sourceText(links.source) },
  ]
}
