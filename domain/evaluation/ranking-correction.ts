import { problem } from '../shared/problem.ts'
import type { Problem } from '../shared/problem.ts'
import type { LocalDate } from '../shared/local-date.ts'
import type {
  CorrectedDatum,
  RankedApplication,
  RankingCorrectionKind,
  RankingSeal,
} from './ranking-input.ts'
import { sealRanking } from './ranking-seal.ts'

function correctedApplication(application: RankedApplication, corrected: CorrectedDatum): RankedApplication {
  if (application.applicationId !== corrected.applicationId) return application
  return corrected.datum === 'ADMISSIBILITY'
    ? { ...application, admissible: false }
    : { ...application, eligibleCostCents: corrected.eligibleCostCents }
}

/** An adopted ranking computed again with one datum corrected: sheets, votes and rules are those that were sealed (L. 241/1990
 * art. 21-nonies). Throws as `rank` does. */
export function correctedRanking(
  adopted: RankingSeal,
  { kind, corrected }: { kind: RankingCorrectionKind; corrected: CorrectedDatum },
): RankingSeal {
  const { callId, configurationHash, reopening, vote, input } = adopted
  return sealRanking({
    ...{ callId, configurationHash, reopening, vote },
    correction: { sealHash: adopted.sealHash, kind, corrected },
    input: {
      ...input,
      applications: input.applications.map((one) => correctedApplication(one, corrected)),
    },
  })
}

/** True where a ranking says which one it corrects, and differs from that by the corrected datum alone. */
export const isCorrectionOf = (later: RankingSeal, adopted: RankingSeal): boolean =>
  later.correction !== null && correctedRanking(adopted, later.correction).sealHash === later.sealHash

interface Proposed {
  kind: RankingCorrectionKind
  corrected: CorrectedDatum
  /** The last day on which those concerned are heard, and that on which the act may still be annulled; null where it is not annulled. */
  heardUntil: LocalDate
  annullableUntil: LocalDate | null
}

/** What speaks against correcting an adopted ranking so: what is no material error takes an annulment, in its term; what is the same already
 * is no correction; and no cost is above the one that its alliance presented (L. 241/1990 art. 7, 21-nonies). */
export function rankingCorrectionProblems(
  { kind, corrected, heardUntil, annullableUntil }: Proposed,
  { input }: Pick<RankingSeal, 'input'>,
  facts: { presentedCostCents: number; today: LocalDate },
): Problem[] {
  const ranked = input.applications.find((one) => one.applicationId === corrected.applicationId)
  return [
    ...(ranked?.admissible === true && ranked.committee === 'CONFIRMED'
      ? datumProblems(kind, corrected, { ranked, ...facts })
      : [problem('application', 'NOT_IN_RANKING', 'Scegli una domanda che è in graduatoria.')]),
    ...(heardUntil > facts.today
      ? []
      : [problem('heardUntil', 'TOO_EARLY', 'Dai a chi è interessato almeno fino a domani.')]),
    ...termProblems(kind, { heardUntil, annullableUntil }),
  ]
}

function datumProblems(
  kind: RankingCorrectionKind,
  corrected: CorrectedDatum,
  { ranked, presentedCostCents }: { ranked: RankedApplication; presentedCostCents: number },
): Problem[] {
  if (corrected.datum === 'ADMISSIBILITY')
    return kind === 'ANNULMENT'
      ? []
      : [
          problem(
            'datum',
            'NOT_MATERIAL',
            'Un’ammissione sbagliata non è un errore materiale: serve l’annullamento.',
          ),
        ]
  const cost = corrected.eligibleCostCents
  if (cost === ranked.eligibleCostCents)
    return [problem('eligibleCostCents', 'UNCHANGED', 'È il costo che c’è già.')]
  return cost > 0 && cost <= presentedCostCents
    ? []
    : [
        problem(
          'eligibleCostCents',
          'OUT_OF_RANGE',
          'Scrivi un costo maggiore di zero e non sopra quello presentato.',
        ),
      ]
}

function termProblems(
  kind: RankingCorrectionKind,
  { heardUntil, annullableUntil }: Pick<Proposed, 'heardUntil' | 'annullableUntil'>,
): Problem[] {
  if (kind === 'RECTIFICATION')
    return annullableUntil === null
      ? []
      : [
          problem(
            'annullableUntil',
            'NOT_ASKED',
            'La rettifica di un errore materiale non ha questo termine.',
          ),
        ]
  if (annullableUntil === null)
    return [problem('annullableUntil', 'MISSING', 'Scrivi l’ultimo giorno utile per annullare.')]
  return annullableUntil > heardUntil
    ? []
    : [
        problem(
          'annullableUntil',
          'TOO_LATE',
          'L’atto viene dopo che gli interessati sono stati sentiti: il termine per annullare è già passato.',
        ),
      ]
}
