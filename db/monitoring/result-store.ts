import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { ProjectStatus } from '../../domain/alliance/lifecycle.ts'
import { applicationOf } from '../call/application-of.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/** A project at the end of the cycle: money in cents, results as integers of each indicator's unit. */
export interface ProjectReturn {
  projectId: string
  code: string
  title: string
  status: string
  leadName: string
  leadTaxCode: string
  grantCents: number
  admittedCents: number
  paidCents: number
  startedOn: LocalDate | null
  results: { indicator: string; expected: number; achieved: number | null; note: string | null }[]
}

export interface ReturnsAsked extends PageAsked {
  status?: ProjectStatus | undefined
  text?: string | undefined
}

interface PromisedResults {
  code: string
  title: string
  callId: string
  expected: { indicator: string; expected: number }[]
}

export interface MoneyYear {
  year: number
  assignedCents: number
  receivedCents: number
  committedCents: number
  paidCents: number
}

export interface FinalReport {
  summary: string
  assessment: string
  committeeSeenOn: LocalDate | null
  writtenBy: string
  writtenAt: Date
}

/* A lead finds its few by its body; everybody else reads a page in order. */
const returnsOfCycle = (led: boolean): string => `
select p.id as "projectId", p.code, a.title, p.status, b.name as "leadName", b.tax_code as "leadTaxCode",
       p.grant_cents as "grantCents", p.started_on as "startedOn",
       coalesce((select sum(s.admitted_cents) from statements s where s.project_id = p.id), 0)::bigint as "admittedCents",
       coalesce((select sum(y.amount_cents) from payments y where y.project_id = p.id and y.status = 'PAID'), 0)::bigint as "paidCents",
       coalesce((select jsonb_agg(jsonb_build_object('indicator', t.indicator, 'expected', t.expected,
                                                     'achieved', t.achieved, 'note', t.note) order by t.indicator)
                   from (select coalesce(e.indicator, r.indicator) as indicator, coalesce(e.expected, 0) as expected, r.achieved, r.note
                           from (select * from expected_results where application_id = p.application_id) e
                           full join (select * from achieved_results where project_id = p.id) r using (indicator)) t), '[]') as results
  from projects p ${led ? 'join applications a on a.id = p.application_id' : applicationOf('p.application_id')} join bodies b on b.id = a.lead_body_id
 where p.cycle_id = :cycleId ${led ? 'and a.lead_body_id = acting_body()' : ''}`

const promisedByProject = `
select p.code, a.title, a.call_id as "callId",
       coalesce((select jsonb_agg(jsonb_build_object('indicator', e.indicator, 'expected', e.expected) order by e.indicator)
                   from expected_results e where e.application_id = a.id), '[]') as expected
  from projects p join applications a on a.id = p.application_id where p.id = ?`

const moneyByYear = `
select year, assigned_cents as "assignedCents", received_cents as "receivedCents", committed_cents as "committedCents", paid_cents as "paidCents"
  from book_years
 where cycle_id = :cycleId and (assigned_cents, received_cents, committed_cents, paid_cents) <> (0, 0, 0, 0) order by year`

/** What projects achieved, and the final report of a cycle (art. 6, 8, 10). */
export function createResultStore(tx: Knex) {
  return {
    ...createFinalReports(tx),

    async report(
      projectId: string,
      results: { indicator: string; achieved: number; note: string }[],
    ): Promise<void> {
      const rows = results.map(({ indicator, achieved, note }) => ({
        ...{ project_id: projectId, indicator, achieved, note },
      }))
      await insertRows(tx, { table: 'achieved_results', rows })
    },

    async isReported(projectId: string): Promise<boolean> {
      return (await tx('achieved_results').where({ project_id: projectId }).first('project_id')) !== undefined
    },

    /** What a project promised, and the call whose indicators it answers. Throws Error (a bug) without such a project. */
    async promised(projectId: string): Promise<PromisedResults> {
      const result = await tx.raw<{ rows: PromisedResults[] }>(promisedByProject, [projectId])
      const promised = result.rows[0]
      if (promised === undefined) throw new Error(`no project ${projectId}`)
      return promised
    },

    async projectReturns(cycleId: string): Promise<ProjectReturn[]> {
      const sql = `${returnsOfCycle(false)} order by p.code`
      return (await tx.raw<{ rows: ProjectReturn[] }>(sql, { cycleId })).rows
    },

    /** A page of them, or of those that the viewer's body leads. */
    pageOfReturns: (
      cycleId: string,
      { led, status, text, ...page }: ReturnsAsked & { led: boolean },
    ): Promise<Page<ProjectReturn>> =>
      readPage(
        tx,
        {
          about: ['project returns', cycleId],
          rows: returnsOfCycle(led),
          values: { cycleId },
          filters: {
            status: ['p.status = :status', status],
            text: [contains('p.code', 'a.title', 'b.name'), text],
          },
          order: { code: 'text' },
        },
        page,
      ),

    async moneyYears(cycleId: string): Promise<MoneyYear[]> {
      return (await tx.raw<{ rows: MoneyYear[] }>(moneyByYear, { cycleId })).rows
    },
  }
}

function createFinalReports(tx: Knex) {
  return {
    async saveFinalReport(cycleId: string, report: FinalReport): Promise<void> {
      await tx('final_reports').insert({
        cycle_id: cycleId,
        text: report.summary,
        assessment: report.assessment,
        committee_seen_on: report.committeeSeenOn,
        written_by: report.writtenBy,
        written_at: report.writtenAt,
      })
    },

    async finalReport(cycleId: string): Promise<FinalReport | null> {
      const row = await tx('final_reports')
        .where({ cycle_id: cycleId })
        .first<Record<string, unknown> | undefined>()
      if (!row) return null
      return {
        summary: row['text'] as string,
        assessment: row['assessment'] as string,
        committeeSeenOn: row['committee_seen_on'] as LocalDate | null,
        writtenBy: row['written_by'] as string,
        writtenAt: row['written_at'] as Date,
      }
    },
  }
}
