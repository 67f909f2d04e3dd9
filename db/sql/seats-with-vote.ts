import { IN_FORCE } from '../network/function-store.ts'

const inForce = (f: string): string =>
  IN_FORCE.replaceAll('cast(:on as date)', 'asked_on').replaceAll(/\bf\./g, `${f}.`)

/* How many seats could vote on what, foreseen from the closing of a call on: whoever has not yet been asked to declare, or still may,
   is counted; a deputy of an excluded titular where the call lets one sit (art. 5). Numbers, and none of what is closed to the reader. */
const create = `
create function seats_with_vote(asked_call text, asked_on date, for_excluded boolean, asked text[])
  returns table (application_id text, seats integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with free as (
    select f.seat_id, f.person_id from functions f
     where f.seat_id is not null and ${inForce('f')}
       and (f.seat_role = 'TITULAR' or for_excluded or not exists (
         select 1 from functions t where t.seat_id = f.seat_id and t.seat_role = 'TITULAR' and ${inForce('t')}))
       and (not exists (select 1 from conflict_declarations d where d.call_id = asked_call)
         or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = f.person_id
           and d.seat_id is not null and d.status in ('DECLARED','REQUESTED')))
  ), kept as materialized (select c.application_id, c.person_id from closing_conflicts c where c.application_id = any(asked))
  select e.id, (select count(distinct s.seat_id)::integer from free s
      where (e.id, s.person_id) not in (select k.application_id, k.person_id from kept k))
    from seen_evaluations e where e.id = any(asked) and knows_reasons()
  union all
  select null, (select count(distinct s.seat_id)::integer from free s
      where not exists (select 1 from closing_conflicts k where k.person_id = s.person_id and k.call_id = asked_call))
   where knows_reasons()
$$;
comment on function seats_with_vote is 'How many seats could vote on these applications of a call, and under null on its ranking, as a number for chair and process owner (art. 5, 7)';
`

/** The forecast of who could vote. */
export const seatsWithVote = {
  create,
  drop: `drop function if exists seats_with_vote(text, date, boolean, text[]);`,
}
