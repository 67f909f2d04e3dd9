import type { Viewer } from '../../db/platform/viewer.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { JobOutcome } from '../../db/platform/job-ledger.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { checkPanels } from '../../workers/evaluation/check-panels.ts'
import { closeDeclarations } from '../../workers/evaluation/close-declarations.ts'
import { excludeConflictedMembers } from '../../workers/evaluation/exclude-conflicted-members.ts'
import { requestScorings } from '../../workers/evaluation/request-scorings.ts'
import { createCallScenario } from './call-scenario.ts'
import { viewing } from '../../db/platform/viewer.ts'
import type { TestDatabase } from './database.ts'

type Outcome = 'EXCLUDED' | 'NOT_EXCLUDED'

export interface Conflict {
  applicationId: string
  reason: string
  explanation: string
}

/** What a step told the process. Throws when it told a business error. */
export function told(outcome: JobOutcome): Record<string, unknown> {
  if (!('variables' in outcome)) throw new Error(JSON.stringify(outcome))
  return outcome.variables
}

/** The demo call closed, its first seven applications admitted and the eighth not: evaluation begins here. */
export async function createEvaluationScenario(database: TestDatabase) {
  const scenario = await createCallScenario(database)
  const { steps, cycleId } = scenario
  const call = await scenario.openCall()
  const applicationIds = await scenario.closeCallWithAll(call.id)
  await beginReviews(database, cycleId, applicationIds)
  await decideAdmissibility(database, applicationIds)
  const scope = { cycleId, callId: call.id }
  const person = (code: string) => steps.actor(demoPersonId(code))

  const declare = async (personId: string, conflicts: Conflict[] = []) => {
    const declarations = await database.stores.evaluation.declarationsOf(call.id)
    const own = declarations.find((one) => one.personId === personId)
    if (own === undefined) throw new Error(`no declaration is asked of ${personId}`)
    const item = await steps.open('Task_DeclareConflicts', { cycleId, declarationId: own.id }, personId)
    const outcome = conflicts.length > 0 ? 'SOME' : 'NONE'
    const input = { outcome, confirmed: true, ...(conflicts.length > 0 ? { conflicts } : {}) }
    return steps.complete(await steps.actor(personId, 'COMMITTEE_MEMBER'), item, input)
  }

  const openScoring = ({ id, personId, applicationId }: Scoring) =>
    steps.open('Task_ScoreApplication', { cycleId, scoringId: id, applicationId }, personId)

  return {
    ...scenario,
    ...scope,
    scope,
    applicationIds,
    person,
    declare,
    openScoring,

    /** Somebody of the office who is process owner too, and is excluded from one application only. */
    async partlyExcludedOwner(applicationId: string): Promise<Actor> {
      const personId = demoPersonId('FINANCE_2')
      await steps.hold(personId, { role: 'PROCESS_OWNER' })
      await database.knex('exclusions').insert({
        ...{ call_id: call.id, application_id: applicationId, cause_application_id: applicationId },
        ...{ person_id: personId, basis: 'PARTNER_OWN', source: 'COMPUTED', path: '[]' },
        ...{ full_reason: 'Partner.', own_reason: 'Partner.', excluded_at: database.clock.now() },
      })
      return steps.actor(personId, 'PROCESS_OWNER')
    },

    exclude: async () => told(await steps.job(excludeConflictedMembers, scope)),

    /** Everybody asked declares to have no conflict, but for those named; then the declarations are closed. */
    async declareAll(but: Record<string, Conflict[] | 'SILENT'> = {}) {
      const special = new Map(Object.entries(but).map(([code, what]) => [demoPersonId(code), what]))
      for (const { personId } of await database.stores.evaluation.declarationsOf(call.id)) {
        const what = special.get(personId) ?? []
        if (what !== 'SILENT') await declare(personId, what)
      }
      return told(await steps.job(closeDeclarations, scope))
    },

    /** Somebody decides every declared conflict in the same way, or each as its declaration wants. */
    async decideConflicts(outcome: Outcome | ((declarationId: string) => Outcome), code = 'PROCESS_OWNER') {
      const item = await steps.open('Task_DecideDeclaredConflicts', scope)
      const actor = await person(code)
      const { data } = await steps.load(actor, item)
      const asked = data['decisions'] as { declarationId: string; applicationId: string }[]
      const decisions = asked.map(({ declarationId, applicationId }) => ({
        ...{ declarationId, applicationId },
        decision: typeof outcome === 'string' ? outcome : outcome(declarationId),
        decisionReason: 'Valutata la dichiarazione.',
      }))
      return steps.complete(actor, item, { decisions })
    },

    /** Checks the panels and asks for the sheets of the next round; returns its id. */
    async openRound(): Promise<string> {
      const checked = told(await steps.job(checkPanels, scope))
      const scoringRoundId = String(checked['scoringRoundId'])
      await steps.job(requestScorings, { ...scope, scoringRoundId })
      return scoringRoundId
    },

    openSheets: async (): Promise<Scoring[]> =>
      (await database.stores.evaluation.scoringsOf(call.id)).filter((one) => one.status === 'REQUESTED'),

    /** Scores a sheet with the same share (in hundredths) of the maximum of every criterion, or with given points. */
    async score(sheet: Scoring, points: number | Record<string, number>, itemId?: string) {
      const item = itemId ?? (await openScoring(sheet))
      const { rules } = await database.stores.calls.get(call.id)
      const scores = rules.evaluation.criteria.map(({ id, maxCentipoints }) => ({
        criterionId: id,
        points:
          typeof points === 'number' ? Math.round((maxCentipoints * points) / 5000) / 2 : (points[id] ?? 0),
        reason: 'Motivazione del punteggio.',
      }))
      return steps.complete(await steps.actor(sheet.personId), item, { scores })
    },

    messages: (name: string) =>
      database
        .knex('outbox')
        .where({ kind: 'PUBLISH_MESSAGE' })
        .whereRaw(`payload ->> 'name' = ?`, [name])
        .select<{ stream: string }[]>('stream'),
  }
}
export type EvaluationScenario = Awaited<ReturnType<typeof createEvaluationScenario>>

/** The key of the process that reviews the application of that place. */
export const reviewKeyOf = (index: number): string => String(5000 + index)

async function beginReviews({ knex }: TestDatabase, cycleId: string, ids: readonly string[]): Promise<void> {
  const here = { engine_id: 'test-engine', process_id: 'application-review', cycle_id: cycleId }
  await knex('engine_identity').insert({ engine: 'embedded', engine_id: here.engine_id })
  await knex('process_instances').insert(
    ids.map((id, index) => ({ ...here, process_instance_key: reviewKeyOf(index), application_id: id })),
  )
}

/** What the officer tells the committee of each application that is admitted. */
export const COMMITTEE_NOTE = 'Da leggere: il piano dei costi del secondo anno.'

async function decideAdmissibility({ stores, clock }: TestDatabase, ids: readonly string[]): Promise<void> {
  const decidedBy: PersonId = asId(demoPersonId('CASE_OFFICER_1'))
  for (const [index, id] of ids.entries()) {
    const outcome = index < 7 ? 'ADMITTED' : 'NOT_ADMITTED'
    const route = index < 7 ? 'PROPOSE_ADMISSION' : 'PROPOSE_EXCLUSION'
    const reasons = index < 7 ? 'Completa.' : 'Partenariato con meno di quattro enti.'
    await stores.applications.decide(id, outcome)
    await stores.admissibility.putDecision(id, {
      ...{ outcome, reasons, route, decidedBy, decidedAt: clock.now() },
      ...{ lateAnswer: null, observationsReply: null },
      committeeNote: index < 7 ? COMMITTEE_NOTE : null,
    })
  }
}

/** The scores of each application with its sheets, as far as the viewer is shown them now. */
export async function readSheets(
  { reads, clock }: TestDatabase,
  applicationIds: readonly string[],
  viewer: Viewer,
) {
  const shown = []
  for (const id of applicationIds) {
    const asked = { applicationId: id, now: clock.now(), others: 'OPEN' as const }
    shown.push(await reads.rankings.sheets(viewer, asked))
  }
  return shown.filter((one) => one !== null)
}

/** The first meeting of a cycle as somebody is shown it, in the list and alone, with its agenda. */
export async function readMeeting({ reads: { meetings } }: TestDatabase, cycleId: string, viewer: Viewer) {
  const [listed] = (await meetings.ofCycle(viewer, cycleId)).items
  const alone = await meetings.find(viewer, listed?.id ?? '')
  const { items } = await meetings.agenda(viewer, listed?.id ?? '')
  return { approved: [listed?.approved, alone?.approved], items }
}

/* Projects are public, what one is kept from one is told (art. 5); of the last a reader has nothing. */
const NOT_WALLED = new Set(['projects', 'own_conflicts', 'conflict_ties', 'closing_conflicts'])

/** How many rows somebody reads of an application in SQL, by table and view behind the wall. */
export async function walledRows(
  { knex, readers }: TestDatabase,
  applicationId: string,
  viewer: Viewer,
): Promise<Record<string, number>> {
  const tables = await knex('information_schema.columns')
    .where({ table_schema: 'public', column_name: 'application_id' })
    .pluck<string[]>('table_name')
  const sheets = await knex('scorings').where('application_id', applicationId).pluck('id')
  const items = await knex('agenda_items').where('application_id', applicationId).pluck('id')
  return viewing({ readers })(viewer, async (tx) => {
    const counts: Record<string, number> = {}
    for (const table of tables.filter((one) => !NOT_WALLED.has(one)))
      counts[table] = (await tx(table).where('application_id', applicationId)).length
    counts['scores'] = (await tx('scores').whereIn('scoring_id', sheets)).length
    counts['votes'] = (await tx('votes').whereIn('agenda_item_id', items)).length
    counts['decisions'] = (await tx('decisions').whereIn('agenda_item_id', items)).length
    return counts
  })
}
