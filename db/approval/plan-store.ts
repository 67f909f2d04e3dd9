import type { Knex } from 'knex'
import type { PlanStatus } from '../../domain/approval/lifecycle.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { applicationOf } from '../call/application-of.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { standingOf } from '../sql/published.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

/** One version of the territorial plan (art. 8); `endsOn` is the cycle's. */
export interface PlanVersion {
  id: string
  cycleId: string
  callId: string
  rankingId: string
  version: number
  status: PlanStatus
  alliancesCents: number
  systemActionsCents: number
  drawnUpAt: Date
  endsOn: LocalDate
}

/** A funded project of a plan version, as the plan's table shows it. */
export interface PlanProject {
  applicationId: string
  position: number
  code: string
  title: string
  area: string
  leadName: string
  leadTaxCode: string
  partners: number
  totalCostCents: number
  grantCents: number
  expected: { indicator: string; expected: number }[]
}

type PlanRow = Tables['plan_versions'] & Pick<Tables['cycles'], 'ends_on'>

const toPlan = (row: PlanRow): PlanVersion => ({
  id: row.id,
  cycleId: row.cycle_id,
  callId: row.call_id,
  rankingId: row.ranking_id,
  version: row.version,
  status: row.status,
  alliancesCents: row.alliances_cents,
  systemActionsCents: row.system_actions_cents,
  drawnUpAt: row.drawn_up_at,
  endsOn: row.ends_on,
})

const projectsOfPlan = `
select p.application_id as "applicationId", p.position, a.code, a.title, a.area, b.name as "leadName", b.tax_code as "leadTaxCode",
       (select count(*)::int from partner_standings m where m.application_id = a.id and m.role <> 'LEAD' and not m.dropped) as partners,
       coalesce((select sum(r.cost_cents)::bigint from standing_reshaped_lines r where r.application_id = a.id), a.total_cost_cents) as "totalCostCents",
       p.grant_cents as "grantCents",
       coalesce((select jsonb_agg(jsonb_build_object('indicator', e.indicator, 'expected', e.expected) order by e.indicator)
                   from expected_results e where e.application_id = a.id), '[]') as expected
  from plan_projects p ${applicationOf('p.application_id')} join bodies b on b.id = a.lead_body_id
 where p.plan_version_id = :id`

const versionsOfCycle = `
select v.*, c.ends_on, (select count(*)::int from plan_projects p where p.plan_version_id = v.id) as projects
  from plan_versions v join cycles c on c.id = v.cycle_id where v.cycle_id = :cycleId`

/** Plan versions and the projects they fund. */
export function createPlanStore(tx: Knex) {
  const plans = movesOf(tx, 'plan_versions')
  return {
    ...createPlanReads(tx),

    /** Draws up a plan version of a ranking with the projects it funds; the same again changes nothing. */
    async drawUp(plan: Omit<PlanVersion, 'version' | 'status' | 'endsOn'>): Promise<void> {
      await tx('plan_versions')
        .insert({
          id: plan.id,
          cycle_id: plan.cycleId,
          call_id: plan.callId,
          ranking_id: plan.rankingId,
          version: await nextVersion(tx, plan.cycleId),
          ...plans.begin('drawUp'),
          alliances_cents: plan.alliancesCents,
          system_actions_cents: plan.systemActionsCents,
          drawn_up_at: plan.drawnUpAt,
        })
        .onConflict('id')
        .ignore()
      await tx.raw(
        `insert into plan_projects (plan_version_id, application_id, position, grant_cents)
         select ?, e.application_id, e.position, coalesce(g.grant_cents, e.grant_cents)
           from ranking_entries e ${standingOf('e')} g on true
          where e.ranking_id = ? and coalesce(g.grant_cents, e.grant_cents) > 0
         on conflict do nothing`,
        [plan.id, plan.rankingId],
      )
    },

    /** False when the version is not where the step begins: it was done before. */
    move: (id: string, action: 'adopt' | 'send' | 'withdraw') => plans.move(action, { id }),

    /** Puts a sent version in force, in the place of the one before; once. */
    async validate(id: string): Promise<void> {
      const sent = tx('plan_versions').where({ id, status: 'SENT' }).select('cycle_id')
      await plans.moveAll('supersede', (query) => void query.whereIn('cycle_id', sent))
      await plans.move('validate', { id })
    },
  }
}

async function nextVersion(tx: Knex, cycleId: string): Promise<number> {
  const last = await tx('plan_versions')
    .where({ cycle_id: cycleId })
    .max<{ max: number | null }>({ max: 'version' })
    .first()
  return (last?.max ?? 0) + 1
}

function createPlanReads(tx: Knex) {
  const find = async (id: string): Promise<PlanVersion | null> => {
    const row = await tx('plan_versions')
      .join('cycles', 'cycles.id', 'plan_versions.cycle_id')
      .where('plan_versions.id', id)
      .first<PlanRow | undefined>('plan_versions.*', 'cycles.ends_on')
    return row ? toPlan(row) : null
  }
  return {
    find,

    /** A plan version that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<PlanVersion> {
      const plan = await find(id)
      if (plan === null) throw new Error(`no plan version ${id}`)
      return plan
    },

    /** The newest version that rests on a ranking; null while there is none. */
    async latestOn(rankingId: string): Promise<PlanVersion | null> {
      const row = await tx('plan_versions')
        .where({ ranking_id: rankingId })
        .orderBy('version', 'desc')
        .first<{ id: string } | undefined>('id')
      return row ? find(row.id) : null
    },

    /** The proposals of acts on the versions of a call that were taken back. */
    withdrawnActsOf: (callId: string): Promise<string[]> =>
      tx('plan_versions as v')
        .join('act_proposals as p', 'p.subject_id', 'v.id')
        .where({ 'v.call_id': callId, 'v.status': 'WITHDRAWN', 'p.kind': 'PLAN_APPROVAL' })
        .pluck('p.id'),

    async projects(id: string): Promise<PlanProject[]> {
      const result = await tx.raw<{ rows: PlanProject[] }>(`${projectsOfPlan} order by p.position`, { id })
      return result.rows
    },

    /** A page of a cycle's versions, with how many projects each funds. */
    async ofCycle(
      cycleId: string,
      { status, ...page }: PageAsked & { status?: PlanStatus | undefined },
    ): Promise<Page<PlanVersion & { projects: number }>> {
      const { items, next } = await readPage<PlanRow & { projects: number }>(
        tx,
        {
          about: ['plans', cycleId],
          rows: versionsOfCycle,
          values: { cycleId },
          filters: { status: ['v.status = :status', status] },
          order: { version: 'number' },
        },
        page,
      )
      return { items: items.map((row) => ({ ...toPlan(row), projects: row.projects })), next }
    },

    /** A page of the projects that a version funds, by position. */
    pageOfProjects: (
      id: string,
      { text, ...page }: PageAsked & { text?: string | undefined },
    ): Promise<Page<PlanProject>> =>
      readPage(
        tx,
        {
          about: ['plan projects', id],
          rows: projectsOfPlan,
          values: { id },
          filters: { text: [contains('a.code', 'a.title', 'b.name'), text] },
          order: { position: 'number' },
        },
        page,
      ),
  }
}
