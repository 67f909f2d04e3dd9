import { COST_CENTS } from './seed-calls.ts'
import type { Office } from './seed-projects.ts'
import { LAST_PUBLISHED, idSql } from './shape.ts'
import type { Shape } from './shape.ts'

/* An expense document is claimed whole, in one quota, and all of a project cost what it does; in cents. */
const claimedCents = ({ documentsOfProject }: Shape): number => COST_CENTS / documentsOfProject
/* So many projects' documents are written in one transaction. */
const PROJECTS_AT_ONCE = 200

const NUMBER = 'right(p.id, 22)::bigint'

const statements = `
insert into statements (id, project_id, period, status) select ${idSql('STM', NUMBER)}, p.id, 1, 'OPEN' from projects p;
update statements s set status = 'SUBMITTED', claimed_cents = ${COST_CENTS}, submitted_at = now() - interval '15 days',
       submitted_by = (select a.submitted_by from projects p join applications a on a.id = p.application_id where p.id = s.project_id);
update statements set signed_by = submitted_by`

/* Each document is of one of the alliance's bodies, in turn. */
const documents = (shape: Shape, first: number): string => `
create temporary table documents_of_seed on commit drop as
select (${NUMBER} - 1) * ${shape.documentsOfProject} + d as number, d, ${idSql('STM', NUMBER)} as statement_id,
       x.body_id, b.tax_code, b.name
  from projects p cross join generate_series(1, ${shape.documentsOfProject}) d
  join lateral (select q.body_id from application_partners q where q.application_id = p.application_id
    order by q.body_id offset d % ${shape.partnersOfApplication} limit 1) x on true
  join bodies b on b.id = x.body_id
 where ${NUMBER} between ${first} and ${first + PROJECTS_AT_ONCE - 1};
insert into expense_documents (id, issuer_tax_code, issuer_name, type, number, issued_on, amount_cents, claimed_cents)
select ${idSql('EXD', 'number')}, tax_code, name, (array['INVOICE','RECEIPT','PAYROLL','OTHER'])[1 + d % 4], 'F-' || number, current_date - 20 - d % 300,
       ${claimedCents(shape)}, ${claimedCents(shape)} from documents_of_seed;
insert into expense_quotas (id, statement_id, expense_document_id, body_id, category, year, claimed_cents, admitted_cents, procurement_evidence, paid_on)
select ${idSql('EXQ', 'number')}, statement_id, ${idSql('EXD', 'number')}, body_id, (array['STAFF','SERVICES'])[1 + d % 2], 2026 + d % 2,
       ${claimedCents(shape)}, ${claimedCents(shape)}, 'tre preventivi', current_date - 16 from documents_of_seed`

const transfers = `
insert into partner_transfers (statement_id, body_id, amount_cents, transferred_on)
select s.id, x.body_id, 100000, current_date - 16
  from statements s join projects p on p.id = s.project_id join application_partners x on x.application_id = p.application_id and x.role = 'PARTNER'`

const results = `
insert into achieved_results (project_id, indicator, achieved, note)
select p.id, e.indicator, 90, 'Nota di misura.' from projects p join expected_results e on e.application_id = p.application_id`

/* Of ten statements seven are settled, two verified, one waits for it. */
const verified = ({ caseOfficer }: Office): string => `
update statements set status = 'VERIFIED', admitted_cents = claimed_cents, verified_by = '${caseOfficer}', verified_at = now() - interval '10 days'
 where right(id, 1) <> '1';
update statements set status = 'SETTLED' where status = 'VERIFIED' and right(id, 1) not in ('2', '3')`

/** A statement for each project with its expense documents and their quotas. */
export function expenditureSteps(shape: Shape, office: Office): Record<string, string> {
  const projects = shape.projects * LAST_PUBLISHED
  const firsts = Array.from(
    { length: Math.ceil(projects / PROJECTS_AT_ONCE) },
    (_, index) => index * PROJECTS_AT_ONCE + 1,
  )
  return {
    statements,
    ...Object.fromEntries(
      firsts.map((first) => [`expense_documents and quotas, from ${first}`, documents(shape, first)]),
    ),
    partner_transfers: transfers,
    achieved_results: results,
    'statements, verified': verified(office),
  }
}
