import type { Knex } from 'knex'
import { settlementOf } from '../../domain/disbursement/payments.ts'
import { createCashStore } from '../disbursement/cash-store.ts'
import type { CashBalance, CashReceipt } from '../disbursement/cash-store.ts'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import { createProjectStore } from './project-store.ts'
import type { ProjectStatus } from '../../domain/alliance/lifecycle.ts'
import type { Project } from './project-store.ts'
import { createStatementStore } from '../expenditure/statement-store.ts'
import type { ExpenseStatement, Quota } from '../expenditure/statement-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* A line of a cycle's projects; amounts in cents. */
interface ProjectLine {
  id: string
  code: string
  title: string
  leadName: string
  status: ProjectStatus
  costCents: number
  grantCents: number
  admittedCents: number
  paidCents: number
}

interface PaymentLine {
  id: string
  trancheId: string
  /** The call's name of it. */
  tranche: string
  status: PaymentStatus
  amountCents: number
  withholdingCents: number
  iban: string | null
  mandateNumber: string | null
  paidOn: string | null
  isOrdered: boolean
}

interface MoneyEntry {
  kind: MoneyKind
  year: number
  /** None of the whole project's entries. */
  tranche: string | null
  amountCents: number
  at: Date
}

/* A project with its money; `recoveryCents` is what was paid beyond the grant that its admitted cost gives. */
interface ProjectDetail extends Project {
  leadName: string
  admittedCents: number
  paidCents: number
  recoveryCents: number
  payments: PaymentLine[]
  statements: (ExpenseStatement & {
    quotas: Quota[]
    transfers: { bodyName: string; amountCents: number }[]
  })[]
  entries: MoneyEntry[]
}

const seesAll = ({ role }: Viewer): boolean =>
  role === 'PROCESS_OWNER' || role === 'CASE_OFFICER' || role === 'FINANCE'

const ledBy = ({ role, bodyId }: Viewer): string[] =>
  role === 'ALLIANCE_LEAD' && bodyId !== null ? [bodyId] : []

/** Projects and their money: a lead sees those that it leads, the network lead's offices all of them (art. 8, 10). */
export function createProjectReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<ProjectLine[]> =>
      asViewer(viewer, (tx) => readLines(tx, viewer, { 'p.cycle_id': cycleId })),

    find: (viewer: Viewer, id: string): Promise<ProjectDetail | null> =>
      asViewer(viewer, async (tx) => {
        const [line] = await readLines(tx, viewer, { 'p.id': id })
        const project = line && (await createProjectStore(tx).find(id))
        return line && project ? readDetail(tx, project, line) : null
      }),

    /** Cash of a cycle, for the network lead's offices; null for anybody else. */
    cash: (viewer: Viewer, cycleId: string): Promise<(CashBalance & { receipts: CashReceipt[] }) | null> =>
      asViewer(viewer, async (tx) => {
        const cycle = await tx('cycles').where({ id: cycleId }).first<{ id: string } | undefined>('id')
        if (cycle === undefined || !seesAll(viewer)) return null
        const cash = createCashStore(tx)
        return { ...(await cash.balance(cycleId)), receipts: await cash.receipts(cycleId) }
      }),
  }
}

function readLines(tx: Knex, viewer: Viewer, where: Record<string, string>): Promise<ProjectLine[]> {
  const query = tx('projects as p')
    .join('applications as a', 'a.id', 'p.application_id')
    .join('bodies as b', 'b.id', 'a.lead_body_id')
    .where(where)
    .orderBy('p.code')
    .select({
      id: 'p.id',
      code: 'p.code',
      title: 'a.title',
      leadName: 'b.name',
      status: 'p.status',
      costCents: 'p.cost_cents',
      grantCents: 'p.grant_cents',
      admittedCents: tx.raw(
        `coalesce((select sum(s.admitted_cents) from statements s where s.project_id = p.id and s.status = 'SETTLED'), 0)::bigint`,
      ),
      paidCents: tx.raw(
        `coalesce((select sum(y.amount_cents) from payments y where y.project_id = p.id and y.status = 'PAID'), 0)::bigint`,
      ),
    })
  return seesAll(viewer) ? query : query.whereIn('a.lead_body_id', ledBy(viewer))
}

/* Before that what was paid runs ahead of what is admitted. */
const hasAccounted = ({ status }: Project): boolean => status === 'REPORTED' || status === 'CLOSED'

async function readDetail(tx: Knex, project: Project, line: ProjectLine): Promise<ProjectDetail> {
  const statements = await createStatementStore(tx).ofProject(project.id)
  const told: ProjectDetail['statements'] = []
  for (const one of statements) told.push(await readStatement(tx, one))
  const { admittedCents, paidCents } = line
  const due = settlementOf({
    grantedCents: project.grantCents,
    approvedCostCents: project.costCents,
    admittedCents,
    paidCents,
  })
  return {
    ...project,
    ...{ leadName: line.leadName, admittedCents, paidCents },
    recoveryCents: hasAccounted(project) ? due.recoveryCents : 0,
    payments: await readPayments(tx, project.id),
    statements: told,
    entries: await readEntries(tx, project.id),
  }
}

async function readStatement(tx: Knex, statement: ExpenseStatement) {
  const store = createStatementStore(tx)
  return {
    ...statement,
    quotas: await store.quotas(statement.id),
    transfers: await store.transfers(statement.id),
  }
}

const trancheOfPayment = { 't.project_id': 'y.project_id', 't.id': 'y.tranche_id' }

const readPayments = (tx: Knex, projectId: string): Promise<PaymentLine[]> =>
  tx('payments as y')
    .join('project_tranches as t', trancheOfPayment)
    .leftJoin('payment_orders as o', 'o.payment_id', 'y.id')
    .where('y.project_id', projectId)
    .orderBy(['t.position', 'y.opened_at'])
    .select({
      id: 'y.id',
      trancheId: 'y.tranche_id',
      tranche: 't.label',
      status: 'y.status',
      amountCents: 'y.amount_cents',
      withholdingCents: 'y.withholding_cents',
      iban: 'y.iban',
      mandateNumber: 'y.mandate_number',
      paidOn: 'y.paid_on',
      isOrdered: tx.raw('o.payment_id is not null'),
    })

const readEntries = (tx: Knex, projectId: string): Promise<MoneyEntry[]> =>
  tx('money_entries as e')
    .leftJoin('payments as y', 'y.id', 'e.occasion')
    .leftJoin('project_tranches as t', trancheOfPayment)
    .where('e.project_id', projectId)
    .orderBy(['e.at', 'e.kind', 'e.year'])
    .select({ kind: 'e.kind', year: 'e.year', tranche: 't.label', amountCents: 'e.amount_cents', at: 'e.at' })
