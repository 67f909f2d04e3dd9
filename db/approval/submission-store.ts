import type { Knex } from 'knex'
import type { SubmissionStatus } from '../../domain/approval/lifecycle.ts'
import type { RegionalReceipt } from '../../domain/shared/ports.ts'
import { movesOf } from '../platform/moves.ts'
import { readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { createOutcomeStore } from './outcome-store.ts'
import type { RegionalOutcome } from './outcome-store.ts'
import type { Tables } from '../tables.ts'

type SubmissionKind = 'PLAN' | 'FINAL_RETURN'

/** What went to the Region at one time, a plan version or a final return, and what came back (art. 8). */
export interface Submission {
  id: string
  cycleId: string
  kind: SubmissionKind
  subjectId: string
  status: SubmissionStatus
  packageSha256: string | null
  idempotencyKey: string
  sentAt: Date | null
  receiptNumber: string | null
  protocolNumber: string | null
  receivedAt: Date | null
  /** The one in force. */
  outcome: RegionalOutcome | null
}

/** What went out, without what came back. */
export type SentPackage = Omit<Submission, 'outcome'>

export interface SubmissionsAsked extends PageAsked {
  kind?: SubmissionKind | undefined
  status?: SubmissionStatus | undefined
}

const fromRow = (row: Tables['submissions']): SentPackage => ({
  id: row.id,
  cycleId: row.cycle_id,
  kind: row.kind,
  subjectId: row.subject_id,
  status: row.status,
  packageSha256: row.package_sha256,
  idempotencyKey: row.idempotency_key,
  sentAt: row.sent_at,
  receiptNumber: row.receipt_number,
  protocolNumber: row.protocol_number,
  receivedAt: row.received_at,
})

/** Submissions to the Region of plan versions and final returns (art. 8); of one subject, one at a time. */
export function createSubmissionStore(tx: Knex) {
  const one = async (query: Knex.QueryBuilder): Promise<Submission | null> => {
    const row = (await query.first()) as Tables['submissions'] | undefined
    return row ? { ...fromRow(row), outcome: await createOutcomeStore(tx).inForce(row.id) } : null
  }
  return {
    ...createSubmissionSteps(tx),

    find: (id: string) => one(tx('submissions').where({ id })),

    /** What went out, with its outcomes apart. */
    async sent(id: string): Promise<SentPackage | null> {
      const row = await tx('submissions').where({ id }).first()
      return row ? fromRow(row) : null
    },

    /** A page of a cycle's, first sent first, those that did not go out yet last; outcomes apart. */
    async ofCycle(cycleId: string, { kind, status, ...page }: SubmissionsAsked): Promise<Page<SentPackage>> {
      const { items, next } = await readPage<Tables['submissions']>(
        tx,
        {
          about: ['submissions', cycleId],
          rows: 'select * from submissions where cycle_id = :cycleId',
          values: { cycleId },
          filters: { kind: ['kind = :kind', kind], status: ['status = :status', status] },
          order: { [`coalesce(sent_at, 'infinity')`]: 'instant', id: 'text' },
        },
        page,
      )
      return { items: items.map(fromRow), next }
    },

    /** The submission on which the Region validated a plan version; null while it did not. */
    validationOf: (planVersionId: string) =>
      one(
        tx('submissions')
          .where({ kind: 'PLAN', subject_id: planVersionId })
          .whereIn(
            'id',
            tx('regional_outcomes')
              .where({ status: 'IN_FORCE', outcome: 'VALIDATED' })
              .select('submission_id'),
          )
          .orderBy('answered_at', 'desc'),
      ),

    /** Locks the row until the end of the transaction: answers of the Region are decided one at a time. */
    lock: (id: string) => one(tx('submissions').where({ id }).forUpdate()),

    /** Prepares a submission; the same again changes nothing. Its id is also its idempotency key at the Region. */
    async prepare(submission: {
      id: string
      cycleId: string
      kind: SubmissionKind
      subjectId: string
    }): Promise<void> {
      await tx('submissions')
        .insert({
          id: submission.id,
          cycle_id: submission.cycleId,
          kind: submission.kind,
          subject_id: submission.subjectId,
          ...movesOf(tx, 'submissions').begin('prepare'),
          idempotency_key: submission.id,
        })
        .onConflict('id')
        .ignore()
    },
  }
}

function createSubmissionSteps(tx: Knex) {
  const submissions = movesOf(tx, 'submissions')
  const change = async (where: Record<string, unknown>, to: Record<string, unknown>): Promise<boolean> =>
    (await tx('submissions').where(where).update(to)) === 1

  return {
    /** False when the package went out before. */
    markSent: (id: string, sent: { packageSha256: string; at: Date }) =>
      submissions.move('send', { id }, { package_sha256: sent.packageSha256, sent_at: sent.at }),

    /** False when a receipt is there already. */
    writeReceipt: (id: string, receipt: RegionalReceipt) =>
      change(
        { id, receipt_number: null },
        {
          receipt_number: receipt.receiptNumber,
          protocol_number: receipt.protocolNumber,
          received_at: new Date(receipt.receivedAt),
        },
      ),

    /** False when a reminder went out before. */
    markReminded: (id: string, at: Date) => change({ id, reminded_at: null }, { reminded_at: at }),

    markReceived: (id: string) => submissions.move('receive', { id }),

    /** Ends the time in which no other submission of the subject may go out; the first time counts. */
    markAnswered: (id: string, at: Date) => change({ id, answered_at: null }, { answered_at: at }),

    markValidated: (id: string) => submissions.move('validate', { id }),
  }
}
