import type { Knex } from 'knex'
import type { Homonym } from '../../domain/call/admissibility.ts'

const HOMONYMS = `
select b.name, b.tax_code as "taxCode", o.tax_code as "otherCode", o.plain_name = b.plain_name and b.plain_name <> '' as "sameName",
       case when o.plain_address = b.plain_address and b.plain_address <> '' then b.address end as "sameAddress",
       exists (select from committee_seats s where s.body_id in (b.id, o.id)) as "hasSeat"
  from application_partners p
  join bodies b on b.id = p.body_id
  join lateral (
    select s.* from bodies s where s.plain_name = b.plain_name and b.plain_name <> ''
    union
    select s.* from bodies s where s.plain_address = b.plain_address and b.plain_address <> '' and s.plain_address <> '') o on o.id <> b.id
 where p.application_id = :applicationId
   and case when o.id in (select body_id from application_partners q where q.application_id = p.application_id)
            then o.id > b.id
            else o.network_member_since is not null or exists (select from committee_seats s where s.body_id = o.id)
       end
   and (select subject_id from body_subjects where body_id = b.id)
    <> (select subject_id from body_subjects where body_id = o.id)
 order by b.name, o.tax_code`

/** Who of an application's alliance has the name or the address of another body under another code: one of the network or of the
 * committee, or one of the same alliance. What is known to be one body is no homonym; other applications are never told of. */
export async function homonymsOf(tx: Knex, applicationId: string): Promise<Homonym[]> {
  const { rows } = await tx.raw<{ rows: Homonym[] }>(HOMONYMS, { applicationId })
  return rows
}
