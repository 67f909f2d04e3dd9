import { FILE_SHA256, GRANT_CENTS } from './seed-calls.ts'
import { LAST_PUBLISHED, RANKED_CALL, idSql } from './shape.ts'
import type { Shape } from './shape.ts'

export const FIRST_YEAR = 2026
const ADVANCE_CENTS = (GRANT_CENTS * 7) / 10
const BALANCE_CENTS = GRANT_CENTS - ADVANCE_CENTS

/** People of the demo's network who act in the seed. */
export interface Office {
  processOwner: string
  caseOfficer: string
  finance: string
}

/* The number of an act tells its kind and its subject. */
const acts = { notice: 100, ranking: 200, plan: 300, grant: 1_000, advance: 10_000, balance: 20_000 }
const ACT_NUMBER = `right(id, 22)::bigint`

const proposals = (kind: string, subjects: string): string => `
insert into act_proposals (id, cycle_id, kind, subject_id, title, status, proposed_at)
select ${idSql('ACT', 'number')}, cycle_id, '${kind}', subject_id, title, 'PROPOSED', now() - interval '38 days' from (${subjects}) s`

/* An act with all that gives it effects, and its document. */
const effects = (first: number, last: number): string => {
  const among = `${ACT_NUMBER} between ${first} and ${last}`
  return `
update act_proposals set status = 'ADOPTED' where ${among};
insert into acts (proposal_id, type, number, organ, proposal_sha256, adopted_on, signed_file_sha256, signature, protocol_number)
select id, 'Determinazione', (${ACT_NUMBER})::text, 'Direttore generale', '${FILE_SHA256}', current_date - 37, '${FILE_SHA256}', 'NONE',
       'P-' || id from act_proposals where ${among};
update act_proposals set status = 'PUBLISHED' where ${among};
update acts set published_on = current_date - 36, publication_number = number
 where proposal_id in (select id from act_proposals where ${among});
insert into documents (id, cycle_id, kind, subject_id, title, file_name, media_type, sha256, signature, created_at)
select '0DCA' || right(id, 22), cycle_id, case kind when 'GRANT' then 'grant-act' when 'LIQUIDATION' then 'liquidation-act' else 'signed-act' end,
       id, title, 'atto.pdf', 'application/pdf', '${FILE_SHA256}', 'NONE', proposed_at from act_proposals where ${among};
update act_proposals set status = 'EFFECTIVE', document_id = '0DCA' || right(id, 22) where ${among};
update acts set effective_at = now() - interval '35 days' where proposal_id in (select id from act_proposals where ${among})`
}

/* The versions of a cycle's plan follow each other: the last one is in force. */
const plan = (call: number): string => `
update plan_versions set status = 'SUPERSEDED' where status = 'VALIDATED'
   and cycle_id = (select cycle_id from calls where id = ${idSql('CAA', String(call))});
insert into plan_versions (id, cycle_id, call_id, ranking_id, version, status, alliances_cents, system_actions_cents, drawn_up_at)
select ${idSql('PAN', String(call))}, cycle_id, id, ${idSql('RNK', String(call))}, number, 'DRAWN_UP', 100000000000, 0, now() - interval '34 days'
  from calls where id = ${idSql('CAA', String(call))};
insert into plan_projects (plan_version_id, application_id, position, grant_cents)
select ${idSql('PAN', String(call))}, application_id, position, grant_cents from ranking_entries
 where ranking_id = ${idSql('RNK', String(call))} and outcome = 'FUNDED';
update plan_versions set status = 'ADOPTED' where status = 'DRAWN_UP';
update plan_versions set status = 'SENT' where status = 'ADOPTED';
update plan_versions set status = 'VALIDATED' where status = 'SENT'`

const submissions = `
insert into submissions (id, cycle_id, kind, subject_id, status, package_sha256, idempotency_key)
select '0SBM' || right(id, 22), cycle_id, 'PLAN', id, 'PREPARED', '${FILE_SHA256}', 'plan-' || id from plan_versions;
update submissions set status = 'SENT', sent_at = now() - interval '33 days';
update submissions set status = 'RECEIVED', receipt_number = id, protocol_number = id, received_at = now() - interval '33 days';
update submissions set status = 'VALIDATED', answered_at = now() - interval '31 days';
insert into regional_outcomes (id, submission_id, outcome, protocol_number, decided_on, status, recorded_at)
select '0RGN' || right(id, 22), id, 'VALIDATED', 'M1.' || id, current_date - 31, 'IN_FORCE', now() - interval '31 days' from submissions`

const PROJECT_NUMBER = 'right(p.id, 22)::bigint'

const projects = ({ projects }: Shape): string => `
insert into projects (id, cycle_id, application_id, plan_version_id, code, status, grant_cents, cost_cents, ends_on)
select ${idSql('PRJ', `(right(v.call_id, 22)::bigint - 1) * ${projects} + x.position`)}, v.cycle_id, x.application_id, v.id,
       'P' || right(v.call_id, 2)::int || '-' || to_char(x.position, 'FM9000'), 'APPROVED', x.grant_cents, a.total_cost_cents, current_date + 600
  from plan_projects x join plan_versions v on v.id = x.plan_version_id join applications a on a.id = x.application_id;
insert into project_balances (project_id, grant_cents) select id, grant_cents from projects;
insert into project_tranches (project_id, id, position, label, amount_cents)
select id, t.tranche, t.position, t.label, t.cents from projects
 cross join (values ('ANTICIPO', 1, 'Anticipo', ${ADVANCE_CENTS}), ('SALDO', 2, 'Saldo', ${BALANCE_CENTS})) t (tranche, position, label, cents)`

const agreements = `
update projects p set status = 'AGREED', agreement_signed_on = current_date - 30, agreement_sha256 = '${FILE_SHA256}',
       agreement_protocol = 'AC-' || p.id, starts_on = current_date - 29,
       agreement_signed_by = (select submitted_by from applications a where a.id = p.application_id);
update projects p set cup = 'J26C' || lpad((${PROJECT_NUMBER})::text, 11, '0')`

const entries = (kind: string, rows: string): string => `
insert into money_entries (id, cycle_id, year, kind, occasion, project_id, payee_id, amount_cents, at)
select '${kind} ' || occasion, cycle_id, ${FIRST_YEAR}, '${kind}', occasion, project_id, payee_id, amount_cents,
       now() - interval '20 days' from (${rows}) e`

/* A year's allocation is charged in the year in which it has room. */
const commitments = `
update projects set status = 'GRANTED', commitment_number = 'I-' || right(id, 8), commitment_on = current_date - 28;
${entries(
  'COMMITTED',
  `select p.cycle_id, p.commitment_number as occasion, p.id as project_id, a.lead_body_id as payee_id, p.grant_cents as amount_cents
     from projects p join applications a on a.id = p.application_id`,
)};
update projects set status = 'RUNNING', started_on = starts_on`

const paymentEntries = (kind: string, where: string): string =>
  entries(
    kind,
    `select p.cycle_id, y.id as occasion, p.id as project_id, a.lead_body_id as payee_id, y.amount_cents
       from payments y join projects p on p.id = y.project_id join applications a on a.id = p.application_id where ${where}`,
  )

const payments = (prefix: string, tranche: string, where: string): string => `
insert into payments (id, project_id, tranche_id, tranche_cents, amount_cents, status, opened_at)
select '0${prefix}' || right(p.id, 22), p.id, t.id, t.amount_cents, t.amount_cents, 'OPEN', now() - interval '27 days'
  from projects p join project_tranches t on t.project_id = p.id and t.id = '${tranche}' where ${where};
${paymentEntries('RESERVED', `y.tranche_id = '${tranche}'`)}`

const asked = (where: string): string => `
update payments y set status = 'REQUESTED', iban = 'IT60X0542811101000000123456', requested_at = now() - interval '26 days',
       declarations = '{"durcIssuedOn":null,"commercialActivity":false,"capitalGoods":false,"overdueDebts":false}',
       requested_by = (select a.submitted_by from projects p join applications a on a.id = p.application_id where p.id = y.project_id)
 where ${where}`

const approvedByOffice = ({ caseOfficer }: Office, where: string): string => `
update payments y set status = 'OFFICE_APPROVED', office_approved_by = '${caseOfficer}', office_approved_at = now() - interval '25 days', office_approved_sha256 = 'x' where ${where};
insert into payment_checks (payment_id, code, result, reference, checked_on)
select y.id, 'DURC', 'PASSED', 'prot. 1', current_date - 25 from payments y where ${where}`

const approvedByFinance = ({ finance }: Office, where: string): string => `
update payments y set status = 'FINANCE_APPROVED', finance_approved_by = '${finance}', finance_approved_at = now() - interval '24 days', finance_approved_sha256 = 'x' where ${where}`

const liquidations = (first: number, where: string): string =>
  proposals(
    'LIQUIDATION',
    `select ${first} + right(y.id, 22)::bigint as number, p.cycle_id, y.id as subject_id, 'Liquidazione ' || p.code as title
       from payments y join projects p on p.id = y.project_id where ${where}`,
  )

const ADVANCE = `y.tranche_id = 'ANTICIPO'`
const paid = `
update payments y set status = 'ORDERED' where ${ADVANCE};
${paymentEntries('LIQUIDATED', ADVANCE)};
update payments y set status = 'PAID', mandate_number = 'M-' || right(id, 22), paid_on = current_date - 20 where ${ADVANCE};
${paymentEntries('PAID', ADVANCE)}`

/** Plans, projects and their first tranche, from the ranking to the money that was paid. */
export function projectSteps(shape: Shape, office: Office): Record<string, string> {
  const plans = Array.from({ length: LAST_PUBLISHED }, (_, index) => plan(index + 1))
  const ofCalls = (kind: string, first: number, last: number, subject: string): string =>
    proposals(
      kind,
      `select ${first} + c as number, k.cycle_id, ${subject} as subject_id, 'Atto sull’avviso ' || c as title
         from generate_series(1, ${last}) c join calls k on k.id = ${idSql('CAA', 'c')}`,
    )
  return {
    'acts of calls': [
      ofCalls('CALL_NOTICE', acts.notice, shape.calls, 'k.id'),
      ofCalls('RANKING_APPROVAL', acts.ranking, RANKED_CALL - 1, idSql('RNK', 'c')),
      effects(acts.notice, acts.plan),
    ].join(';'),
    plan_versions: [
      ...plans,
      ofCalls('PLAN_APPROVAL', acts.plan, LAST_PUBLISHED, idSql('PAN', 'c')),
      effects(acts.plan + 1, acts.plan + LAST_PUBLISHED),
    ].join(';'),
    submissions,
    projects: projects(shape),
    'projects, agreed': agreements,
    'acts of grants': [
      proposals(
        'GRANT',
        `select ${acts.grant} + ${PROJECT_NUMBER} as number, p.cycle_id, p.id as subject_id, 'Concessione ' || p.code as title from projects p`,
      ),
      effects(acts.grant, acts.advance),
    ].join(';'),
    'projects, running': commitments,
    'payments, advance': payments('PAY', 'ANTICIPO', 'true'),
    'payments, advance approved': [
      asked(ADVANCE),
      approvedByOffice(office, ADVANCE),
      approvedByFinance(office, ADVANCE),
      liquidations(acts.advance, ADVANCE),
      effects(acts.advance, acts.balance),
    ].join(';'),
    'payments, advance paid': paid,
  }
}

/* Of ten balances three are still to be asked for, three wait for the office, two for finance, two for their act. */
const later = (last: string): string => `y.tranche_id = 'SALDO' and right(y.id, 1) in (${last})`

/** The last tranche of projects whose statement is settled: under way at each of its steps. */
export const balanceSteps = (office: Office): Record<string, string> => ({
  'payments, balance': payments(
    'PAB',
    'SALDO',
    `exists (select 1 from statements s where s.project_id = p.id and s.status = 'SETTLED')`,
  ),
  'payments, balance under way': [
    asked(later(`'3','4','5','6','7','8','9'`)),
    approvedByOffice(office, later(`'6','7','8','9'`)),
    approvedByFinance(office, later(`'8','9'`)),
    liquidations(acts.balance, later(`'8','9'`)),
  ].join(';'),
})
