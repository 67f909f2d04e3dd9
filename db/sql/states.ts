import type { Lifecycle } from '../../domain/shared/lifecycle.ts'
import { lifecycles } from '../lifecycles.ts'

/* What the database itself refuses of states: one that a lifecycle does not have, and a move that its table does not have,
   whoever asks for it. Written from the tables of the domain, so that there is no second list. */
const refusal = `
create function refuse_move() returns trigger language plpgsql as $$
begin
  raise exception '% %: no move from % to %', tg_table_name, new.id, coalesce(to_jsonb(old) ->> tg_argv[0], 'nothing'), to_jsonb(new) ->> tg_argv[0]
    using errcode = '23514', constraint = tg_name;
end $$;
`

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(',')

function guard(table: string, column: string, { moves, states }: Lifecycle): string {
  const births = moves.flatMap(([from, , next]) => (from === null ? [next] : []))
  const pairs = moves.flatMap(([from, , next]) => (from === null || from === next ? [] : [[from, next]]))
  return `
alter table ${table} add constraint ${table}_states check (${column} in (${quoted(states)}));
create trigger ${table}_births after insert on ${table} for each row
  when (new.${column} not in (${quoted(births)})) execute function refuse_move('${column}');
create trigger ${table}_moves after update on ${table} for each row
  when (old.${column} <> new.${column} and (old.${column}, new.${column}) not in (${pairs.map((pair) => `(${quoted(pair)})`).join(',')}))
  execute function refuse_move('${column}');
`
}

const drop = `
drop function if exists refuse_move() cascade;
${Object.keys(lifecycles)
  .map((table) => `alter table if exists ${table} drop constraint if exists ${table}_states;`)
  .join('\n')}
`

/** The states and moves of every table whose rows live. */
export const states = {
  drop,
  create: [
    refusal,
    ...Object.entries(lifecycles).map(([table, { column, lifecycle }]) => guard(table, column, lifecycle)),
  ].join(''),
}
