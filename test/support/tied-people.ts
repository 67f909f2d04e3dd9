import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { Matter } from '../../domain/evaluation/may-act.ts'
import { asId, newId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { openStatement } from '../../workers/expenditure/open-statement.ts'
import type { TestDatabase } from './database.ts'
import { told } from './evaluation-scenario.ts'
import type { ProjectScenario } from './project-scenario.ts'

/** Who is tied how to the first application, each a person of its own; and which matters
 * that bars. */
export const TIES: Readonly<Record<string, { code: string; bars: readonly Matter[] }>> = {
  'no tie': { code: 'DEPUTY_CGIL', bars: [] },
  'the tie of the seat': { code: 'DEPUTY_CISL', bars: ['EVALUATION'] },
  'the tie of the seat, declared and upheld': { code: 'TITULAR_CGIL', bars: ['EVALUATION'] },
  'an own office in a body of it': { code: 'TITULAR_CISL', bars: ['EVALUATION', 'PROJECT'] },
  'an own office in a body of another, which leads': { code: 'DEPUTY_FORUM_FAMIGLIE', bars: ['EVALUATION'] },
  'a conflict declared and not decided': { code: 'DEPUTY_CCIAA', bars: ['EVALUATION', 'PROJECT'] },
  'a conflict that came out after the ranking': { code: 'FINANCE_1', bars: ['EVALUATION', 'PROJECT'] },
  'a conflict that was waived': { code: 'FINANCE_2', bars: [] },
}
const OFFICES: readonly Role[] = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE']

interface World {
  database: TestDatabase
  scenario: ProjectScenario
}

/** The person of a tie. */
export const personOf = (tie: string): PersonId => demoPersonId(TIES[tie]!.code)

/** Gives everybody of `TIES` the tie, and every function in which one decides; starts the first project, and returns the ids of
 * what is decided of it, by the names that processes give them. */
export async function tiedPeople(
  database: TestDatabase,
  scenario: ProjectScenario,
): Promise<Record<string, string>> {
  await scenario.receive(scenario.projectId, 9_065_000, 'REV-1')
  await scenario.run(scenario.projectId)
  const { applicationId, leadBodyId } = await database.stores.projects.get(scenario.projectId)
  for (const one of Object.keys(TIES)) {
    const held = await database.stores.network.functionsOf(personOf(one), database.today())
    for (const role of OFFICES.filter((office) => held.every(({ role: has }) => has !== office)))
      await scenario.steps.hold(personOf(one), { role })
    await scenario.steps.hold(personOf(one), { role: 'ALLIANCE_LEAD', bodyId: asId<BodyId>(leadBodyId) })
  }
  await tie({ database, scenario }, applicationId)
  return seedSubjects({ database, scenario }, applicationId)
}

async function tie({ database, scenario }: World, applicationId: string): Promise<void> {
  const callId = scenario.call.id
  const other = (await database.stores.applications.submittedOf(callId)).find(
    ({ id }) => id !== applicationId,
  )!
  const exclusion = {
    ...{ call_id: callId, application_id: applicationId, cause_application_id: applicationId, path: '[]' },
    ...{ full_reason: 'x', own_reason: 'x', excluded_at: database.clock.now() },
  }
  const start = (via: string) => JSON.stringify([{ bodyId: 'b', via }])
  await database.knex('exclusions').insert([
    {
      ...{ ...exclusion, person_id: personOf('the tie of the seat'), basis: 'LEAD_ALL', source: 'COMPUTED' },
      path: start('SEAT'),
    },
    {
      ...{ ...exclusion, person_id: personOf('an own office in a body of it'), basis: 'PARTNER_OWN' },
      ...{ source: 'COMPUTED', path: start('OFFICE') },
    },
    {
      ...{ ...exclusion, person_id: personOf('an own office in a body of another, which leads') },
      ...{ cause_application_id: other.id, basis: 'LEAD_ALL', source: 'COMPUTED', path: start('OFFICE') },
    },
    {
      ...{ ...exclusion, person_id: personOf('a conflict that came out after the ranking') },
      ...{ basis: 'AFTER_RANKING', source: 'DECLARED' },
    },
    {
      ...{ ...exclusion, person_id: personOf('the tie of the seat, declared and upheld') },
      ...{ basis: 'DECLARED', source: 'DECLARED' },
    },
  ])
  const seat = await database
    .knex('functions')
    .where({ person_id: demoPersonId('TITULAR_CGIL') })
    .whereNotNull('seat_id')
    .first('seat_id')
  for (const [of, reason, decision, seatId] of [
    ['the tie of the seat, declared and upheld', 'BODY_TIE', 'EXCLUDED', seat?.seat_id ?? null],
    ['a conflict declared and not decided', 'OWN_INTEREST', null, null],
    ['a conflict that was waived', 'OWN_INTEREST', 'NOT_EXCLUDED', null],
  ] as const) {
    const id = newId<string>()
    const asked = { id, call_id: callId, person_id: personOf(of), seat_id: seatId }
    await database.arrange((tx) => tx('conflict_declarations').insert({ ...asked, status: 'REQUESTED' }))
    await database.knex('conflict_declarations').where({ id }).update({ status: 'DECLARED' })
    const declared = { declaration_id: id, application_id: applicationId, reason, explanation: 'x' }
    await database.knex('declared_conflicts').insert({ ...declared, decision })
  }
}

/* One of everything that a task is about, on the first project. */
async function seedSubjects(
  { database, scenario }: World,
  applicationId: string,
): Promise<Record<string, string>> {
  const { knex } = database
  const { projectId, cycleId, planVersionId, call } = scenario
  const paymentId = String(told(await scenario.open(projectId, 'ANTICIPO'))['paymentId'])
  const opened = await scenario.steps.job(openStatement, { cycleId, projectId })
  const late = { call_id: call.id, application_id: applicationId, told_by: demoPersonId('PROCESS_OWNER') }
  await knex('late_conflicts').insert({
    ...{ ...late, id: 'late', person_id: demoPersonId('DEPUTY_ASSOLOMBARDA'), reason: 'EXPEDIENCY' },
    ...{ explanation: 'x', told_at: database.clock.now() },
  })
  const ranking = await knex('rankings')
    .where({ call_id: call.id, status: 'ADOPTED' })
    .first('id', 'meeting_id')
  const leadRequestId = newId<string>()
  await database.stores.leadRequests.ask({
    ...{ id: leadRequestId, applicationId, kind: 'CUT_GRANT', items: [], reasons: 'x' },
    rankingId: ranking!.id,
    ...{ askedAt: database.clock.now(), askedBy: null },
  })
  await knex('ranking_corrections').insert({
    ...{
      id: 'corrected',
      call_id: call.id,
      ranking_id: ranking!.id,
      status: 'PROPOSED',
      kind: 'RECTIFICATION',
    },
    ...{
      application_id: applicationId,
      datum: 'ELIGIBLE_COST',
      ranked_cost_cents: 2,
      eligible_cost_cents: 1,
    },
    ...{ rule: 'x', wrong: 'x', interest: 'x', heard_until: database.today() },
    ...{ proposed_by: demoPersonId('PROCESS_OWNER'), proposed_at: database.clock.now() },
  })
  const submission = await knex('submissions').where({ subject_id: planVersionId }).first('id')
  return {
    ...{ applicationId, projectId, paymentId, planVersionId, callId: call.id, cycleId },
    ...{
      statementId: String(told(opened)['statementId']),
      rankingId: ranking!.id,
      meetingId: ranking!.meeting_id!,
    },
    ...{ guidanceDocumentId: newId(), declarationId: newId(), submissionId: submission!.id },
    ...{ lateConflictId: 'late', leadRequestId },
    rankingCorrectionId: 'corrected',
    scoringId: await sheetOf(database, { applicationId, personId: demoPersonId('DEPUTY_ASSOLOMBARDA') }),
  }
}

async function sheetOf(
  database: TestDatabase,
  of: { applicationId: string; personId: string },
): Promise<string> {
  const { arrange, stores } = database
  const { callId } = await stores.applications.get(of.applicationId)
  const id = newId<string>()
  const at = database.clock.now()
  await arrange(async (tx) => {
    await tx('scoring_rounds').insert({ id: 'round', call_id: callId, number: 1, due_at: at, status: 'OPEN' })
    await tx('scorings').insert({
      ...{ id, round_id: 'round', call_id: callId, application_id: of.applicationId, person_id: of.personId },
      ...{ status: 'REQUESTED', requested_at: at },
    })
  })
  return id
}
