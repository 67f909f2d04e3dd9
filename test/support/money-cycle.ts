import { splitByWeights } from '../../domain/shared/money.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import type { TestDatabase } from './database.ts'

export const TRANCHES = ['A', 'B', 'C'] as const
const at = new Date('2027-07-01T09:00:00Z')

/** A cycle with its allocation and projects with their tranches, as rows alone: nothing is committed. */
export async function openMoneyCycle(
  database: TestDatabase,
  { allocations, grants }: { allocations: { year: number; amountCents: number }[]; grants: number[] },
) {
  const cycleId = newId<string>()
  const [processOwnerId = ''] = await database.knex('persons').limit(1).pluck<string[]>('id')
  const [payeeId = ''] = await database.knex('bodies').limit(1).pluck<string[]>('id')
  await database.stores.cycles.open(
    {
      ...{ id: cycleId, code: cycleId, title: 'Denaro', guidelinesAct: 'DGR 1', processOwnerId },
      ...{ guidanceDueOn: '2027-02-01', endsOn: '2029-12-31', openedAt: at },
    },
    allocations,
  )
  const projects = grants.map((grantCents) => ({ id: newId<string>(), grantCents }))
  await database.arrange(async (tx) => {
    await tx('applications').insert(
      projects.map(({ id }) => ({
        ...{ id, call_id: cycleId, title: id, area: '', summary: '', lead_body_id: payeeId },
        ...{ total_cost_cents: 0, requested_cents: 0, content: '{}', content_sha256: '' },
        ...{ status: 'DRAFT', submitted_by: processOwnerId, drafted_at: at },
      })),
    )
    await tx('projects').insert(
      projects.map(({ id, grantCents }) => ({
        ...{ id, cycle_id: cycleId, application_id: id, plan_version_id: cycleId, code: id },
        ...{ status: 'APPROVED', grant_cents: grantCents, cost_cents: grantCents, ends_on: '2029-12-31' },
      })),
    )
    await tx('project_balances').insert(
      projects.map(({ id, grantCents }) => ({ project_id: id, grant_cents: grantCents })),
    )
    await tx('project_tranches').insert(
      projects.flatMap(({ id, grantCents }) =>
        tranchesOf(grantCents).map((amount, index) => ({
          ...{ project_id: id, id: TRANCHES[index], position: index + 1, label: `${index}` },
          amount_cents: amount,
        })),
      ),
    )
  })
  return { cycleId, payeeId, projectIds: projects.map(({ id }) => id) }
}

/** The tranches of a grant here, in cents. */
export const tranchesOf = (grantCents: number): number[] =>
  splitByWeights(
    grantCents,
    TRANCHES.map(() => 1),
  )

/** Records the number of a commitment, or takes it away, whatever the project waits for. */
export const arrangeCommitment = (database: TestDatabase, projectId: string, number: string | null) =>
  database.arrange((tx) => tx('projects').where({ id: projectId }).update({ commitment_number: number }))

/** Puts a payment in a state with all that the state asks for, whatever came before. */
export const arrangePayment = (database: TestDatabase, id: string, status: PaymentStatus) => {
  const ended = status === 'REFUSED' || status === 'REVERSED'
  const mandate = status === 'PAID' || status === 'REVERSED'
  return database.arrange((tx) =>
    tx('payments')
      .where({ id })
      .update({
        ...{ status, iban: 'IT', declarations: '{}', requested_by: 'z', requested_at: at },
        ...{
          ...{ office_approved_sha256: 'x', finance_approved_sha256: 'x' },
          office_approved_by: 'x',
          office_approved_at: at,
          finance_approved_by: 'y',
          finance_approved_at: at,
        },
        ...{ mandate_number: mandate ? '1' : null, paid_on: mandate ? '2027-07-01' : null },
        ...{ ended_at: ended ? at : null, ended_reason: ended ? 'x' : null },
      }),
  )
}
