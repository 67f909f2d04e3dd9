import type { Knex } from 'knex'
import { daysBetween } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

/** The last notice of an application's outcome, of which no receipt proves that it was delivered. */
export interface UnprovedOutcome {
  /** Of the communication. */
  id: string
  applicationId: string
  code: string
  title: string
  leadName: string
  address: string | null
  writtenAt: Date
  /** When the mail server took it; null before. */
  takenAt: Date | null
  /** When it came to nothing, as the receipt that counts says; null where none says so. */
  failedAt: Date | null
  /** How long it has been waiting, in days of Rome. */
  days: number
}

/** Which of them, on which day. */
export interface UnprovedAsked extends PageAsked {
  on: LocalDate
  text?: string | undefined
}

/* Of a communication, as `settledBy` has it (domain/evaluation/delivery.ts): what a provider proved first after the last word of an officer,
   else that word. */
const SETTLING = `r.communication_id = m.id and r.kind in ('DELIVERY','NOT_DELIVERED','NOT_ACCEPTED')`
const SETTLED = `
select r.kind = 'DELIVERY' as reached, r.at from pec_receipts r
 where ${SETTLING} and r.position >= coalesce((select max(r.position) from pec_receipts r where ${SETTLING} and r.source = 'OFFICER'), 0)
 order by r.source = 'OFFICER', r.position limit 1`

/** Where they are, and on which condition: of two notices of an application the later one counts. */
export const UNPROVED = `
  from communications m join applications a on a.id = m.application_id left join lateral (${SETTLED}) s on true
 where m.kind = 'OUTCOME' and s.reached is distinct from true
   and not exists (select 1 from communications n where n.application_id = m.application_id and n.kind = 'OUTCOME' and (n.written_at, n.id) > (m.written_at, m.id))`

const OF_CALL = `
select m.id, a.id as "applicationId", a.code, a.title, (select b.name from bodies b where b.id = a.lead_body_id) as "leadName",
       m.address, m.written_at as "writtenAt", m.taken_at as "takenAt", s.at as "failedAt"
${UNPROVED} and a.call_id = :callId`

/** A page of those of a call, the longest waiting first (DPR 68/2005 art. 6, 8; D.Lgs. 104/2010 art. 41). */
export async function readUnproved(
  tx: Knex,
  callId: string,
  { on, text, ...page }: UnprovedAsked,
): Promise<Page<UnprovedOutcome>> {
  const { items, next } = await readPage<Omit<UnprovedOutcome, 'days'>>(
    tx,
    {
      about: ['unproved outcomes', callId],
      rows: OF_CALL,
      values: { callId },
      filters: { text: [contains('a.code', 'a.title', 'm.address'), text] },
      order: { '"writtenAt"': 'instant', id: 'text' },
    },
    page,
  )
  return { items: items.map((one) => ({ ...one, days: daysBetween(localDateOf(one.writtenAt), on) })), next }
}
