import type { Knex } from 'knex'

const up = `
alter table documents add column reconciles boolean;
comment on column documents.reconciles is 'Of a workbook: false when a total disagrees with its independent figure, and then it does not go to the Region (art. 8)';
`
const down = `alter table documents drop column reconciles;`

export const markReconciledWorkbooks = {
  name: '202611272113_mark_reconciled_workbooks',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
