import { formatEuro } from '../../words/formats.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { demoBodyId } from '../../app/demo/network-ids.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { chooseNextStep } from '../../workers/alliance/choose-next-step.ts'
import { issuePaymentOrder } from '../../workers/disbursement/issue-payment-order.ts'
import { openPayment } from '../../workers/disbursement/open-payment.ts'
import { openStatement } from '../../workers/expenditure/open-statement.ts'
import { prepareLiquidationAct } from '../../workers/disbursement/prepare-liquidation-act.ts'
import { settlePayment } from '../../workers/disbursement/settle-payment.ts'
import { settleStatement } from '../../workers/expenditure/settle-statement.ts'
import { inventedIban, inventedTaxCode } from '../cycle/invented-codes.ts'
import type { createCallScenario } from './call-scenario.ts'
import type { TestDatabase } from './database.ts'
import { told } from './evaluation-scenario.ts'
import { adoptedAct } from './ranked-call.ts'

/** The day on which projects are played in tests. */
export const TODAY = '2027-07-01'

type Base = Awaited<ReturnType<typeof createCallScenario>>
export type Parts = Pick<Base, 'steps' | 'cycleId'> & {
  leadOf: (projectId: string) => ReturnType<Base['leadOf']>
}
export type Offices = Parts & { person: (code: string, role?: Role) => ReturnType<Base['leadOf']> }

/** Done as a person does it: the form is shown first, with its data read behind the wall. */
export const finishing =
  (steps: Base['steps']) =>
  async (actor: Awaited<ReturnType<Base['leadOf']>>, item: string, input: unknown) => {
    await steps.load(actor, item)
    return steps.complete(actor, item, input)
  }

/** A number of its own for each id, for acts and CUPs. */
export const number = (id: string): string => String(Number.parseInt(hashOf(id).slice(0, 7), 16))

const leadBody = async (database: TestDatabase, projectId: string): Promise<string> =>
  (await database.stores.projects.get(projectId)).leadBodyId

/** Cash and payments, step by step. */
export function createPaymentSteps(database: TestDatabase, { steps, cycleId, person, leadOf }: Offices) {
  const finish = finishing(steps)
  const { stores } = database
  const open = (projectId: string, trancheId: string) =>
    steps.job(openPayment, { cycleId, projectId, trancheId })
  const receive = async (projectId: string, cents: number, reference: string) => {
    const { rules } = await stores.calls.get((await stores.projects.get(projectId)).callId)
    const trancheId = rules.tranches[0]?.id ?? ''
    const item = await steps.open('Task_RecordCashReceipt', { cycleId, projectId, trancheId })
    return finish(await person('FINANCE_1'), item, {
      ...{ choice: 'NEW_RECEIPT', year: 2027, amount: formatEuro(cents), receivedOn: TODAY, reference },
    })
  }
  const request = async (paymentId: string, projectId: string, change: Record<string, unknown> = {}) => {
    const item = await steps.open('Task_RequestPayment', { cycleId, projectId, paymentId })
    const declared = { commercialActivity: false, capitalGoods: false, overdueDebts: false }
    const input = { iban: inventedIban(1), durcIssuedOn: TODAY, ...declared, ...change }
    return finish(await leadOf(projectId), item, input)
  }
  const approveOffice = async (
    paymentId: string,
    checks: { code: string; result?: string; checkedOn?: string }[],
    code: string = 'CASE_OFFICER_1',
  ) => {
    const requiredChecks = ['COLLECTION_AGENT', 'DURC'] as ('COLLECTION_AGENT' | 'DURC')[]
    const item = await steps.open('Task_ApprovePaymentOffice', { cycleId, paymentId, requiredChecks })
    const answers = checks.map((one) => ({
      result: 'PASSED',
      reference: 'prot. 1',
      checkedOn: TODAY,
      ...one,
    }))
    const { paymentSha256 } = (await steps.load(await person(code), item)).data
    return finish(await person(code), item, { outcome: 'APPROVE', checks: answers, paymentSha256 })
  }
  const approveFinance = async (paymentId: string, code: string = 'FINANCE_1') => {
    const item = await steps.open('Task_ApprovePaymentFinance', { cycleId, paymentId })
    const by = await person(code, 'FINANCE')
    const { paymentSha256 } = (await steps.load(by, item)).data
    return finish(by, item, { outcome: 'APPROVE', confirmed: true, paymentSha256 })
  }
  const sendBack = async (
    element: 'Task_ApprovePaymentOffice' | 'Task_ApprovePaymentFinance',
    { paymentId, reason, code }: { paymentId: string; reason: string; code: string },
  ) => {
    const item = await steps.open(element, { cycleId, paymentId, requiredChecks: [] })
    return finish(await person(code), item, { outcome: 'SEND_BACK', reason })
  }
  /* What the process is told to do next, and for which tranche; nothing is the closing. */
  const next = async (projectId: string): Promise<string> => {
    const { trancheId, ...due } = told(await steps.job(chooseNextStep, { cycleId, projectId }))
    const chosen = Object.entries(due).flatMap(([name, isDue]) => (isDue === true ? [name] : []))
    return [...chosen, ...(typeof trancheId === 'string' ? [trancheId] : [])].join(' ')
  }
  const bothChecks = [{ code: 'COLLECTION_AGENT' }, { code: 'DURC' }]
  return {
    ...{ open, next, receive, request, approveOffice, approveFinance, sendBack, bothChecks },

    /** Pays a tranche whole: request, checks, two approvals, liquidation, order, mandate. */
    async pay(projectId: string, trancheId: string): Promise<string> {
      const paymentId = String(told(await open(projectId, trancheId))['paymentId'])
      await request(paymentId, projectId)
      await approveOffice(paymentId, bothChecks)
      await approveFinance(paymentId)
      await steps.job(prepareLiquidationAct, { cycleId, paymentId })
      await adoptedAct(database, {
        ...{ cycleId, kind: 'LIQUIDATION', subjectId: paymentId, number: number(paymentId) },
      })
      await steps.job(issuePaymentOrder, { cycleId, paymentId })
      const item = await steps.open('Task_ConfirmPayment', { cycleId, paymentId })
      await finish(await person('FINANCE_2'), item, { mandateNumber: '77', paidOn: TODAY })
      await steps.job(settlePayment, { cycleId, paymentId })
      return paymentId
    },
  }
}

export interface ClaimedInvoice {
  cents: number
  claimed?: number
  number?: string
  issuer?: number
}

/** Statements of expenditure, step by step. */
export function createStatementSteps(database: TestDatabase, { steps, cycleId, person, leadOf }: Offices) {
  const finish = finishing(steps)
  const line = (taxCode: string, invoice: ClaimedInvoice, change: Record<string, unknown> = {}) => ({
    issuerTaxCode: inventedTaxCode(invoice.issuer ?? 1),
    issuerName: 'Fornitore S.r.l.',
    type: 'INVOICE',
    number: invoice.number ?? 'FT-1',
    issuedOn: TODAY,
    amount: formatEuro(invoice.cents),
    bodyTaxCode: taxCode,
    categoryId: 'STAFF',
    year: 2027,
    claimed: formatEuro(invoice.claimed ?? invoice.cents),
    procurementEvidence: 'Affidamento diretto',
    paidOn: TODAY,
    ...change,
  })
  const openOrNext = async (projectId: string): Promise<string> => {
    const known = await database.stores.statements.ofProject(projectId)
    const open = known.find((one) => one.status === 'OPEN')?.id
    const step = known.length === 0 ? steps.job : steps.jobAgain
    return open ?? String(told(await step(openStatement, { cycleId, projectId }))['statementId'])
  }
  const submit = async (
    projectId: string,
    invoices: ClaimedInvoice[],
    change: Record<string, unknown> = {},
  ) => {
    const statementId = await openOrNext(projectId)
    const lead = await database.stores.network.findBody(await leadBody(database, projectId))
    const lines = invoices.map((one) => line(lead?.taxCode ?? '', one))
    const item = await steps.open('Task_SubmitStatement', { cycleId, projectId, statementId })
    await finish(await leadOf(projectId), item, { lines, transfers: [], ...change })
    return statementId
  }
  const verify = async (statementId: string, cutCents: number, reason: string | null) => {
    const quotas = await database.stores.statements.quotas(statementId)
    const item = await steps.open('Task_VerifyStatement', { cycleId, statementId })
    return finish(await person('CASE_OFFICER_2'), item, {
      quotas: quotas.map((one, index) => ({
        id: one.id,
        admitted: formatEuro(one.claimedCents - (index === 0 ? cutCents : 0)),
        reason: index === 0 ? reason : null,
      })),
    })
  }
  return {
    ...{ line, submit, verify, leadBodyOf: demoBodyId },

    /** Accounts for the whole cost of a project, less a cut, and settles it. */
    async account(projectId: string, cutCents = 0): Promise<string> {
      const { costCents } = await database.stores.projects.get(projectId)
      const issuer = Number(number(projectId)) % 100_000
      const statementId = await submit(projectId, [{ cents: costCents, issuer, number: 'FT-TUTTO' }])
      await verify(statementId, cutCents, cutCents > 0 ? 'Spesa non ammissibile' : null)
      await steps.job(settleStatement, { cycleId, statementId })
      await database.stores.results.report(projectId, [{ indicator: 'RECIPIENTS', achieved: 10, note: '' }])
      return statementId
    },
  }
}
