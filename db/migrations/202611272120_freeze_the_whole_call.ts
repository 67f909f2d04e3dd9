import type { Knex } from 'knex'

const up = `
create or replace function refuse_frozen_call_change() returns trigger language plpgsql as $$
begin
  if old.status <> 'DRAFT' and (new.status = 'DRAFT'
      or new.cycle_id <> old.cycle_id or new.number <> old.number or new.title <> old.title
      or new.configuration is distinct from old.configuration
      or new.configuration_sha256 <> old.configuration_sha256
      or new.opens_at <> old.opens_at or new.closes_at <> old.closes_at) then
    raise exception 'a frozen call does not change (L. 241/1990 art. 12)' using errcode = '23514';
  end if;
  return new;
end $$;
comment on trigger calls_frozen on calls is 'A call once frozen keeps its name, rules and hours, and is never a draft again: nothing is bent to the applications that came (L. 241/1990 art. 12)';
`
const down = `
create or replace function refuse_frozen_call_change() returns trigger language plpgsql as $$
begin
  if old.status <> 'DRAFT' and (new.configuration is distinct from old.configuration
      or new.configuration_sha256 <> old.configuration_sha256
      or new.opens_at <> old.opens_at or new.closes_at <> old.closes_at) then
    raise exception 'a frozen call does not change (L. 241/1990 art. 12)' using errcode = '23514';
  end if;
  return new;
end $$;
comment on trigger calls_frozen on calls is null;
`

export const freezeTheWholeCall = {
  name: '202611272120_freeze_the_whole_call',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
