import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import { settlementOf } from '../../domain/disbursement/payments.ts'
import { createCashStore } from '../disbursement/cash-store.ts'
import type { CashBalance, CashReceipt, ReceiptsAsked } from '../disbursement/cash-store.ts'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import { createOfficerStore } from '../cycle/officer-store.ts'
import type { AssignedOfficer } from '../cycle/officer-store.ts'
import { readAllianceChanges } from './alliance-changes.ts'
import type { AllianceChanges } from './alliance-changes.ts'
import { createProjectStore } from './project-store.ts'
import type { ProjectStatus } from '../../domain/alliance/lifecycle.ts'
import type { Project } from './project-store.ts'
import { pageOfExpenses } from '../expenditure/expense-lines.ts'
import type { Expense, ExpensesAsked } from '../expenditure/expense-lines.ts'
import { createStatementStore } from '../expenditure/statement-store.ts'
import type { ExpenseStatement, TransferLine } from '../expenditure/statement-store.ts'
import { applicationOf } from '../call/application-of.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { ledBy } from '../platform/viewer.ts'
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

interface ProjectsAsked extends PageAsked {
  status?: ProjectStatus | undefined
  text?: string | undefined
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
interface ProjectDetail extends Project, AllianceChanges {
  leadName: string
  admittedCents: number
  paidCents: number
  recoveryCents: number
  payments: PaymentLine[]
  statements: (ExpenseStatement & { transfers: TransferLine[] })[]
  entries: MoneyEntry[]
  officer: AssignedOfficer | null
}

const seesAll = ({ role }: Viewer): boolean =>
  role === 'PROCESS_OWNER' || role === 'CASE_OFFICER' || role === 'FINANCE'

/* The committee follows the projects' lines, not what each of them did (art. 6). */
const listsAll = (viewer: Viewer): boolean => seesAll(viewer) || viewer.role === 'COMMITTEE_MEMBER'

/* Who is neither office nor lead finds none, as who leads none. */
const ownBy = (viewer: Viewer): string => ledBy(viewer) ?? ''

/** Projects and their money: a lead sees those that it leads, the network lead's offices all of them, the committee
 * their lines (art. 6, 8, 10). */
export function createProjectReadModel(asViewer: AsViewer) {
  return {
    /** A page of a cycle's, by code. */
    ofCycle: (viewer: Viewer, cycleId: string, asked: ProjectsAsked = {}): Promise<Page<ProjectLine>> =>
      asViewer(viewer, (tx) =>
        readLines(tx, {
          ...asked,
          by: 'cycle_id',
          id: cycleId,
          ledBy: listsAll(viewer) ? null : ownBy(viewer),
        }),
      ),

    find: (viewer: Viewer, id: string): Promise<ProjectDetail | null> =>
      asViewer(viewer, async (tx) => {
        const asked = { by: 'id', id, ledBy: seesAll(viewer) ? null : ownBy(viewer) } as const
        const { lines, project, ...facts } = await atOnce({
          ...{ lines: readLines(tx, asked), project: createProjectStore(tx).find(id) },
          ...readFacts(tx, id),
        })
        const [line] = lines.items
        if (line === undefined || project === null) return null
        const of = { applicationId: project.applicationId, projectId: id }
        return detailOf(project, line, { ...facts, officer: await createOfficerStore(tx).officerOf(of) })
      }),

    /** A page of what was spent on a project, by period and day of the document; null where the viewer does not see the project. */
    expenses: (viewer: Viewer, projectId: string, asked: ExpensesAsked = {}): Promise<Page<Expense> | null> =>
      asViewer(viewer, async (tx) => {
        const { lines, expenses } = await atOnce({
          lines: readLines(tx, { by: 'id', id: projectId, ledBy: seesAll(viewer) ? null : ownBy(viewer) }),
          expenses: pageOfExpenses(tx, projectId, asked),
        })
        return lines.items.length > 0 ? expenses : null
      }),

    /** Cash of a cycle, for the network lead's offices; null for anybody else. */
    cash: (
      viewer: Viewer,
      cycleId: string,
      asked: ReceiptsAsked = {},
    ): Promise<(CashBalance & { receipts: Page<CashReceipt> }) | null> =>
      asViewer(viewer, async (tx) => {
        const cycle = await tx('cycles').where({ id: cycleId }).first<{ id: string } | undefined>('id')
        if (cycle === undefined || !seesAll(viewer)) return null
        const cash = createCashStore(tx)
        const { balance, receipts } = await atOnce({
          balance: cash.balance(cycleId),
          receipts: cash.pageOfReceipts(cycleId, asked),
        })
        return { ...balance, receipts }
      }),
  }
}

/* A lead finds its few by its body; everybody else reads a page in order. */
const lines = (led: boolean): string => `
select p.id, p.code, a.title, b.name as "leadName", p.status, p.cost_cents as "costCents", p.grant_cents as "grantCents",
       coalesce((select sum(s.admitted_cents) from statements s where s.project_id = p.id and s.status = 'SETTLED'), 0)::bigint as "admittedCents",
       coalesce((select sum(y.amount_cents) from payments y where y.project_id = p.id and y.status = 'PAID'), 0)::bigint as "paidCents"
  from projects p ${led ? 'join applications a on a.id = p.application_id' : applicationOf('p.application_id')} join bodies b on b.id = a.lead_body_id`

/* Those of a cycle, or one by its id. */
function readLines(
  tx: Knex,
  {
    by,
    id,
    ledBy,
    status,
    text,
    ...page
  }: ProjectsAsked & { by: 'cycle_id' | 'id'; id: string; ledBy: string | null },
): Promise<Page<ProjectLine>> {
  return readPage(
    tx,
    {
      about: ['projects', by, id],
      rows: `${lines(ledBy !== null)} where p.${by} = :id ${ledBy === null ? '' : 'and a.lead_body_id = :ledBy'}`,
      values: { id, ledBy },
      filters: {
        status: ['p.status = :status', status],
        text: [contains('p.code', 'a.title', 'b.name'), text],
      },
      order: { code: 'text', id: 'text' },
    },
    page,
  )
}

/* Before that what was paid runs ahead of what is admitted. */
const hasAccounted = ({ status }: Project): boolean => status === 'REPORTED' || status === 'CLOSED'

/* What is read by the project's id. */
const readFacts = (tx: Knex, id: string) => ({
  changes: readAllianceChanges(tx, id),
  payments: readPayments(tx, id),
  statements: readStatements(tx, id),
  entries: readEntries(tx, id),
})

type Facts = Pick<ProjectDetail, 'payments' | 'statements' | 'entries' | 'officer'> & {
  changes: AllianceChanges
}

function detailOf(project: Project, line: ProjectLine, { changes, ...parts }: Facts): ProjectDetail {
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
    ...changes,
    ...parts,
  }
}

async function readStatements(tx: Knex, projectId: string): Promise<ProjectDetail['statements']> {
  const store = createStatementStore(tx)
  const statements = await store.ofProject(projectId)
  const read = await store.transfers(...statements.map(({ id }) => id))
  const transfers = Map.groupBy(read, ({ statementId }) => statementId)
  return statements.map((one) => ({ ...one, transfers: transfers.get(one.id) ?? [] }))
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
