import type { Knex } from 'knex'
import { insertTogether } from '../platform/insert-rows.ts'
import type { Application as Content, ApplicationDraft } from '../../domain/call/application.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import type { ApplicationStatus } from '../../domain/call/lifecycle.ts'
import { createApplicationDrafts } from './application-drafts.ts'
import { createPartnerReads, OUTSIDE } from './partner-reads.ts'
import { movesOf } from '../platform/moves.ts'

/** An alliance's project as presented (art. 10), or as far as it is written; amounts in cents. */
export interface ApplicationRecord<C extends ApplicationDraft = ApplicationDraft> {
  id: string
  callId: string
  /** Given with the receipt; null of a draft, as `arrivedAt` and `receiptNumber`. */
  code: string | null
  title: string
  areaId: string
  summary: string
  leadBodyId: string
  totalCostCents: number
  requestedCents: number
  content: C
  contentSha256: string
  status: ApplicationStatus
  submittedBy: string
  /** When its content was last written. */
  draftedAt: Date
  /** How often its content was written. */
  version: number
  /** When the request that submitted it had reached us whole. */
  arrivedAt: Date | null
  signedBy: string | null
  receiptNumber: string | null
  withdrawnAt: Date | null
}

/** An application that was submitted, whatever happened to it since. */
export type SubmittedApplication = ApplicationRecord<Content> & {
  code: string
  arrivedAt: Date
  receiptNumber: string
}

/** False of a draft. */
export const isSubmitted = (application: ApplicationRecord): application is SubmittedApplication =>
  application.receiptNumber !== null

interface BudgetLine {
  bodyId: string
  category: string
  year: number
  costCents: number
}

/* What submission adds to a draft: what its receipt says, who sent it and who signs it. */
interface Submitted extends Pick<
  SubmittedApplication,
  'code' | 'receiptNumber' | 'arrivedAt' | 'contentSha256'
> {
  by: string
  signedBy: string
}

/* An application's columns by the names of its record. */
const columns = {
  id: 'id',
  callId: 'call_id',
  code: 'code',
  title: 'title',
  areaId: 'area',
  summary: 'summary',
  leadBodyId: 'lead_body_id',
  totalCostCents: 'total_cost_cents',
  requestedCents: 'requested_cents',
  content: 'content',
  contentSha256: 'content_sha256',
  status: 'status',
  submittedBy: 'submitted_by',
  draftedAt: 'drafted_at',
  version: 'version',
  arrivedAt: 'arrived_at',
  signedBy: 'signed_by',
  receiptNumber: 'receipt_number',
  withdrawnAt: 'withdrawn_at',
}

/** Applications with what belongs to them; drafts have only their content, rows of partners and costs come with submission. */
export function createApplicationStore(tx: Knex) {
  const applications = movesOf(tx, 'applications')
  const find = async (id: string, lock?: 'update'): Promise<ApplicationRecord | null> => {
    const query = tx('applications').where({ id })
    if (lock === 'update') void query.forUpdate()
    return (await query.first<ApplicationRecord | undefined>(columns)) ?? null
  }
  return {
    find,

    /** An application that must exist. Throws Error (a bug) when it does not. */
    async get(id: string, lock?: 'update'): Promise<ApplicationRecord> {
      const application = await find(id, lock)
      if (application === null) throw new Error(`no application ${id}`)
      return application
    },

    /** One that was submitted, which must exist. Throws Error (a bug) when it does not. */
    async getSubmitted(id: string): Promise<SubmittedApplication> {
      const application = await find(id)
      if (application === null || !isSubmitted(application)) throw new Error(`no submitted application ${id}`)
      return application
    },

    /** Everything that takes part in a call: submitted and not withdrawn, whatever was decided since, in order of arrival. */
    submittedOf: (callId: string): Promise<SubmittedApplication[]> =>
      tx('applications')
        .where({ call_id: callId })
        .whereNotIn('status', OUTSIDE)
        .orderBy(['arrived_at', 'code'])
        .select<SubmittedApplication[]>(columns),

    /** The number of an application to a call that the body leads and has not withdrawn; null where it has presented none. */
    async presentedBy(callId: string, leadBodyId: string): Promise<string | null> {
      const row = await tx('applications')
        .where({ call_id: callId, lead_body_id: leadBodyId })
        .whereNotIn('status', OUTSIDE)
        .first('code')
      return row?.code ?? null
    },

    /** The drafts of a call, each held until the commit: nobody writes, attaches or submits meanwhile. */
    holdDrafts: (callId: string): Promise<string[]> =>
      tx('applications')
        .where({ call_id: callId, ...applications.begin('draft') })
        .orderBy('id')
        .forUpdate()
        .pluck('id'),

    /** The bodies that lead a draft of a call or what was submitted to it and not withdrawn, each once. */
    leadBodiesOf: (callId: string): Promise<string[]> =>
      tx('applications')
        .where({ call_id: callId })
        .whereNotIn('status', ['DISCARDED', 'WITHDRAWN'])
        .distinct()
        .pluck('lead_body_id'),

    ...createPartnerReads(tx),

    budgetOf: (applicationId: string): Promise<BudgetLine[]> =>
      tx('standing_budget_lines')
        .where({ application_id: applicationId })
        .orderBy(['body_id', 'category', 'year'])
        .select({ bodyId: 'body_id', category: 'category', year: 'year', costCents: 'cost_cents' }),

    expectedResultsOf: (applicationId: string): Promise<{ indicator: string; expected: number }[]> =>
      tx('expected_results')
        .where({ application_id: applicationId })
        .orderBy('indicator')
        .select('indicator', 'expected'),

    /** The next code of a call (A1-007 is the seventh submitted to the first call). Whoever asks holds the call's row for
     * update: so codes go in the order of the commits, without a hole. */
    async nextCode(call: { id: string; number: number }): Promise<string> {
      const [found] = await tx('applications')
        .where({ call_id: call.id })
        .whereNotNull('code')
        .count<{ count: number }[]>()
      return `A${call.number}-${String((found?.count ?? 0) + 1).padStart(3, '0')}`
    },

    ...createApplicationDrafts(tx),

    /** Writes an application's partners, costs and expected results, as its content tells them. */
    async addParts(id: string, content: Content, bodies: ReadonlyMap<string, string>): Promise<void> {
      const bodyOf = (taxCode: string): string => {
        const body = bodies.get(taxCode)
        if (body === undefined) throw new Error(`no body for a partner of application ${id}`)
        return body
      }
      const partners = content.partners.map(({ bodyTaxCode: code, role, contribution }) => ({
        ...{ application_id: id, body_id: bodyOf(code), code, role, contribution },
        part_sha256: partHash({ role, contribution }),
      }))
      const costs = content.budgetLines.filter((line) => line.costCents > 0)
      const lines = costs.map((line) => ({
        application_id: id,
        body_id: bodyOf(line.bodyTaxCode),
        category: line.categoryId,
        year: line.year,
        cost_cents: line.costCents,
      }))
      const expected = content.indicators.map((one) => ({
        ...{ application_id: id, indicator: one.id, expected: one.expected },
      }))
      await insertTogether(tx, [
        { table: 'application_partners', rows: partners },
        { table: 'budget_lines', rows: lines },
        { table: 'expected_results', rows: expected },
      ])
    },

    /** Submits a draft. Throws MOVE_NOT_POSSIBLE when it is no draft any more. */
    submit: (id: string, { by, ...receipt }: Submitted): Promise<void> =>
      applications.must('submit', id, {
        code: receipt.code,
        receipt_number: receipt.receiptNumber,
        arrived_at: receipt.arrivedAt,
        content_sha256: receipt.contentSha256,
        ...{ submitted_by: by, signed_by: receipt.signedBy },
      }),

    /** Withdraws a submitted application. Throws MOVE_NOT_POSSIBLE when it is a draft still, or decided upon. */
    withdraw: (id: string, at: Date) => applications.must('withdraw', id, { withdrawn_at: at }),

    /** Records what was decided on admissibility, with what the application costs and asks for where partners were dropped.
     * Throws MOVE_NOT_POSSIBLE when it was decided before. */
    decide: (
      id: string,
      outcome: 'ADMITTED' | 'NOT_ADMITTED',
      counted?: Pick<Content, 'totalCostCents' | 'requestedGrantCents'>,
    ) =>
      applications.must(
        outcome === 'ADMITTED' ? 'admit' : 'refuse',
        id,
        counted && { total_cost_cents: counted.totalCostCents, requested_cents: counted.requestedGrantCents },
      ),
  }
}
