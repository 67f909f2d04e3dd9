import type { Knex } from 'knex'

const up = `
alter table payments
  add column sent_back_reason text,
  add constraint payments_sent_back check (sent_back_reason is null or status = 'OPEN');
comment on constraint payments_sent_back on payments is 'A payment that was sent back goes on only after the lead asked for it again (art. 8, 10)';
`
const down = `
alter table payments drop constraint payments_sent_back, drop column sent_back_reason;
`

export const sendPaymentsBack = {
  name: '202611272112_send_payments_back',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
