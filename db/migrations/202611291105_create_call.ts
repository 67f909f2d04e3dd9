import type { Knex } from 'knex'

const up = `
create table calls (
  id text primary key,
  cycle_id text not null references cycles (id),
  number integer not null,
  title text not null,
  status text not null,
  configuration jsonb not null,
  configuration_sha256 text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  outcome_published_at timestamptz,
  suspended_days integer not null default 0 check (suspended_days >= 0),
  sample_seed text,
  unique (cycle_id, number)
);
comment on column calls.sample_seed is 'By what the applications whose self-declarations are checked were drawn at the closing; published, so that anyone draws again (DPR 445/2000 art. 71)';
comment on column calls.suspended_days is 'Days by which the term of the procedure moves, for what was asked of leads (L. 241/1990 art. 2 c. 7, 10-bis)';
comment on column calls.outcome_published_at is 'From here on the wall of conflicts opens (L. 241/1990, D.Lgs. 33/2013)';

create function refuse_frozen_call_change() returns trigger language plpgsql as $$
begin
  if old.status <> 'DRAFT' and (new.status = 'DRAFT'
      or new.cycle_id <> old.cycle_id or new.number <> old.number or new.title <> old.title
      or new.configuration is distinct from old.configuration
      or new.configuration_sha256 <> old.configuration_sha256
      or new.opens_at <> old.opens_at or new.closes_at <> old.closes_at)
    and not (old.status = 'PUBLISHED' and new.status = 'PUBLISHED' and new.cycle_id = old.cycle_id and new.number = old.number
      and new.opens_at = old.opens_at and new.closes_at >= old.closes_at and exists (
        select 1 from call_corrections k where k.call_id = old.id and k.status = 'PUBLISHED' and k.replaced_sha256 = old.configuration_sha256
          and k.configuration_sha256 = new.configuration_sha256 and k.configuration = new.configuration and k.closes_at = new.closes_at)) then
    raise exception 'a frozen call does not change (L. 241/1990 art. 12)' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger calls_frozen before update on calls for each row execute function refuse_frozen_call_change();
comment on trigger calls_frozen on calls is 'A call once frozen keeps its name, rules and hours, and is never a draft again: nothing is bent to the applications that came. Until it closes a published correction replaces rules and title, and puts the closing off (L. 241/1990 art. 12)';

create table applications (
  id text primary key,
  call_id text not null references calls (id),
  code text collate counted,
  title text not null,
  area text not null,
  summary text not null,
  lead_body_id text not null references bodies (id),
  total_cost_cents bigint not null check (total_cost_cents >= 0),
  requested_cents bigint not null check (requested_cents >= 0),
  content jsonb not null,
  content_sha256 text not null,
  status text not null,
  submitted_by text not null references persons (id),
  drafted_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  arrived_at timestamptz,
  signed_by text references persons (id),
  receipt_number text unique,
  withdrawn_at timestamptz,
  unique (call_id, code),
  constraint applications_amounts check (status in ('DRAFT','DISCARDED') or requested_cents > 0 and requested_cents <= total_cost_cents),
  constraint applications_receipt check (num_nulls(code, arrived_at, receipt_number) = case when status in ('DRAFT','DISCARDED') then 3 else 0 end),
  constraint applications_withdrawal check ((status = 'WITHDRAWN') = (withdrawn_at is not null)),
  constraint applications_discarded check (status <> 'DISCARDED' or title = '' and summary = '' and content -> 'partners' = '[]')
);
comment on column applications.code is 'Given with the receipt: its number in the call, without holes, in the order in which submissions were recorded. A draft has none';
comment on column applications.drafted_at is 'When its content was last written, by submitted_by until it is submitted; of a discarded draft when, and by whom, it was discarded';
comment on constraint applications_discarded on applications is 'Of a draft that its lead discarded nothing that was written stays';
comment on column applications.version is 'How often its content was written: who writes it again says which version it was, so that two people of the lead never overwrite each other unseen';
comment on column applications.arrived_at is 'When the request that submitted it had reached us whole: it is in time by this, and equal scores may be told apart by it (art. 10)';
comment on column applications.signed_by is 'Who signs it for the lead: a signatory of that body on the day (art. 10)';
comment on column applications.content_sha256 is 'Hash of the submitted content and of its attachments: printed on the receipt';

create index applications_place on applications (call_id, coalesce(code, ''), id);
create index applications_lead on applications (lead_body_id);

alter table functions add constraint functions_application foreign key (application_id) references applications (id);
create index functions_application on functions (application_id) where application_id is not null;

create table drawn_applications (
  application_id text primary key references applications (id),
  call_id text not null references calls (id),
  place integer not null check (place > 0),
  checked_at timestamptz,
  checked_by text references persons (id),
  check_result text check (check_result in ('CONFIRMED','NOT_CONFIRMED')),
  check_evidence text,
  constraint drawn_applications_check check (num_nulls(checked_at, checked_by, check_result, check_evidence) in (0, 4))
);
create function refuse_check_change() returns trigger language plpgsql as $$
begin
  raise exception 'application %: the check of its declarations is recorded and does not change', old.application_id using errcode = '23514';
end $$;
create trigger drawn_applications_checked before update or delete on drawn_applications for each row
  when (old.checked_at is not null) execute function refuse_check_change();
comment on trigger drawn_applications_checked on drawn_applications is 'What was found, by whom and on which evidence stays as it was found (DPR 445/2000 art. 71)';
create index drawn_applications_call on drawn_applications (call_id, place);
comment on table drawn_applications is 'Applications whose self-declarations are checked, as they were drawn when their call closed (DPR 445/2000 art. 71)';

create table application_partners (
  application_id text not null references applications (id),
  body_id text not null references bodies (id),
  role text not null check (role in ('LEAD','PARTNER','ADHERENT')),
  contribution text not null,
  code text not null,
  part_sha256 text not null,
  primary key (application_id, body_id),
  unique (application_id, code)
);
comment on column application_partners.code is 'By which code the application names the body';
comment on column application_partners.part_sha256 is 'Hash of role and contribution: what a confirmation must be about to count (art. 9)';
create index application_partners_body on application_partners (body_id);
create unique index application_partners_lead on application_partners (application_id) where role = 'LEAD';
comment on index application_partners_lead is 'An alliance has exactly one lead (art. 9, 10)';

create index applications_named on applications using gin ((content -> 'partners') jsonb_path_ops);
comment on index applications_named is 'Where a body is named, in drafts too: so it finds what it is asked to confirm (art. 9)';

create table partner_confirmations (
  application_id text not null references applications (id),
  partner_code text not null,
  means text not null check (means in ('ACCOUNT','LETTER')),
  part_sha256 text not null,
  given_by text not null references persons (id), given_at timestamptz not null,
  signed_by text references persons (id),
  file_name text, media_type text,
  sha256 text references stored_files (sha256),
  signature text check (signature in ('NONE','UNVERIFIED')),
  primary key (application_id, partner_code, means),
  constraint partner_confirmations_account check ((means = 'ACCOUNT') = (signed_by is not null)),
  constraint partner_confirmations_letter check (num_nulls(file_name, media_type, sha256, signature) = 4 or means = 'LETTER' and num_nulls(file_name, media_type, sha256, signature) = 0)
);
comment on table partner_confirmations is 'That a body takes part, in a role and with a contribution: said by itself, or by its letter that the lead uploads. It stands beside what is submitted, and never changes it (art. 9)';
comment on column partner_confirmations.part_sha256 is 'Of which role and contribution: of others it does not count';
comment on column partner_confirmations.signed_by is 'Who signs it for the body, which confirms by itself; a letter bears its own signature';

create function refuse_late_confirmation() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from applications a join calls c on c.id = a.call_id
      where a.id = new.application_id and (a.status in ('DRAFT','SUBMITTED') and c.status = 'PUBLISHED' and (new.means = 'ACCOUNT' or new.sha256 is not null)
        or a.status = 'DISCARDED' and tg_op = 'UPDATE' and new.sha256 is null)) then
    raise exception 'application %: a partner confirms until its call closes (art. 9)', new.application_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger partner_confirmations_in_time before insert or update on partner_confirmations for each row execute function refuse_late_confirmation();
comment on trigger partner_confirmations_in_time on partner_confirmations is 'What counts at the closing is what was there: nothing is added afterwards (art. 5, 9). Of a discarded draft the bare fact stays, without the file of a letter';

create table partner_invitations (
  application_id text not null references applications (id), partner_code text not null, part_sha256 text not null,
  people integer not null check (people >= 0), invited_by text not null references persons (id), invited_at timestamptz not null,
  primary key (application_id, partner_code)
);
comment on table partner_invitations is 'That a partner was asked by mail to confirm its part: the last time, of which role and contribution, and how many people of it were written to; none where nobody acts for it here (art. 9)';

create table budget_lines (
  application_id text not null references applications (id),
  body_id text not null references bodies (id),
  category text not null,
  year integer not null,
  cost_cents bigint not null check (cost_cents > 0),
  primary key (application_id, body_id, category, year)
);

create table expected_results (
  application_id text not null references applications (id),
  indicator text not null,
  expected integer not null check (expected >= 0),
  primary key (application_id, indicator)
);

create table application_attachments (
  id text primary key,
  application_id text not null references applications (id),
  kind text not null,
  file_name text not null, media_type text not null,
  sha256 text not null references stored_files (sha256),
  signature text not null check (signature in ('NONE','UNVERIFIED')),
  uploaded_at timestamptz not null, uploaded_by text not null references persons (id)
);
create unique index application_attachments_kind on application_attachments (application_id, kind);
comment on index application_attachments_kind is 'One file for each kind that the call asks: uploading again replaces it until submission';

create table replaced_attachments (
  id text primary key,
  application_id text not null references applications (id),
  kind text not null,
  file_name text not null, media_type text not null,
  sha256 text not null references stored_files (sha256),
  signature text not null check (signature in ('NONE','UNVERIFIED')),
  uploaded_at timestamptz not null, uploaded_by text not null references persons (id),
  replaced_at timestamptz not null, replaced_by text not null references persons (id)
);
create index replaced_attachments_application on replaced_attachments (application_id, kind, replaced_at);
comment on table replaced_attachments is 'Attachments of a draft that another took the place of: who had uploaded what, when, and who replaced it. Read by its lead until the submission fixes which counts';

create table application_forms (
  application_id text not null references applications (id),
  content_sha256 text not null,
  sha256 text not null references stored_files (sha256),
  made_at timestamptz not null,
  primary key (application_id, content_sha256)
);
comment on table application_forms is 'The form to sign of each content that an application had when somebody asked for it: what is signed is compared to these bytes (art. 10)';

create function keep_replaced_attachment() returns trigger language plpgsql as $$
begin
  insert into replaced_attachments (id, application_id, kind, file_name, media_type, sha256, signature, uploaded_at, uploaded_by, replaced_at, replaced_by)
  values (encode(sha256(convert_to(old.id || old.sha256 || old.uploaded_at || new.uploaded_at || new.sha256, 'UTF8')), 'hex'), old.application_id, old.kind, old.file_name,
    old.media_type, old.sha256, old.signature, old.uploaded_at, old.uploaded_by, new.uploaded_at, new.uploaded_by) on conflict do nothing;
  return new;
end $$;
create trigger application_attachments_replaced before update on application_attachments for each row
  when (old.sha256 is distinct from new.sha256) execute function keep_replaced_attachment();
comment on trigger application_attachments_replaced on application_attachments is 'No version of an attachment is lost, however many upload at once';
`
const down = `alter table functions drop constraint functions_application;
drop index functions_application;
drop table application_forms, replaced_attachments, application_attachments, expected_results, budget_lines, partner_confirmations, partner_invitations, application_partners, drawn_applications, applications, calls;
drop function refuse_check_change();
drop function keep_replaced_attachment();
drop function refuse_late_confirmation();
drop function refuse_frozen_call_change();`

export const createCall = {
  name: '202611291105_create_call',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
