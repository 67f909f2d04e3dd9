import type { Knex } from 'knex'

const up = `
create table admissibility_checks (
  application_id text not null references applications (id),
  code text not null,
  severity text not null check (severity in ('BLOCKING','CURABLE')),
  message text not null,
  primary key (application_id, code)
);
create table admissibility_decisions (
  application_id text primary key references applications (id),
  outcome text not null check (outcome in ('ADMITTED','NOT_ADMITTED')),
  reasons text not null,
  route text not null,
  late_answer text check (late_answer in ('CONSIDERED','NOT_CONSIDERED')),
  observations_reply text,
  committee_note text,
  decided_by text not null references persons (id),
  decided_at timestamptz not null
);
comment on column admissibility_decisions.late_answer is 'Whether an answer that came after its term was considered; null where none did';
comment on column admissibility_decisions.observations_reply is 'Why the observations of the lead did not convince (L. 241/1990 art. 10-bis)';
comment on column admissibility_decisions.committee_note is 'What the officer tells the committee that evaluates it (art. 6); the lead does not read it';
comment on table admissibility_decisions is 'One decision per application; the reasons were computed, the outcome is a person''s';

create table lead_requests (
  id text primary key,
  application_id text not null references applications (id),
  kind text not null check (kind in ('INTEGRATION','REFUSAL_NOTICE','CUT_GRANT')),
  status text not null,
  items jsonb not null,
  reasons text not null,
  asked_by text references persons (id),
  asked_at timestamptz not null,
  received_at timestamptz,
  due_at timestamptz,
  work_item_id text references work_items (id),
  answer text,
  answer_sha256 text,
  answered_by text references persons (id),
  answered_at timestamptz,
  accepted boolean,
  ranking_id text references rankings (id),
  constraint lead_requests_term check ((received_at is null) = (due_at is null)),
  constraint lead_requests_answer check (num_nulls(work_item_id, answer, answer_sha256, answered_by, answered_at) in (0, 5)),
  constraint lead_requests_asked_by check ((asked_by is null) = (kind = 'CUT_GRANT')),
  constraint lead_requests_ranking check ((ranking_id is not null) = (kind = 'CUT_GRANT')),
  constraint lead_requests_accepted check ((accepted is not null) = (kind = 'CUT_GRANT' and answer is not null))
);
create unique index lead_requests_once on lead_requests (application_id, kind, coalesce(ranking_id, '')) where status <> 'UNDELIVERED';
comment on table lead_requests is 'What the officer asks of the lead before deciding: to complete the application (L. 241/1990 art. 6), or to answer the reasons against it (art. 10-bis); or whether it takes a grant that the budget line cuts, asked by the process. The answer stands beside what was submitted, which never changes';
comment on index lead_requests_once is 'One integration and one notice for an application: the procedure is suspended once (L. 241/1990 art. 2 c. 7); a grant is cut once';
create index lead_requests_of_ranking on lead_requests (ranking_id) where ranking_id is not null;
comment on column lead_requests.ranking_id is 'The adopted ranking whose budget line cuts the grant: one that corrects it asks again';
comment on column lead_requests.received_at is 'When the mail server took its mail, or a receipt proves that it was delivered: the term runs from that day';
create index lead_requests_application on lead_requests (application_id, asked_at);
create index lead_requests_work_item on lead_requests (work_item_id) where work_item_id is not null;

create table communications (
  id text primary key,
  application_id text not null references applications (id),
  kind text not null check (kind in ('INTEGRATION','REFUSAL_NOTICE','CUT_GRANT','OUTCOME')),
  request_id text references lead_requests (id),
  address text,
  written_at timestamptz not null,
  taken_at timestamptz,
  unique (id, application_id),
  constraint communications_request check ((request_id is null) = (kind = 'OUTCOME'))
);
comment on table communications is 'What is written to a lead and counts from its delivery: a request, or the outcome (L. 241/1990 art. 6, 10-bis; art. 8)';
comment on column communications.id is 'That of its mail in the outbox: the Message-ID, which a receipt names, is made of it';
comment on column communications.address is 'The one that counts, of the body that leads or, where the register has none, of its first person; null where there was none';
comment on column communications.taken_at is 'When the mail server took it';
create index communications_application on communications (application_id, written_at);
create index communications_request on communications (request_id) where request_id is not null;

create table pec_receipts (
  id text primary key,
  position integer generated always as identity,
  communication_id text not null,
  application_id text not null,
  kind text not null check (kind in ('ACCEPTANCE','NOT_ACCEPTED','DELIVERY','NOT_DELIVERED','DELAYED')),
  source text not null check (source in ('PROVIDER','OFFICER')),
  at timestamptz not null,
  provider text,
  identifier text,
  reason text,
  recorded_by text not null references persons (id),
  recorded_at timestamptz not null,
  foreign key (communication_id, application_id) references communications (id, application_id),
  constraint pec_receipts_provider check (num_nulls(provider, identifier) = case source when 'PROVIDER' then 0 else 2 end),
  constraint pec_receipts_reason check ((reason is not null) = (source = 'OFFICER'))
);
create unique index pec_receipts_once on pec_receipts (communication_id, kind, identifier);
comment on table pec_receipts is 'What the provider of certified mail says of a communication, or an officer with a reason; all stay, and which counts is computed (DPR 68/2005 art. 6, 8). Its file is a document about it';
comment on column pec_receipts.position is 'The order of recording: who arrived before may have waited for who was recorded first';
comment on index pec_receipts_once is 'The same receipt brought again is one';
create index pec_receipts_communication on pec_receipts (communication_id, position);
create index pec_receipts_application on pec_receipts (application_id);

create table slid_grants (
  ranking_id text not null references rankings (id),
  application_id text not null references applications (id),
  request_id text not null references lead_requests (id),
  outcome text not null check (outcome in ('FUNDED','PARTIALLY_FUNDED','DECLINED')),
  grant_cents bigint not null check (grant_cents >= 0),
  constraint slid_grants_amount check ((grant_cents = 0) = (outcome = 'DECLINED')),
  primary key (ranking_id, application_id, request_id)
);
comment on table slid_grants is 'What an answer on a cut grant changes of an adopted ranking, whose lines stay as they were sealed: who does without, and who follows (art. 8)';
comment on column slid_grants.request_id is 'The request whose answer, or silence, changed it';
create unique index slid_grants_risen on slid_grants (ranking_id, application_id) where outcome <> 'DECLINED';
create unique index slid_grants_declined on slid_grants (ranking_id, application_id) where outcome = 'DECLINED';
comment on index slid_grants_risen is 'A grant rises once: the money is given in the order of the ranking (art. 8)';
comment on index slid_grants_declined is 'Who does without does so once';
create index slid_grants_request on slid_grants (request_id);

create table reshapings (
  request_id text primary key references lead_requests (id),
  application_id text not null references applications (id),
  content jsonb not null,
  content_sha256 text not null,
  if_refused text not null check (if_refused in ('ACCEPTED','DECLINED')),
  outcome text check (outcome in ('APPROVED','REFUSED')),
  reasons text,
  examined_by text references persons (id),
  examined_at timestamptz,
  constraint reshapings_examined check (num_nulls(outcome, reasons, examined_by, examined_at) in (0, 4))
);
create index reshapings_application on reshapings (application_id);
comment on table reshapings is 'What a lead makes of its project to do it with a cut grant: costs and co-financing, beside what was presented, which never changes; the officer examines whether it is still the project that was evaluated (art. 6, 8, 10)';
comment on column reshapings.if_refused is 'What the lead does with the grant, should this not be approved';

create table reshaped_budget_lines (
  request_id text not null references reshapings (request_id),
  application_id text not null references applications (id),
  body_id text not null references bodies (id),
  category text not null,
  year integer not null,
  cost_cents bigint not null check (cost_cents > 0),
  primary key (request_id, body_id, category, year)
);
create index reshaped_budget_lines_application on reshaped_budget_lines (application_id);
comment on table reshaped_budget_lines is 'The costs of an approved reshaping: they stand in the place of those that were presented';

create table partner_decisions (
  application_id text not null,
  body_id text not null,
  decision text not null check (decision in ('CONFIRMED','DROPPED')),
  decided_by text not null references persons (id),
  decided_at timestamptz not null,
  primary key (application_id, body_id),
  foreign key (application_id, body_id) references application_partners (application_id, body_id)
);
comment on table partner_decisions is 'What admissibility decides on a partner that has not confirmed by itself: its letter counts, or it is dropped. What was submitted stays as it is (art. 9)';

create function refuse_dropped_lead() returns trigger language plpgsql as $$
begin
  if exists (select 1 from application_partners p where p.application_id = new.application_id and p.body_id = new.body_id and p.role = 'LEAD') then
    raise exception 'application %: its lead is never dropped (art. 9, 10)', new.application_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger partner_decisions_lead before insert or update on partner_decisions for each row execute function refuse_dropped_lead();
`
const down = `drop table partner_decisions, reshaped_budget_lines, reshapings, slid_grants, pec_receipts, communications, lead_requests, admissibility_decisions, admissibility_checks;
drop function refuse_dropped_lead();`

/** What is found of an application, asked of its lead and decided on it before it is evaluated. */
export const createAdmissibility = {
  name: '202611291115_create_admissibility',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
