import { formalReasons, submissionProblems } from '../call/admissibility.ts'
import type { FormalReason } from '../call/admissibility.ts'
import type { CallRules } from '../call/configuration.ts'
import type { Trial, TrialApplication } from '../call/trial-applications.ts'
import { trialApplications } from '../call/trial-applications.ts'
import type { BodyKind } from '../network/network.ts'
import { derivedId } from '../shared/ids.ts'
import type { ApplicationId, BodyId } from '../shared/ids.ts'
import { WHOLE_BASIS_POINTS } from '../shared/money.ts'
import type { Problem } from '../shared/problem.ts'
import { computeExclusions } from './conflicts.ts'
import type { ConflictInput } from './conflicts.ts'
import { rank } from './ranking.ts'
import { rankingRules } from './ranking-input.ts'
import type { RankedApplication, RankingEntry, RankingInput } from './ranking-input.ts'
import { shownEntries } from './shown-ranking.ts'
import type { ShownEntry } from './shown-ranking.ts'

/** What a call's rules do with one invented application: what refuses it at submission, what admissibility finds, and its place. */
export interface TriedApplication {
  trial: Trial
  requestedCents: number
  costCents: number
  refused: readonly Problem[]
  reasons: readonly FormalReason[]
  entry: (RankingEntry & ShownEntry) | null
}

const ARRIVAL = Date.parse('2000-01-01T00:00:00Z')
const idOf = (trial: Trial): ApplicationId => derivedId<ApplicationId>('trial', trial)

/** Puts applications that are made up from a call's rules through those rules, as real ones would be: submission, admissibility, points,
 * ranking, money. Those above the threshold come first, in order. */
export function dryRun(rules: CallRules, drawSeed: string): TriedApplication[] {
  const tried = trialApplications(rules).map((one) => ({ ...one, ...examined(one, rules) }))
  const input: RankingInput = {
    ...{ stage: 'PROVISIONAL', rules: rankingRules(rules), drawSeed },
    applications: tried
      .filter(({ refused }) => refused.length === 0)
      .map((one, index) => rankedOf(one, { rules, index })),
  }
  const entries = shownEntries({ input, entries: rank(input) })
  const places = new Map(entries.map((entry, place) => [entry.applicationId as string, { entry, place }]))
  return tried
    .map(({ trial, application, refused, reasons }) => ({
      ...{ trial, refused, reasons, entry: places.get(idOf(trial))?.entry ?? null },
      requestedCents: application.requestedGrantCents,
      costCents: application.totalCostCents,
      place: places.get(idOf(trial))?.place ?? places.size,
    }))
    .toSorted((a, b) => a.place - b.place)
}

function examined({ application, attached, unconfirmed }: TrialApplication, rules: CallRules) {
  const refused = submissionProblems(application, rules)
  if (refused.length > 0) return { refused, reasons: [] }
  const registered = new Map<string, BodyKind>(
    application.partners.map(({ bodyTaxCode, bodyKind }) => [bodyTaxCode, bodyKind]),
  )
  const partners = unconfirmed.map(({ bodyTaxCode: code, bodyName: name }) => ({
    code,
    name,
    standing: 'MISSING' as const,
    hasLetter: false,
  }))
  return {
    refused,
    reasons: formalReasons(application, rules, { attached, registered, homonyms: [], partners }),
  }
}

/* As many evaluators as the call asks at least, each in the call's steps; they arrive a minute after each other. */
function rankedOf(
  { trial, application, reasons, given }: TrialApplication & { reasons: readonly FormalReason[] },
  { rules, index }: { rules: CallRules; index: number },
): RankedApplication {
  const { criteria, stepCentipoints, panelMinimum } = rules.evaluation
  const inSteps = (most: number, part: number): number =>
    Math.floor((most * part) / WHOLE_BASIS_POINTS / stepCentipoints) * stepCentipoints
  return {
    ...{ applicationId: idOf(trial), code: `P-${index + 1}`, title: trial, committee: null },
    admissible: !reasons.some(({ severity }) => severity === 'BLOCKING'),
    eligibleCostCents: application.totalCostCents,
    requestedGrantCents: application.requestedGrantCents,
    arrivedAt: new Date(ARRIVAL + index * 60_000).toISOString(),
    evaluations: Array.from({ length: panelMinimum }, (_, evaluator) => ({
      evaluator: `V${evaluator + 1}`,
      scores: criteria.map(({ id, maxCentipoints }, criterion) => ({
        criterionId: id,
        centipoints: inSteps(maxCentipoints, given(evaluator, criterion)),
      })),
    })),
  }
}

/** How many seats could still vote where a body of the committee takes part in an alliance: its own project, and another of the call. */
export interface TriedRoom {
  role: 'LEAD' | 'PARTNER' | 'ADHERENT'
  bodyId: BodyId
  own: number
  other: number
}

/** For each role the body of the committee that would leave the fewest seats (art. 5): as the call's breadth has it, with who holds the
 * seats today. Nobody has declared. */
export function triedRooms(
  committee: Pick<ConflictInput, 'seats' | 'offices' | 'links'>,
  rules: CallRules,
): TriedRoom[] {
  const roles: readonly TriedRoom['role'][] = ['LEAD', 'PARTNER', 'ADHERENT']
  return roles.flatMap((role) => {
    const rooms = committee.seats.map(({ bodyId }) =>
      roomWith({ ...committee, rules: rules.exclusions }, { role, bodyId }),
    )
    return rooms.toSorted((a, b) => a.own - b.own || a.other - b.other).slice(0, 1)
  })
}

function roomWith(
  committee: Omit<ConflictInput, 'applications'>,
  { role, bodyId }: Pick<TriedRoom, 'role' | 'bodyId'>,
): TriedRoom {
  const [own, other] = [idOf('IN_ORDER'), idOf('HIGHEST')]
  const { exclusions } = computeExclusions({
    ...committee,
    applications: [
      { id: own, partners: [{ bodyId, role, confirmed: true }] },
      { id: other, partners: [] },
    ],
  })
  const left = (id: ApplicationId): number => {
    const out = new Set(
      exclusions.filter((one) => one.applicationId === id).map((one) => one.personId as string),
    )
    return committee.seats.filter(({ holders }) => holders.some(({ personId }) => !out.has(personId))).length
  }
  return { role, bodyId, own: left(own), other: left(other) }
}
