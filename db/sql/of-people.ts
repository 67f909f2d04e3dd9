/* The wall asked of several people at once, by what writes, which is not behind it. Each is asked as the wall asks its viewer, so that
   there is no second way to be kept out; who asked before asks again once the function has ended. */
const seenByEach = (name: string, condition: string) => `
create function ${name}(asked text, people jsonb) returns table (place integer)
language plpgsql set search_path = pg_catalog, public, pg_temp
  set concilia.viewer = '' set concilia.role = '' set concilia.body = '' set concilia.seat = '' set concilia.application = '' as $$
declare
  one record;
begin
  for one in select p.value, p.ordinality from jsonb_array_elements(people) with ordinality p order by p.ordinality loop
    perform set_config('concilia.viewer', one.value ->> 0, true), set_config('concilia.role', coalesce(one.value ->> 1, ''), true),
      set_config('concilia.body', coalesce(one.value ->> 2, ''), true), set_config('concilia.seat', coalesce(one.value ->> 3, ''), true),
      set_config('concilia.application', coalesce(one.value ->> 4, ''), true);
    if exists (${condition}) then
      place := one.ordinality;
      return next;
    end if;
  end loop;
end $$;
comment on function ${name} is 'Of these people in their functions (person, role, body, seat, only application), the places of those to whom the wall shows it (art. 5)';`

/** Which of several people the wall shows an application's evaluation, and a task by its condition on a row of `work_items`. */
export const ofPeople = (seenItem: string) => ({
  create: [
    seenByEach('evaluation_seen_by', 'select 1 from seen_evaluations s where s.id = asked'),
    seenByEach('work_item_seen_by', `select 1 from work_items where id = asked and (${seenItem})`),
  ].join(''),
  drop: 'drop function if exists evaluation_seen_by(text, jsonb), work_item_seen_by(text, jsonb);',
})
