import type { Knex } from 'knex'

const up = `
create table guidance_documents (
  id text primary key,
  cycle_id text not null references cycles (id),
  version integer not null,
  title text not null,
  context jsonb not null,
  needs jsonb not null,
  priorities jsonb not null,
  status text not null,
  comments_due_at timestamptz not null,
  created_at timestamptz not null,
  unique (cycle_id, version)
);

create table guidance_comments (
  id text primary key,
  guidance_document_id text not null references guidance_documents (id),
  body_id text not null references bodies (id),
  person_id text not null references persons (id),
  text text not null,
  commented_at timestamptz not null,
  answer text,
  unique (guidance_document_id, body_id, text)
);
create index guidance_comments_listed on guidance_comments (guidance_document_id, commented_at, id);
`
const down = `drop table guidance_comments, guidance_documents;`

export const createGuidance = {
  name: '202611291103_create_guidance',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
