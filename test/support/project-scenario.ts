import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { localDate, localDateSchema } from '../../domain/shared/local-date.ts'
import { derivedId, newId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { attachWorkItemFile } from '../../use-cases/cycle/attach-work-item-file.ts'
import { prepareGrantAct } from '../../workers/alliance/prepare-grant-act.ts'
import { startProject } from '../../workers/alliance/start-project.ts'
import { startProjects } from '../../workers/cycle/start-projects.ts'
import { inventedCup } from '../cycle/invented-codes.ts'
import { putVotedRanking } from './voted-ranking.ts'
import { createCallScenario } from './call-scenario.ts'
import type { TestDatabase } from './database.ts'
import { createPaymentSteps, createStatementSteps, finishing, number, TODAY } from './money-steps.ts'
import type { Parts } from './money-steps.ts'
import { adoptedAct } from './ranked-call.ts'

/** Grants of the first four demo applications, in cents; the fourth leads with a private body. */
const GRANTS = [12_950_000, 11_200_000, 10_500_000, 9_100_000]
const APPROVED_ON = localDateSchema.parse('2027-01-20')

/** The demo call, changed in some part, ranked, approved by the Region and started: four projects, and the means to play their
 * money. */
export async function createProjectScenario(database: TestDatabase, change: Partial<CallConfiguration> = {}) {
  const scenario = await createCallScenario(database)
  const { steps, cycleId } = scenario
  const call = await scenario.openCall(change)
  const applicationIds = (await scenario.closeCallWithAll(call.id)).slice(0, GRANTS.length)
  const planVersionId = await approvePlan(database, { cycleId, callId: call.id, applicationIds })
  database.setNow(`${TODAY}T09:00:00Z`)
  await steps.job(startProjects, { cycleId, planVersionId })
  const projectIds = applicationIds.map((id) => derivedId<string>('project', planVersionId, id))
  const person = (code: string, role?: Role) => steps.actor(demoPersonId(code), role)
  const leadOf = async (projectId: string) => {
    const { leadBodyId } = await database.stores.projects.get(projectId)
    const [lead] = await database.stores.network.personsWithRole(
      'ALLIANCE_LEAD',
      localDate(TODAY),
      leadBodyId,
    )
    return steps.actor(lead?.id ?? '')
  }
  return {
    ...scenario,
    ...{ call, planVersionId, projectIds, person, leadOf },
    projectId: projectIds[0] ?? '',
    ...createProjectSteps(database, { steps, cycleId, leadOf }),
    ...createPaymentSteps(database, { steps, cycleId, person, leadOf }),
    ...createStatementSteps(database, { steps, cycleId, person, leadOf }),
  }
}
type ChargedYear = { year: number; amount: string }
export type ProjectScenario = Awaited<ReturnType<typeof createProjectScenario>>

async function approvePlan(
  database: TestDatabase,
  { cycleId, callId, applicationIds }: { cycleId: string; callId: string; applicationIds: string[] },
): Promise<string> {
  const { knex, arrange, stores } = database
  const at = database.clock.now()
  await arrange((tx) => tx('applications').whereIn('id', applicationIds).update({ status: 'ADMITTED' }))
  await stores.calls.publishOutcome(callId, at)
  const meetingId = newId<string>()
  await stores.meetings.schedule({
    ...{ id: meetingId, cycleId, stage: 'EVALUATION', subjectId: callId },
    items: [{ title: 'Graduatoria', kind: 'RANKING' }],
  })
  const rankingId = derivedId<string>('test-ranking', callId)
  await putVotedRanking(database, { id: rankingId, callId, meetingId, at })
  await stores.evaluation.adoptRanking(rankingId)
  for (const [index, applicationId] of applicationIds.entries())
    await knex('ranking_entries').insert({
      ...{ ranking_id: rankingId, application_id: applicationId, position: index + 1 },
      ...{
        numerator: '7500',
        denominator: '1',
        points: '75.00',
        outcome: 'FUNDED',
        grant_cents: GRANTS[index],
      },
    })
  const planVersionId = newId<string>()
  await stores.plans.drawUp({
    ...{
      id: planVersionId,
      cycleId,
      callId,
      rankingId,
      alliancesCents: 53_000_000,
      systemActionsCents: 0,
      drawnUpAt: at,
    },
  })
  await arrange((tx) => tx('plan_versions').where({ id: planVersionId }).update({ status: 'VALIDATED' }))
  await adoptedAct(database, { cycleId, kind: 'PLAN_APPROVAL', subjectId: planVersionId, number: '3' })
  await knex('act_proposals').where({ kind: 'CALL_NOTICE' }).delete()
  await adoptedAct(database, { cycleId, kind: 'CALL_NOTICE', subjectId: callId, number: '4' })
  const submissionId = newId<string>()
  await stores.submissions.prepare({ id: submissionId, cycleId, kind: 'PLAN', subjectId: planVersionId })
  const outcome = { outcome: 'VALIDATED' as const, protocol: 'M1.2027.001', decidedOn: APPROVED_ON }
  await stores.outcomes.record(submissionId, { ...outcome, recordedAt: at }, 'take')
  await stores.submissions.markAnswered(submissionId, at)
  return planVersionId
}

function createProjectSteps(database: TestDatabase, { steps, cycleId, leadOf }: Parts) {
  const finish = finishing(steps)
  const attachAgreement = async (projectId: string, itemId: string) => {
    const stored = await database.files.put(Buffer.from(`%PDF-1.7 accordo ${projectId}`))
    const file = { ...stored, fileName: 'accordo.pdf', mediaType: 'application/pdf', content: 'pdf' as const }
    await database.run(await leadOf(projectId), attachWorkItemFile, {
      ...{
        id: itemId,
        kind: 'SIGNED_AGREEMENT',
        file: { ...file, enclosed: null, signs: [], signature: 'NONE' as const },
      },
    })
  }
  const agree = async (projectId: string, change: Record<string, unknown> = {}) => {
    const { applicationId } = await database.stores.projects.get(projectId)
    const alliance = await database.stores.applications.partnersOf(applicationId)
    const signers = alliance.filter((one) => one.role !== 'ADHERENT').map((one) => one.bodyId)
    const item = await steps.open('Task_RecordAgreement', { cycleId, projectId })
    await attachAgreement(projectId, item)
    const input = { signedOn: '2027-06-01', startsOn: TODAY, signers, ...change }
    return finish(await leadOf(projectId), item, input)
  }
  const grant = async (projectId: string) => {
    await steps.job(prepareGrantAct, { cycleId, projectId })
    await adoptedAct(database, { cycleId, kind: 'GRANT', subjectId: projectId, number: number(projectId) })
  }
  const commit = async (projectId: string, change: { years?: ChargedYear[] } = {}) => {
    const item = await steps.open('Task_RecordCommitment', { cycleId, projectId })
    const finance = await steps.actor(demoPersonId('FINANCE_1'))
    const { years } = (await steps.load(finance, item)).data as { years: ChargedYear[] }
    return finish(finance, item, {
      ...{ number: `${number(projectId)}/2027`, committedOn: TODAY, ...change },
      years: (change.years ?? years).map(({ year, amount }) => ({ year, amount })),
    })
  }
  const recordCup = async (projectId: string, cup: string) => {
    const item = await steps.open('Task_RecordCup', { cycleId, projectId })
    return finish(await steps.actor(demoPersonId('CASE_OFFICER_1')), item, { cup })
  }
  return {
    ...{ agree, recordCup, grant, commit },
    start: (projectId: string) => steps.job(startProject, { cycleId, projectId }),

    /** Brings a project to its start: agreement, CUP, effective grant, commitment. */
    async run(projectId: string): Promise<void> {
      await agree(projectId)
      await recordCup(projectId, inventedCup(Number(number(projectId))))
      await grant(projectId)
      await commit(projectId)
      await steps.job(startProject, { cycleId, projectId })
    },
  }
}
