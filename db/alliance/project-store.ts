import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { ProjectStatus } from '../../domain/alliance/lifecycle.ts'
import type { Tranche } from '../../domain/disbursement/payments.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { violatedConstraint } from '../platform/errors.ts'
import { movesOf } from '../platform/moves.ts'
import { createAdhesionStore } from './adhesion-store.ts'

/** A project of the plan, run by its alliance (art. 9, 10); amounts in cents. */
export interface Project {
  id: string
  cycleId: string
  applicationId: string
  planVersionId: string
  code: string
  title: string
  callId: string
  leadBodyId: string
  status: ProjectStatus
  grantCents: number
  costCents: number
  agreementSignedOn: LocalDate | null
  agreementProtocol: string | null
  startsOn: LocalDate | null
  cup: string | null
  commitmentNumber: string | null
  commitmentOn: LocalDate | null
  startedOn: LocalDate | null
  endsOn: LocalDate
  closedAt: Date | null
}

const columns = {
  id: 'p.id',
  cycleId: 'p.cycle_id',
  applicationId: 'p.application_id',
  planVersionId: 'p.plan_version_id',
  code: 'p.code',
  title: 'a.title',
  callId: 'a.call_id',
  leadBodyId: 'a.lead_body_id',
  status: 'p.status',
  grantCents: 'p.grant_cents',
  costCents: 'p.cost_cents',
  agreementSignedOn: 'p.agreement_signed_on',
  agreementProtocol: 'p.agreement_protocol',
  startsOn: 'p.starts_on',
  cup: 'p.cup',
  commitmentNumber: 'p.commitment_number',
  commitmentOn: 'p.commitment_on',
  startedOn: 'p.started_on',
  endsOn: 'p.ends_on',
  closedAt: 'p.closed_at',
}

/* An application whose project came to nothing may be granted again. */
const isFree = ({ status, reservedCents }: { status: ProjectStatus; reservedCents: number }): boolean =>
  status === 'CLOSED' && reservedCents === 0

/** Projects of the plan: each step forward is conditional on the one before. */
export function createProjectStore(tx: Knex) {
  const read = () => tx('projects as p').join('applications as a', 'a.id', 'p.application_id').select(columns)
  const projects = movesOf(tx, 'projects')

  return {
    ...createAdhesionStore(tx),

    async find(id: string): Promise<Project | null> {
      return ((await read().where('p.id', id).first()) as Project | undefined) ?? null
    },

    /** A project that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<Project> {
      const project = (await read().where('p.id', id).first()) as Project | undefined
      if (project === undefined) throw new Error(`no project ${id}`)
      return project
    },

    ofCycle: async (cycleId: string): Promise<Project[]> =>
      read().where('p.cycle_id', cycleId).orderBy('p.code'),

    /** What a body was granted in all, over its projects of every cycle, in cents (D.Lgs. 159/2011 art. 91); one that was closed
     * and took nothing counts no more. */
    async grantedCentsOf(leadBodyId: string): Promise<number> {
      const [found] = await tx('projects')
        .join('applications', 'applications.id', 'projects.application_id')
        .join('project_balances', 'project_balances.project_id', 'projects.id')
        .where('applications.lead_body_id', leadBodyId)
        .whereRaw(`not (projects.status = 'CLOSED' and project_balances.reserved_cents = 0)`)
        .select<{ sum: number }[]>(tx.raw('coalesce(sum(projects.grant_cents), 0)::bigint as sum'))
      return found?.sum ?? 0
    },

    async countOpen(cycleId: string): Promise<number> {
      const [found] = await tx('projects')
        .where({ cycle_id: cycleId })
        .whereNot({ status: 'CLOSED' })
        .count<{ count: number }[]>()
      return found?.count ?? 0
    },

    /** Starts a project of the plan with its balance and tranches; false when it was started before, or the application has one that lives
     * or has taken money: a grant is paid once. The second of an application bears its number. Under the cycle's lock. */
    async start(project: {
      id: string
      cycleId: string
      applicationId: string
      planVersionId: string
      code: string
      grantCents: number
      costCents: number
      endsOn: LocalDate
      tranches: readonly Tranche[]
    }): Promise<boolean> {
      const { applicationId } = project
      const before = await tx('projects')
        .join('project_balances', 'project_balances.project_id', 'projects.id')
        .where({ application_id: applicationId })
        .select<{ id: string; status: ProjectStatus; reservedCents: number }[]>({
          ...{ id: 'projects.id', status: 'projects.status', reservedCents: 'reserved_cents' },
        })
      if (before.some((one) => one.id === project.id || !isFree(one))) return false
      await tx('projects').insert({
        id: project.id,
        cycle_id: project.cycleId,
        application_id: applicationId,
        plan_version_id: project.planVersionId,
        code: before.length === 0 ? project.code : `${project.code}-${before.length + 1}`,
        ...projects.begin('approve'),
        grant_cents: project.grantCents,
        cost_cents: project.costCents,
        ends_on: project.endsOn,
      })
      await tx('project_balances').insert({ project_id: project.id, grant_cents: project.grantCents })
      const tranches = project.tranches.map(({ id, label, limitCents }, index) => ({
        ...{ project_id: project.id, id, position: index + 1, label, amount_cents: limitCents },
      }))
      await insertRows(tx, { table: 'project_tranches', rows: tranches })
      return true
    },

    /** Throws MOVE_NOT_POSSIBLE when an agreement is there already. */
    recordAgreement: (
      id: string,
      agreement: {
        signedOn: LocalDate
        signedBy: string
        startsOn: LocalDate
        sha256: string
        protocol: string
      },
    ) =>
      projects.must('agree', id, {
        agreement_signed_on: agreement.signedOn,
        agreement_signed_by: agreement.signedBy,
        starts_on: agreement.startsOn,
        agreement_sha256: agreement.sha256,
        agreement_protocol: agreement.protocol,
      }),

    /** `TAKEN` when another project has that CUP; false when the project does not wait for one. */
    async recordCup(id: string, cup: string): Promise<boolean | 'TAKEN'> {
      try {
        return await projects.move('recordCup', { id, cup: null }, { cup })
      } catch (error) {
        if (violatedConstraint(error) === 'projects_cup_unique') return 'TAKEN'
        throw error
      }
    },

    /** Throws MOVE_NOT_POSSIBLE when the project does not wait for its commitment. */
    recordCommitment: (id: string, commitment: { number: string; on: LocalDate }) =>
      projects.must('commit', id, { commitment_number: commitment.number, commitment_on: commitment.on }),

    /** False when the project does not wait for its start. */
    begin: (id: string, startedOn: LocalDate) => projects.move('start', { id }, { started_on: startedOn }),

    /** False when the project is not running. */
    markReported: (id: string) => projects.move('report', { id }),

    /** False when it was closed before. */
    close: (id: string, at: Date) => projects.move('close', { id }, { closed_at: at }),
  }
}
