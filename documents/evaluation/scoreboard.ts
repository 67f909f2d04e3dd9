import type { Call } from '../../db/call/call-store.ts'
import type { Stores } from '../../db/stores.ts'
import type { RankingEntry, RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { shownEntries } from '../../domain/evaluation/shown-ranking.ts'
import type { ShownEntry } from '../../domain/evaluation/shown-ranking.ts'
import { fraction, pointsOf } from '../../domain/shared/fraction.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { appointmentsOf } from './appointments.ts'
import { refusalReasons } from '../../procedures/evaluation/refusal-reasons.ts'
import { entryNotes, tieBreakText } from '../../words/call-rules.ts'
import { wordOf } from '../../words/codes.ts'

type Scoreboard = DocumentViewModel<'provisional-ranking'>['scores']
type ReasonOfSheet = { applicationId: string; scoringId: string; criterionId: string; reason: string }

/** What the committee has before it when it votes: the lines of a sealed provisional ranking with the reasons of the sheets that
 * it was drawn up from, by criterion and without names, and what was not admitted (art. 6, 7). What is known of conflicts is as of `knownAt`. */
export async function scoreboardOf(
  stores: Stores,
  {
    call,
    seal,
    reasons,
    knownAt,
  }: { call: Call; seal: RankingSeal; reasons: readonly ReasonOfSheet[]; knownAt: Date },
): Promise<Scoreboard> {
  const { evaluation } = call.rules
  const about = new Map(seal.input.applications.map((one) => [one.applicationId as string, one]))
  const ofApplication = Map.groupBy(reasons, (one) => one.applicationId)
  return {
    ...rulesText(call),
    rows: rankedEntries(seal).map((entry) => {
      const application = about.get(entry.applicationId)
      return {
        ...rowOf(entry, evaluation.criteria, ofApplication.get(entry.applicationId) ?? []),
        ...{ code: application?.code ?? '–', title: application?.title ?? '–' },
        sheets: application?.evaluations.length ?? 0,
      }
    }),
    inadmissible: await inadmissibleOf(stores, seal),
    appointments: await appointmentsOf(stores, seal, new Set(reasons.map((one) => one.scoringId))),
    inDoubt: await stores.evaluation.admissibilityInDoubt(call.id, knownAt),
    sealHash: seal.sealHash,
  }
}

/** A seal's entries that came to the points, as people read them. */
export const rankedEntries = (seal: RankingSeal): (RankingEntry & ShownEntry)[] =>
  shownEntries(seal).filter((entry) => entry.outcome !== 'NOT_ADMITTED')

/** Threshold, most points, and the rules of aggregation and ties of a call, in words. */
export function rulesText({ rules: { evaluation } }: Pick<Call, 'rules'>) {
  return {
    threshold: pointsOf(fraction(evaluation.thresholdCentipoints)),
    maxScore: pointsOf(fraction(evaluation.maxCentipoints)),
    aggregationRule: wordOf('aggregation', evaluation.aggregation),
    tieBreakRule: evaluation.tieBreaks.map((one) => tieBreakText(one, evaluation.criteria)).join(', poi '),
  }
}

/** The applications that a ranking does not have, with their leads and why (art. 8). */
export async function inadmissibleOf(
  stores: Stores,
  { callId, entries, input }: Pick<RankingSeal, 'callId' | 'entries' | 'input'>,
): Promise<Scoreboard['inadmissible']> {
  const refused = entries.filter((entry) => entry.outcome === 'NOT_ADMITTED')
  const submitted = new Map(input.applications.map((one) => [one.applicationId, one]))
  const partners = await stores.applications.partnersOfCall(callId)
  const leads = new Map(partners.filter((one) => one.role === 'LEAD').map((one) => [one.applicationId, one]))
  const reasonOf = await refusalReasons(stores, callId)
  return refused.map(({ applicationId }) => {
    const application = submitted.get(applicationId)
    const lead = leads.get(applicationId)
    if (!application || !lead) throw new Error(`the ranking has an unknown application ${applicationId}`)
    const { code, title } = application
    return { code, title, lead: { name: lead.name, taxCode: lead.taxCode }, reason: reasonOf(applicationId) }
  })
}

/* Below the threshold nobody has a position. */
function rowOf(
  entry: RankingEntry & ShownEntry,
  criteria: Call['rules']['evaluation']['criteria'],
  reasons: readonly ReasonOfSheet[],
): Omit<Scoreboard['rows'][number], 'code' | 'title' | 'sheets'> {
  if (entry.outcome === 'NOT_ADMITTED') throw new Error('an application that is not admitted has no row')
  return {
    place: entry.position === null ? '–' : String(entry.position),
    score: entry.points ?? '0.00',
    notes: entryNotes(entry, criteria),
    outcome: entry.outcome,
    grantCents: entry.grantCents,
    criteria: entry.criteria.map(({ criterionId, points }) => ({
      label: criteria.find((one) => one.id === criterionId)?.label ?? criterionId,
      points,
      reasons: reasons.filter((one) => one.criterionId === criterionId).map((one) => one.reason),
    })),
  }
}
