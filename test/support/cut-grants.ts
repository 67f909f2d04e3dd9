import { demoPersonId } from '../../app/demo/network-ids.ts'
import { applicationFile } from '../../domain/call/application.fixture.ts'
import { testConfiguration } from '../../domain/call/configuration.fixture.ts'
import type { CallConfiguration, CutGrantUnanswered } from '../../domain/call/configuration.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { testRankingRules } from '../../domain/evaluation/ranking.fixture.ts'
import { recordRequestReceived } from '../../use-cases/evaluation/record-request-received.ts'
import { askCutGrant } from '../../workers/evaluation/ask-cut-grant.ts'
import { beginAcceptanceTerm } from '../../workers/evaluation/begin-acceptance-term.ts'
import { settleCutGrant } from '../../workers/evaluation/settle-cut-grant.ts'
import type { TestDatabase } from './database.ts'
import { told } from './evaluation-scenario.ts'
import { rankedCall } from './ranked-call.ts'
import { createSteps } from './steps.ts'

const NOBODY = { personId: '', role: null, bodyId: null, seatId: null } as const
const ENTITLED = [4_000_000, 2_500_000, 3_000_000]

/** A published ranking of three: one funded, one whose grant the budget line cuts, one left without; and the steps by which their leads
 * are asked and answer. */
export async function createCutGrantScenario(database: TestDatabase) {
  database.setNow(new Date('2027-06-19T10:00:00Z'))
  const steps = createSteps(database)
  const { cycleId, callId, rankingId } = await rankedCall(database, steps)
  const officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
  const ids = await database
    .knex('ranking_entries')
    .where({ ranking_id: rankingId })
    .orderBy('position')
    .pluck('application_id')
  const seal = async (budgetLineCents: number): Promise<void> => {
    const entries = ids.map((applicationId, index) => ({
      ...{ applicationId, position: index + 1, entitledCents: ENTITLED[index] },
    }))
    const sealed = JSON.stringify({ entries, input: { rules: { ...testRankingRules, budgetLineCents } } })
    await database.arrange((tx) => tx('rankings').where({ id: rankingId }).update({ seal: sealed }))
  }
  await seal(6_000_000)
  await database.arrange((tx) =>
    tx('ranking_entries')
      .where({ ranking_id: rankingId, position: 2 })
      .update({ grant_cents: 2_000_000, outcome: 'PARTIALLY_FUNDED' }),
  )
  const configure = async (change: (configuration: CallConfiguration) => void): Promise<void> => {
    const configuration = testConfiguration()
    change(configuration)
    await database.arrange((tx) =>
      tx('calls')
        .where({ id: callId })
        .update({ configuration: JSON.stringify(configuration) }),
    )
  }
  const rows = async (table: string) =>
    (await database.knex(table).where({ ranking_id: rankingId }).orderBy('position')) as {
      application_id: string
      outcome: string
      grant_cents: number
    }[]
  const scope = { cycleId, callId }

  return {
    ...{ steps, cycleId, callId, rankingId, budget: seal },

    /** What the process is told when it asks. */
    async ask(): Promise<{ leadRequestId: string; grantCut: boolean; projectsToFund: boolean }> {
      return told(await steps.jobAgain(askCutGrant, scope)) as never
    },

    /** The mail is delivered: the term begins, and the lead has its task. */
    async deliver(leadRequestId: string): Promise<string> {
      await database.run(officer, recordRequestReceived, { leadRequestId })
      told(await steps.job(beginAcceptanceTerm, { cycleId, leadRequestId }))
      await steps.listen('Task_AcceptCutGrant', { cycleId, leadRequestId })
      const task = await database.knex('work_items').where({ subject_id: leadRequestId }).first('id')
      return task?.id ?? ''
    },

    answer: async (lead: 'ASSEMI' | 'SERCOP' | 'IPIS', task: string, answer: 'ACCEPTED' | 'DECLINED') =>
      steps.complete(await steps.actor(demoPersonId(`LEAD_${lead}`)), task, { answer }),

    /** The process goes on, after the answer or the term. */
    settle: async (leadRequestId: string) =>
      told(await steps.jobAgain(settleCutGrant, { ...scope, leadRequestId })),

    silenceMeans: (unanswered: CutGrantUnanswered): Promise<void> =>
      configure(({ evaluation }) => {
        evaluation.cutGrantUnanswered.value = unanswered
      }),

    /** The call lets a project be reshaped, and the one whose grant is cut has a budget: 60,000 in two lines, 40,000 asked. Gives its
     * id and the tax codes of its lead and its partner. */
    async reshapable(): Promise<{ applicationId: string; lead: string; partner: string }> {
      await configure(({ evaluation }) => {
        evaluation.reshapedCostMinBasisPoints.value = 5000
        evaluation.reshapedCofinancing.value = 'EVALUATED'
      })
      const [applicationId = '', lead, partner] = [ids[1], '03775430980', '02118311006']
      const presented = {
        ...applicationFile(),
        budgetLines: [
          { bodyTaxCode: lead, categoryId: 'STAFF', year: 2026, costCents: 3_000_000 },
          { bodyTaxCode: partner, categoryId: 'SERVICES', year: 2027, costCents: 3_000_000 },
        ],
        requestedGrantCents: 4_000_000,
        cofinancing: [{ bodyTaxCode: lead, kind: 'STAFF', amountCents: 2_000_000 }],
      }
      const [content, content_sha256] = [JSON.stringify(presented), hashOf(presented)]
      await database.arrange(async (tx) => {
        await tx('applications').where({ id: applicationId }).update({ content, content_sha256 })
        for (const [role, code] of [
          ['LEAD', lead],
          ['PARTNER', partner],
        ] as const) {
          const named = tx('application_partners').where({ application_id: applicationId, role })
          await named.update({ code })
        }
        await tx.raw(
          `insert into budget_lines (application_id, body_id, category, year, cost_cents)
           select p.application_id, p.body_id, case p.role when 'LEAD' then 'STAFF' else 'SERVICES' end, case p.role when 'LEAD' then 2026 else 2027 end, 3000000
             from application_partners p where p.application_id = ?`,
          [applicationId],
        )
      })
      return { applicationId, lead, partner }
    },

    /** The ranking as anybody reads it, and as it was sealed. */
    async shown(): Promise<string[]> {
      const ranking = await database.reads.rankings.ranking(NOBODY, callId)
      return (ranking?.rows.items ?? []).map((row) => `${row.code} ${row.outcome} ${row.grantCents}`)
    },
    sealed: async () =>
      (await rows('ranking_entries')).map((row, index) => `T-${index + 1} ${row.outcome} ${row.grant_cents}`),

    /** The grants of a plan drawn up now, in its order. */
    async planned(): Promise<number[]> {
      const plan = { cycleId, callId, rankingId, drawnUpAt: database.clock.now() }
      const amounts = { alliancesCents: 6_000_000, systemActionsCents: 0 }
      await database.stores.plans.drawUp({ id: 'plan', ...plan, ...amounts })
      return (await database.stores.plans.projects('plan')).map((project) => project.grantCents)
    },

    mailsOf: (leadRequestId: string) =>
      database.knex('outbox').whereRaw(`payload ->> 'beginsTermOf' = ?`, [leadRequestId]),

    /** Subjects of the mails on outcomes that changed. */
    async told(): Promise<string[]> {
      const mails = await database.knex('outbox').where({ kind: 'MAIL' }).orderBy('position')
      const subjects = mails.map(({ payload }) => (payload as { subject: string }).subject)
      return subjects.filter((subject) => subject.startsWith('Nuovo esito'))
    },
  }
}
export type CutGrantScenario = Awaited<ReturnType<typeof createCutGrantScenario>>
