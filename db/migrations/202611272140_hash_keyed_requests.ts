import type { Knex } from 'knex'

const up = `
alter table request_answers add column content_sha256 text;
comment on column request_answers.content_sha256 is 'What the request asked: the same key with another content is refused, not answered with the first answer; null for what was answered before this was kept';
`
const down = `alter table request_answers drop column content_sha256;`

export const hashKeyedRequests = {
  name: '202611272140_hash_keyed_requests',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
