import type { Knex } from 'knex'

const up = `
create table call_corrections (
  id text primary key,
  call_id text not null references calls (id),
  version integer not null check (version > 1),
  status text not null,
  reason text not null,
  configuration jsonb not null,
  configuration_sha256 text not null,
  closes_at timestamptz not null,
  replaced jsonb not null,
  replaced_sha256 text not null,
  proposed_by text not null references persons (id),
  proposed_at timestamptz not null,
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text references persons (id),
  withdrawal_reason text,
  constraint call_corrections_published check ((status = 'PUBLISHED') = (published_at is not null)),
  constraint call_corrections_withdrawn check (num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) = case when status = 'WITHDRAWN' then 0 else 3 end)
);
comment on table call_corrections is 'New versions of a published call, each adopted by an act as its notice is, with what it replaced: the first version is the call as it was published (L. 241/1990 art. 12)';
create unique index call_corrections_pending on call_corrections (call_id) where status = 'PROPOSED';
comment on index call_corrections_pending is 'One correction of a call at a time: each says what it replaces';
create unique index call_corrections_version on call_corrections (call_id, version) where status not in ('LAPSED', 'WITHDRAWN');

create table call_correction_parts (
  call_id text not null references calls (id),
  part text not null,
  version integer generated always as identity,
  content jsonb not null,
  saved_by text not null references persons (id),
  saved_at timestamptz not null,
  primary key (call_id, part)
);
comment on table call_correction_parts is 'A correction of a call while it is written: the parts that somebody has saved, of the office and not of a person; what is not here is as in the call. Gone when it is proposed or discarded';
comment on column call_correction_parts.version is 'Each saving has its own, never given twice: nobody overwrites a part that somebody else has saved meanwhile';

create table call_questions (
  id text primary key,
  call_id text not null references calls (id),
  body_id text not null references bodies (id),
  asked_by text not null references persons (id),
  text text not null,
  asked_at timestamptz not null,
  answer text,
  answered_by text references persons (id),
  answered_at timestamptz,
  constraint call_questions_answer check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);
comment on table call_questions is 'What bodies ask about an open call and what the office answers: published together, without who asked. Asked again by the same person it is the same question';
create index call_questions_open on call_questions (call_id, asked_at) include (asked_by) where answer is null;
create index call_questions_place on call_questions (call_id, asked_at, id);

create function refuse_answer_change() returns trigger language plpgsql as $$
begin
  raise exception 'question %: it is published with its answer and does not change', old.id using errcode = '23514';
end $$;
create trigger call_questions_published before update or delete on call_questions for each row
  when (old.answer is not null) execute function refuse_answer_change();
comment on trigger call_questions_published on call_questions is 'What all have read stays as it was read (L. 241/1990 art. 12)';

create table answer_amendments (
  question_id text not null references call_questions (id),
  version integer not null check (version > 0),
  text text not null,
  amended_by text not null references persons (id),
  amended_at timestamptz not null,
  primary key (question_id, version)
);
comment on table answer_amendments is 'What an answer to a question says since it was put right: the last one counts, all stay readable. The key: of two who amend at once the second is told';

create function refuse_amendment_change() returns trigger language plpgsql as $$
begin
  raise exception 'amendment of %: what all have read stays as it was read', old.question_id using errcode = '23514';
end $$;
create trigger answer_amendments_published before update or delete on answer_amendments for each row execute function refuse_amendment_change();
comment on trigger answer_amendments_published on answer_amendments is 'What all have read stays as it was read (L. 241/1990 art. 12)';
`
const down = `drop table answer_amendments, call_questions, call_correction_parts, call_corrections;
drop function refuse_answer_change();
drop function refuse_amendment_change();`

/** What is said of a call once it is published: its corrections, and questions with their answers. */
export const createCallCorrections = {
  name: '202611291114_create_call_corrections',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
