import { idSql } from './shape.ts'
import type { Shape } from './shape.ts'

/* Bodies 1 … n lead, the others are partners; half of all are members of the network. */
const bodies = ({ bodies, applications }: Shape): string => `
insert into bodies (id, name, tax_code, vat_number, kind, size, email, network_member_since)
select ${idSql('BDY', 'n')}, 'Ente di misura ' || n, '8' || lpad(n::text, 10, '0'), '8' || lpad(n::text, 10, '0'),
       (array['THIRD_SECTOR','MUNICIPALITY','SPECIAL_COMPANY','TRADE_UNION'])[1 + n % 4], null,
       'ente' || n || '@misura.example', case when n <= ${applications} then date '2026-01-01' end
  from generate_series(1, ${bodies}) n`

const facts = `
insert into body_facts (body_id, fact, source, value, said_at)
select b.id, f.fact, 'REGISTER', f.value, now()
  from bodies b cross join lateral (values ('name', b.name), ('taxCode', b.tax_code), ('kind', b.kind)) f (fact, value)
 where b.id like '0BDY%'`

const people = ({ people }: Shape): string => `
insert into persons (id, given_name, family_name, born_on, tax_code, email)
select ${idSql('PRS', 'n')}, 'Persona', 'di misura ' || n, date '1970-01-01' + n % 9000, 'SCALA' || lpad(n::text, 11, '0'),
       'persona' || n || '@misura.example'
  from generate_series(1, ${people}) n`

const accounts = `
insert into accounts (id, person_id, email) select '0ACC' || right(id, 22), id, email from persons where id like '0PRS%'`

/* One person for a body: its lead where it leads, else by turns its referent in the network, or who holds an office in it. */
const functions = ({ people, applications }: Shape): string => `
insert into functions (id, person_id, role, body_id, office, signatory, starts_on, act)
select ${idSql('FNC', 'n')}, ${idSql('PRS', 'n')},
       case when n <= ${applications} then 'ALLIANCE_LEAD' when n % 2 = 0 then 'NETWORK_MEMBER' else 'OFFICE_HOLDER' end,
       ${idSql('BDY', 'n')}, case when n > ${applications} and n % 2 = 1 then 'Consigliere' end, n <= ${applications},
       date '2026-01-01', 'atto di misura'
  from generate_series(1, ${people}) n`

const comments = ({ applications }: Shape): string => `
insert into guidance_comments (id, guidance_document_id, body_id, person_id, text, commented_at)
select '0GC' || right(g.cycle_id, 1) || right(b.id, 22), g.id, b.id, ${idSql('PRS', 'right(b.id, 22)::bigint')}, 'Osservazione di misura.',
       now() - interval '190 days'
  from guidance_documents g join bodies b on b.id like '0BDY%' and right(b.id, 22)::bigint <= ${applications}`

/** Bodies and people beside those of the demo's network. */
export const networkSteps = (shape: Shape): Record<string, string> => ({
  bodies: bodies(shape),
  body_facts: facts,
  persons: people(shape),
  accounts,
  functions: functions(shape),
  guidance_comments: comments(shape),
})
