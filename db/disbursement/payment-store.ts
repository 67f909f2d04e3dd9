import type { Knex } from 'knex'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import type { PaymentCheck } from '../../domain/disbursement/payments.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { violatedConstraint } from '../platform/errors.ts'
import { movesOf } from '../platform/moves.ts'

/** What the lead declares when it asks for a payment. */
export interface PaymentDeclarations {
  durcIssuedOn: LocalDate | null
  commercialActivity: boolean
  capitalGoods: boolean
  overdueDebts: boolean
}

/** One tranche of a project's grant, amounts in cents. */
export interface Payment {
  id: string
  projectId: string
  trancheId: string
  trancheLabel: string
  amountCents: number
  status: PaymentStatus
  iban: string | null
  withholdingCents: number
  declarations: PaymentDeclarations | null
  requestedAt: Date | null
  officeApprovedBy: string | null
  officeApprovedAt: Date | null
  /** SHA-256 of what the office approved. */
  officeApprovedSha256: string | null
  financeApprovedBy: string | null
  financeApprovedAt: Date | null
  mandateNumber: string | null
  paidOn: LocalDate | null
  openedAt: Date
  /** Why it went back to the lead, until the lead asks again. */
  sentBackReason: string | null
}

/** A check that was passed, with its evidence; for a DURC the day is that of its issue. */
export interface PassedCheck {
  code: PaymentCheck
  reference: string
  checkedOn: LocalDate
}

const columns = {
  id: 'y.id',
  projectId: 'y.project_id',
  trancheId: 'y.tranche_id',
  trancheLabel: 't.label',
  amountCents: 'y.amount_cents',
  status: 'y.status',
  iban: 'y.iban',
  withholdingCents: 'y.withholding_cents',
  declarations: 'y.declarations',
  requestedAt: 'y.requested_at',
  officeApprovedBy: 'y.office_approved_by',
  officeApprovedAt: 'y.office_approved_at',
  officeApprovedSha256: 'y.office_approved_sha256',
  financeApprovedBy: 'y.finance_approved_by',
  financeApprovedAt: 'y.finance_approved_at',
  mandateNumber: 'y.mandate_number',
  paidOn: 'y.paid_on',
  openedAt: 'y.opened_at',
  sentBackReason: 'y.sent_back_reason',
}

/** Payments: of each tranche of a project one that lives; each step forward is conditional on the one before. */
export function createPaymentStore(tx: Knex) {
  return { ...createPaymentReads(tx), ...createPaymentSteps(tx) }
}

function createPaymentReads(tx: Knex) {
  const where = async (conditions: Record<string, string>): Promise<Payment[]> =>
    tx('payments as y')
      .join('project_tranches as t', { 't.project_id': 'y.project_id', 't.id': 'y.tranche_id' })
      .where(conditions)
      .orderBy(['y.project_id', 't.position', 'y.opened_at'])
      .select(columns)
  return {
    /** A payment that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<Payment> {
      const [payment] = await where({ 'y.id': id })
      if (payment === undefined) throw new Error(`no payment ${id}`)
      return payment
    },

    find: async (id: string): Promise<Payment | null> => (await where({ 'y.id': id }))[0] ?? null,

    ofProject: (projectId: string) => where({ 'y.project_id': projectId }),

    /** What a project was really paid so far, in cents. */
    async paidCents(projectId: string): Promise<number> {
      const [found] = await tx('payments')
        .where({ project_id: projectId, status: 'PAID' })
        .select<{ sum: number }[]>(tx.raw('coalesce(sum(amount_cents), 0)::bigint as sum'))
      return found?.sum ?? 0
    },

    checks: (paymentId: string): Promise<PassedCheck[]> =>
      tx('payment_checks')
        .where({ payment_id: paymentId })
        .orderBy('code')
        .select({ code: 'code', reference: 'reference', checkedOn: 'checked_on' }),
  }
}

function createPaymentSteps(tx: Knex) {
  const payments = movesOf(tx, 'payments')
  return {
    /** Opens a payment of a tranche, at most its amount by the schedule; false when it is open already. */
    async open(
      payment: Pick<Payment, 'id' | 'projectId' | 'trancheId' | 'amountCents' | 'openedAt'> & {
        trancheCents: number
      },
    ) {
      const inserted = await tx('payments')
        .insert({
          id: payment.id,
          project_id: payment.projectId,
          tranche_id: payment.trancheId,
          tranche_cents: payment.trancheCents,
          amount_cents: payment.amountCents,
          ...payments.begin('open'),
          opened_at: payment.openedAt,
        })
        .onConflict('id')
        .ignore()
        .returning('id')
      return inserted.length === 1
    },

    /** Throws MOVE_NOT_POSSIBLE when it was asked for before. */
    request: (
      id: string,
      asked: {
        iban: string
        withholdingCents: number
        declarations: PaymentDeclarations
        by: string
        at: Date
      },
    ) =>
      payments.must('request', id, {
        iban: asked.iban,
        withholding_cents: asked.withholdingCents,
        declarations: JSON.stringify(asked.declarations),
        sent_back_reason: null,
        requested_by: asked.by,
        requested_at: asked.at,
      }),

    /** The office's approval with the checks it rests on. Throws SAME_APPROVER when the same person asked for the payment,
     * MOVE_NOT_POSSIBLE when it does not wait for it. */
    async approveByOffice(
      id: string,
      approval: { by: string; at: Date; sha256: string; checks: PassedCheck[] },
    ) {
      const { by: office_approved_by, at: office_approved_at, sha256: office_approved_sha256 } = approval
      const by = { office_approved_by, office_approved_at, office_approved_sha256 }
      await byAnother(payments.must('approveByOffice', id, by))
      for (const check of approval.checks) {
        await tx('payment_checks').insert({
          payment_id: id,
          code: check.code,
          result: 'PASSED',
          reference: check.reference,
          checked_on: check.checkedOn,
        })
      }
    },

    /** Finance's approval. Throws SAME_APPROVER when the same person approved for the office or asked for the payment,
     * MOVE_NOT_POSSIBLE when it does not wait for it. */
    async approveByFinance(id: string, approval: { by: string; at: Date; sha256: string }): Promise<void> {
      const { by: finance_approved_by, at: finance_approved_at, sha256: finance_approved_sha256 } = approval
      const by = { finance_approved_by, finance_approved_at, finance_approved_sha256 }
      await byAnother(payments.must('approveByFinance', id, by))
    },

    /** Back to the request, without approvals and checks. Throws MOVE_NOT_POSSIBLE when it waits for no approval. */
    async sendBack(id: string, reason: string): Promise<void> {
      const nobody = { office_approved_by: null, office_approved_at: null, office_approved_sha256: null }
      await payments.must('sendBack', id, { sent_back_reason: reason, ...nobody })
      await tx('payment_checks').where({ payment_id: id }).delete()
    },

    /** False when the order is confirmed already, or there is none. */
    confirm: (id: string, mandate: { number: string; paidOn: LocalDate }) =>
      payments.move(
        'confirm',
        { id, mandate_number: null },
        { mandate_number: mandate.number, paid_on: mandate.paidOn },
      ),

    /** False when it was settled before. */
    settle: (id: string) => payments.move('settle', { id }),

    /** Refuses a payment for which no mandate was made; its cash is then to be released. False when it has one or has ended. */
    refuse: (id: string, end: { reason: string; at: Date }) =>
      payments.move('refuse', { id, mandate_number: null }, { ended_reason: end.reason, ended_at: end.at }),

    /** Reverses a payment whose money came back; its cash is then to be released. False when it is not paid. */
    reverse: (id: string, end: { reason: string; at: Date }) =>
      payments.move('reverse', { id }, { ended_reason: end.reason, ended_at: end.at }),
  }
}

/* Three people: who asks, who verifies, who approves for finance (art. 8). */
async function byAnother(approval: Promise<unknown>): Promise<void> {
  try {
    await approval
  } catch (error) {
    if (violatedConstraint(error) !== 'payments_three_people') throw error
    throw new BusinessError('SAME_APPROVER', {}, { cause: error })
  }
}
