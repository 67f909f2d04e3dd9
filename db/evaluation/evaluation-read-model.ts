import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { possibleEvaluators } from '../../domain/evaluation/possible-evaluators.ts'
import type { PanelFacts, PossibleEvaluator } from '../../domain/evaluation/possible-evaluators.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { readAdmitted } from './admitted.ts'
import type { SittingRules } from '../../domain/call/configuration.ts'
import { createDeliberations } from '../meeting/deliberation-store.ts'
import { createCallStore } from '../call/call-store.ts'
import { createConflictStore } from './conflict-store.ts'
import { lookAtPanelFacts } from './panel-facts.ts'
import { createRoundStore } from './round-store.ts'
import type { RoundStatus, ScoringStatus } from '../../domain/evaluation/lifecycle.ts'
import type { Scoring } from './scoring-store.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* What an excluded person is told: that it is so, and the tie with the own body (art. 5). */
interface OwnExclusion {
  callId: string
  callTitle: string
  reason: string
}

/* Which panels, with the committee of which day. */
interface PanelsAsked extends PageAsked {
  on: LocalDate
  text?: string | undefined
}

interface ExclusionsAsked extends PageAsked {
  text?: string | undefined
}

const OWN_EXCLUSIONS = `
select distinct e.call_id as "callId", c.title as "callTitle", e.own_reason as reason
  from own_exclusions() e join calls c on c.id = e.call_id where true`

interface PanelMember {
  personId: string
  displayName: string
  role: PossibleEvaluator['role']
  scoringId: string | null
  sheet: ScoringStatus | null
}

/* The panel of one application: `slack` is how many evaluators more than the call's minimum could evaluate it. */
interface PanelOverview {
  applicationId: string
  code: string
  title: string
  /** Seats that could vote on it in a meeting. */
  voters: number
  possible: number
  slack: number
  scored: number
  evaluators: PanelMember[]
  /** `afterRanking`: a conflict that came out too late to change the ranking. */
  excluded: { displayName: string; reason: string; afterRanking: boolean }[]
}

interface EvaluationOverview {
  callId: string
  minimum: number
  /** The call's rules for its meetings; of how many seats how many could vote on the ranking, foreseen from the closing on. */
  sitting: SittingRules & { seats: number; voters: number }
  declarations: { asked: number; declared: number; lapsed: number }
  round: { number: number; status: RoundStatus; dueAt: Date } | null
  panels: Page<PanelOverview>
}

/** The evaluation of a call: own exclusions for anybody, panels for process owner and chair; the wall hides the rest (art. 5). */
export function createEvaluationReadModel(asViewer: AsViewer) {
  return {
    /** A page of them, of the latest call first. */
    ownExclusions: (viewer: Viewer, { text, ...page }: ExclusionsAsked = {}): Promise<Page<OwnExclusion>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['own exclusions'],
            rows: OWN_EXCLUSIONS,
            values: {},
            filters: { text: [contains('c.title', 'e.own_reason'), text] },
            order: { '"callId"': 'text', reason: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),

    /** True for whoever may know the reasons of the exclusions: process owner and chair. */
    mayOverview: (viewer: Viewer): Promise<boolean> => asViewer(viewer, knowsReasons),

    /** Null for whoever may not know them. */
    overview: (viewer: Viewer, callId: string, asked: PanelsAsked): Promise<EvaluationOverview | null> =>
      asViewer(viewer, (tx) => readOverview(tx, callId, asked)),
  }
}

async function knowsReasons(tx: Knex): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { knows: boolean }[] }>('select knows_reasons() as knows', {})
  return rows[0]?.knows === true
}

/** Each panel shows all its evaluators, so that a page of them is shorter than of other lists. */
export const USUAL_PANELS = 10

async function readOverview(
  tx: Knex,
  callId: string,
  { on, ...asked }: PanelsAsked,
): Promise<EvaluationOverview | null> {
  const { knows, call, admitted, round } = await atOnce({
    knows: knowsReasons(tx),
    call: createCallStore(tx).find(callId),
    admitted: readAdmitted(tx, {
      ...{ ...asked, callId, limit: asked.limit ?? USUAL_PANELS, undecidedToo: true },
    }),
    round: createRoundStore(tx).lastRound(callId),
  })
  if (!knows || call === null) return null
  const { items, next } = admitted
  const { panelMinimum: minimum, sitting } = call.rules.evaluation
  const ids = items.map(({ id }) => id)
  const { facts, voters, exclusions } = await atOnce({
    facts: lookAtPanelFacts(tx, { callId, on, of: ids as ApplicationId[] }),
    voters: createDeliberations(tx).seatsWithVote({ callId, on, deputyFor: sitting.deputyFor, of: ids }),
    exclusions: createConflictStore(tx).exclusionsOf(callId, ids),
  })
  const counted = (status: string): number => facts.declarations.filter((one) => one.status === status).length
  const { length: seats } = facts.seats
  return {
    callId,
    minimum,
    declarations: {
      asked: facts.declarations.length,
      declared: counted('DECLARED'),
      lapsed: counted('LAPSED'),
    },
    sitting: { ...sitting, seats, voters: voters.get(null) ?? 0 },
    round: round && { number: round.number, status: round.status, dueAt: round.dueAt },
    panels: { items: await panelsOf(tx, { facts, minimum, voters, exclusions }, items), next },
  }
}

interface PanelsFacts {
  facts: PanelFacts & { sheets: Scoring[] }
  minimum: number
  voters: ReadonlyMap<string | null, number>
  exclusions: Awaited<ReturnType<ReturnType<typeof createConflictStore>['exclusionsOf']>>
}

async function panelsOf(
  tx: Knex,
  { facts, minimum, voters, exclusions: found }: PanelsFacts,
  applications: readonly { id: string; code: string; title: string }[],
): Promise<PanelOverview[]> {
  const exclusions = Map.groupBy(found, ofApplication)
  const scorings = Map.groupBy(facts.sheets, ofApplication)
  const panels = new Map(possibleEvaluators(facts).map((one) => [ofApplication(one), one.evaluators]))
  const named = [...panels.values(), ...applications.map(({ id }) => exclusions.get(id) ?? [])].flat()
  const names = await readNames(tx, named)
  return applications.map(({ id, code, title }) => {
    const evaluators = panels.get(id) ?? []
    const sheets = scorings.get(id) ?? []
    const kept = exclusions.get(id) ?? []
    return {
      applicationId: id,
      code,
      title,
      voters: voters.get(id) ?? 0,
      possible: evaluators.length,
      slack: evaluators.length - minimum,
      scored: sheets.filter((one) => one.status === 'SCORED').length,
      evaluators: evaluators.map((one) => toMember(one, sheets, names)),
      excluded: kept.map((one) => ({
        displayName: names.get(one.personId) ?? '',
        reason: one.fullReason,
        afterRanking: one.basis === 'AFTER_RANKING',
      })),
    }
  })
}

async function readNames(
  tx: Knex,
  people: readonly { personId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(people.map(({ personId }) => personId))]
  const found = await tx('persons').whereRaw('id = any(?)', [ids]).select('id', 'display_name')
  return new Map(found.map((person) => [person.id, person.display_name]))
}

const ofApplication = (one: { applicationId: string }): string => one.applicationId

function toMember(
  { personId, role }: PossibleEvaluator,
  sheets: readonly Scoring[],
  names: ReadonlyMap<string, string>,
): PanelMember {
  const sheet = sheets.find((one) => one.personId === personId)
  return {
    personId,
    displayName: names.get(personId) ?? '',
    role,
    scoringId: sheet?.id ?? null,
    sheet: sheet?.status ?? null,
  }
}
