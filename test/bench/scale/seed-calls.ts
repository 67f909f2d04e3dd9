import { sha256Hex } from '../../../domain/shared/canonical-json.ts'
import { pdfBytes } from '../../support/small-files.ts'
import { idSql } from './shape.ts'
import type { Shape } from './shape.ts'

/** The grant of each project, in cents: what a tranche and a payment are of. */
export const GRANT_CENTS = 7_000_000
/** What each project costs, in cents. */
export const COST_CENTS = 10_000_000
const PARTNER_COST_CENTS = COST_CENTS / 10

/** The file that every attachment and document of the seed is; it is in no store unless somebody puts it there. */
export const FILE = pdfBytes('Un file di misura')
export const FILE_SHA256 = sha256Hex(FILE)

const perCall = ({ calls, applications }: Shape): string =>
  `from generate_series(1, ${calls}) c cross join generate_series(1, ${applications}) n`

/* The number of an application: of its call, and in it. */
const numberOf = ({ applications }: Shape): string => `(c - 1) * ${applications} + n`

const applications = (shape: Shape, content: string): string => `
insert into applications (id, call_id, title, area, summary, lead_body_id, total_cost_cents, requested_cents, content,
       content_sha256, status, submitted_by, drafted_at)
select ${idSql('APP', numberOf(shape))}, ${idSql('CAA', 'c')}, 'Progetto di misura ' || n || ' dell’avviso ' || c, 'CAREGIVER', repeat('Servizi per chi lavora e cura. ', 10),
       ${idSql('BDY', 'n')}, ${COST_CENTS}, ${GRANT_CENTS}, '${content.replaceAll("'", "''")}'::jsonb, repeat('b', 64), 'DRAFT',
       ${idSql('PRS', 'n')}, now() - interval '120 days'
  ${perCall(shape)}`

/* A question of each lead, most of them answered. */
const questions = `
insert into call_questions (id, call_id, body_id, asked_by, text, asked_at, answer, answered_by, answered_at)
select 'Q' || a.id, a.call_id, a.lead_body_id, a.submitted_by, 'Si chiede che cosa si intende per spesa ammissibile.', a.drafted_at, t.answer,
       case when t.answer is not null then a.submitted_by end, case when t.answer is not null then a.drafted_at end
  from applications a cross join lateral (select case when right(a.id, 1) <> '0' then 'Quella che l’avviso elenca.' end as answer) t`

const submission = ({ applications }: Shape): string => `
update applications a set status = 'SUBMITTED', arrived_at = drafted_at + interval '1 day', signed_by = submitted_by, receipt_number = 'R-' || a.id,
       code = 'A' || c.number || '-' || to_char(right(a.id, 22)::bigint - (c.number - 1) * ${applications}, 'FM9000')
  from calls c where c.id = a.call_id`

/* Once all is in time, that of partners too. */
const closing = `update calls set status = 'CLOSED' where status = 'PUBLISHED'`

const admission = `update applications set status = 'ADMITTED'`

/* The lead, and four of the bodies that lead nothing. */
const partners = (shape: Shape): string => `
insert into application_partners (application_id, body_id, role, contribution, code, part_sha256)
select ${idSql('APP', numberOf(shape))},
       case k when 0 then ${idSql('BDY', 'n')}
              else ${idSql('BDY', `${shape.applications} + 1 + (n * 7 + k * 13 + c) % ${shape.applications}`)} end,
       case k when 0 then 'LEAD' else 'PARTNER' end, 'Realizza le azioni nel proprio ambito.', k::text, repeat('d', 64)
  ${perCall(shape)} cross join generate_series(0, ${shape.partnersOfApplication - 1}) k`

/* Every partner by its letter. */
const confirmations = `
insert into partner_confirmations (application_id, partner_code, means, part_sha256, given_by, given_at, file_name, media_type, sha256, signature)
select p.application_id, p.code, 'LETTER', p.part_sha256, a.submitted_by, a.drafted_at, 'lettera.pdf', 'application/pdf', '${FILE_SHA256}', 'UNVERIFIED'
  from application_partners p join applications a on a.id = p.application_id where p.role <> 'LEAD'`

const budget = `
insert into budget_lines (application_id, body_id, category, year, cost_cents)
select p.application_id, p.body_id, 'STAFF', y,
       case p.role when 'LEAD' then ${COST_CENTS / 2 - 4 * PARTNER_COST_CENTS + 2 * PARTNER_COST_CENTS} else ${PARTNER_COST_CENTS / 2} end
  from application_partners p cross join generate_series(2027, 2028) y`

const expected = `
insert into expected_results (application_id, indicator, expected)
select a.id, i.name, 100 from applications a cross join (values ('RECIPIENTS'), ('ENTERPRISES'), ('WORKERS_TRAINED')) i (name)`

const attachments = `
insert into application_attachments (id, application_id, kind, file_name, media_type, sha256, signature, uploaded_at, uploaded_by)
select '0ATT' || k.position || right(a.id, 21), a.id, k.name, lower(k.name) || '.pdf', 'application/pdf', '${FILE_SHA256}', 'NONE', a.drafted_at, a.submitted_by
  from applications a cross join (values (1, 'APPLICATION_FORM'), (2, 'TECHNICAL_SHEET'), (3, 'CODESIGN_EVIDENCE')) k (position, name)`

const checks = `
insert into admissibility_checks (application_id, code, severity, message)
select id, 'SIGNATURE_NOT_FOUND', 'CURABLE', 'Nel file non c’è una firma.' from applications where right(id, 1) = '3'`

const decisions = (caseOfficer: string): string => `
insert into admissibility_decisions (application_id, outcome, reasons, route, decided_by, decided_at)
select id, 'ADMITTED', 'Completa.', 'ADMIT', '${caseOfficer}', arrived_at + interval '40 days' from applications`

const documents = `
insert into documents (id, cycle_id, application_id, kind, subject_id, title, file_name, media_type, sha256, signature, created_at)
select '0DCM' || right(a.id, 22), c.cycle_id, a.id, 'submission-receipt', a.id, 'Ricevuta ' || a.code, 'ricevuta.pdf', 'application/pdf',
       '${FILE_SHA256}', 'NONE', a.arrived_at
  from applications a join calls c on c.id = a.call_id`

/** The applications of all calls with what belongs to them, from draft to admission. */
export const callSteps = (shape: Shape, content: string, caseOfficer: string): Record<string, string> => ({
  applications: applications(shape, content),
  call_questions: questions,
  'applications, submitted': submission(shape),
  application_partners: partners(shape),
  partner_confirmations: confirmations,
  'calls, closed': closing,
  'applications, admitted': admission,
  budget_lines: budget,
  expected_results: expected,
  application_attachments: attachments,
  admissibility_checks: checks,
  admissibility_decisions: decisions(caseOfficer),
  'documents of applications': documents,
})
