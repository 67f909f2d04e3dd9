import type { Knex } from 'knex'
import type { IfRefused, Reshaped, ReshapingOutcome } from '../../domain/evaluation/reshaping.ts'

/** What a lead makes of its project to do it with a cut grant, and how the officer found it; null while it is not examined (art. 8). */
export interface Reshaping {
  requestId: string
  applicationId: string
  content: Reshaped
  contentSha256: string
  ifRefused: IfRefused
  outcome: ReshapingOutcome | null
  reasons: string | null
  examinedAt: Date | null
}

const columns = {
  requestId: 'request_id',
  applicationId: 'application_id',
  content: 'content',
  contentSha256: 'content_sha256',
  ifRefused: 'if_refused',
  outcome: 'outcome',
  reasons: 'reasons',
  examinedAt: 'examined_at',
}

const PUT_LINES = `
insert into reshaped_budget_lines (request_id, application_id, body_id, category, year, cost_cents)
select r.request_id, r.application_id, p.body_id, l."categoryId", l.year, l."costCents"
  from reshapings r
  cross join lateral jsonb_to_recordset(r.content -> 'budgetLines') as l ("bodyTaxCode" text, "categoryId" text, year int, "costCents" bigint)
  join application_partners p on p.application_id = r.application_id and p.code = l."bodyTaxCode"
 where r.request_id = :requestId and l."costCents" > 0`

/** Projects that their leads reshape to a cut grant. */
export function createReshapingStore(tx: Knex) {
  return {
    async ask(
      reshaping: Pick<Reshaping, 'requestId' | 'applicationId' | 'content' | 'contentSha256' | 'ifRefused'>,
    ): Promise<void> {
      await tx('reshapings').insert({
        ...{ request_id: reshaping.requestId, application_id: reshaping.applicationId },
        ...{ content: JSON.stringify(reshaping.content), content_sha256: reshaping.contentSha256 },
        if_refused: reshaping.ifRefused,
      })
    },

    /** That of an answer on a cut grant; null where the lead asks for none. */
    async find(requestId: string): Promise<Reshaping | null> {
      const row = await tx('reshapings')
        .where({ request_id: requestId })
        .first<Reshaping | undefined>(columns)
      return row ?? null
    },

    /** That of an application to a grant that the ranking in force cuts; null where its lead asked for none: one to a grant of a ranking
     * that was annulled has fallen with it (L. 241/1990 art. 21-nonies). */
    async ofApplication(applicationId: string): Promise<Reshaping | null> {
      const inForce = tx('rankings').where({ status: 'ADOPTED' }).select('id')
      const asked = tx('lead_requests')
        .where({ application_id: applicationId })
        .whereIn('ranking_id', inForce)
      const row = await tx('reshapings')
        .whereIn('request_id', asked.select('id'))
        .first<Reshaping | undefined>(columns)
      return row ?? null
    },

    /** Records how it was examined; from its approval on its costs stand in the place of those presented. False where it was examined
     * before. */
    async examine(
      requestId: string,
      { outcome, reasons, by, at }: { outcome: ReshapingOutcome; reasons: string; by: string; at: Date },
    ): Promise<boolean> {
      const examined = await tx('reshapings')
        .where({ request_id: requestId })
        .whereNull('outcome')
        .update({ outcome, reasons, examined_by: by, examined_at: at })
      if (examined === 1 && outcome === 'APPROVED') await tx.raw(PUT_LINES, { requestId })
      return examined === 1
    },
  }
}
