import type { Knex } from 'knex'

const up = `
create table protocol_register (
  id text not null unique,
  year integer not null,
  number integer not null,
  direction text not null check (direction in ('IN','OUT')),
  subject text not null,
  correspondent text not null,
  file_sha256 text,
  registered_at timestamptz not null,
  primary key (year, number)
);
comment on column protocol_register.id is 'Of what is registered, which is registered once: a step run again reads its number, another letter gets another (DPR 445/2000 art. 53)';

create table act_proposals (
  id text primary key,
  cycle_id text not null references cycles (id),
  kind text not null check (kind in ('GUIDANCE_ADOPTION','CALL_NOTICE','RANKING_APPROVAL','PLAN_APPROVAL','GRANT','LIQUIDATION','FINAL_RETURN')),
  subject_id text not null,
  title text not null,
  status text not null,
  document_id text references documents (id),
  content_sha256 text references stored_files (sha256),
  proposed_at timestamptz not null
);
comment on column act_proposals.content_sha256 is 'What its document says, before number, date and organ: the act says what was adopted, whatever the rows say since (art. 8)';
create index act_proposals_cycle on act_proposals (cycle_id, proposed_at, id);
create index act_proposals_kind on act_proposals (kind, cycle_id);
create index act_proposals_document on act_proposals (document_id);
create index act_proposals_subject on act_proposals (subject_id);
create index act_proposals_public on act_proposals (cycle_id)
  where status = 'EFFECTIVE' and kind in ('GUIDANCE_ADOPTION','CALL_NOTICE','RANKING_APPROVAL','PLAN_APPROVAL','FINAL_RETURN');
create unique index act_proposals_pending on act_proposals (kind, subject_id) where status <> 'EFFECTIVE';
comment on index act_proposals_pending is 'One proposal of a kind waits for a subject; another may follow once the act has its effects (art. 8)';

create table acts (
  proposal_id text primary key references act_proposals (id),
  type text not null,
  number text not null,
  organ text not null,
  proposal_sha256 text not null references stored_files (sha256),
  adopted_on date not null,
  signed_file_sha256 text not null references stored_files (sha256),
  signature text not null,
  protocol_number text not null,
  published_on date,
  publication_number text,
  effective_at timestamptz
);
comment on column acts.proposal_sha256 is 'The document that was read and adopted: another is to be adopted anew (art. 8)';
create unique index acts_number on acts (organ, number, (extract(year from adopted_on)));
comment on index acts_number is 'An organ numbers its acts once a year: the same act is not recorded for two proposals';
`
const down = `drop table acts, act_proposals, protocol_register;`

export const createAct = {
  name: '202611291107_create_act',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
