import { seatsWithVote } from './seats-with-vote.ts'
/* Before the outcome the application itself, afterwards its project. */
const stillDecided = (a: string) => `${a}.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
        and (c.evaluated or exists (select 1 from projects p where p.application_id = ${a}.id and p.status <> 'CLOSED'))`

/* Who holds an office on a day: a function in somebody's place counts as long as the other's does, and one that is limited to an
   application for that one alone. Nobody can be left only where somebody is tied, or where nobody holds a function for all: no other
   application is looked at. PostgreSQL expects ties of each holder, reads all there are at once, and finds none: it is told to look
   by person. */
const create = `
create function application_handle(id text) returns text language sql immutable as $$ select left(encode(sha256(convert_to(id, 'UTF8')), 'hex'), 16) $$;
comment on function application_handle is 'By what an application is told to whom it is closed: it says nothing of it';

create function decisions_ahead(asked text, most int) returns table (application_id text, call_id text, handle text, place int)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with here as (
    select c.id, c.number, y.code, c.outcome_published_at is null as evaluated from calls c join cycles y on y.id = c.cycle_id
     where (acting_role() = 'PROCESS_OWNER' and acting_application() is null or acting_chair()) and c.status = 'CLOSED')
  select f.id, f.call_id, application_handle(f.id), min(f.place)::int from (
    (select a.id, a.call_id, null as place from here c join applications a on a.call_id = c.id
      where asked <> '' and asked in (a.id, application_handle(a.id)) and ${stillDecided('a')} limit 1)
    union all
    (select a.id, c.id, a.place from (select h.* from here h order by h.code, h.number) c cross join lateral (
        select a.id, row_number() over (order by coalesce(a.code, ''), a.id) as place
          from applications a where a.call_id = c.id and ${stillDecided('a')} order by coalesce(a.code, ''), a.id limit most) a
      order by c.code, c.number, a.place limit most)) f
   group by f.id, f.call_id
$$;
comment on function decisions_ahead is 'Of which applications something is still to be decided, the asked one and the first so many: for who keeps the register of substitutions and who presides, whatever the wall closes to them: to them each is told by its handle, which says nothing of it; place is its place in its call, null of one that is only asked';

create function decisions_without_anybody(asked_cycle text, asked_on date) returns table (role text, matter text, call_id text, application_id text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  with holders as (
    select distinct f.role, f.person_id, f.application_id from functions f left join functions o on o.id = f.stands_for
     where f.role in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE') and f.starts_on <= asked_on and coalesce(f.ends_on, 'infinity') >= asked_on
       and (f.stands_for is null or o.starts_on <= asked_on and coalesce(o.ends_on, 'infinity') >= asked_on)),
  asked (role, matter) as (values ('CASE_OFFICER', 'EVALUATION'), ('PROCESS_OWNER', 'PROJECT'), ('CASE_OFFICER', 'PROJECT'), ('FINANCE', 'PROJECT')),
  tied as materialized (
    select t.person_id, t.application_id, t.personal from conflict_ties t where t.person_id = any(array(select h.person_id from holders h))),
  here as (select c.id, c.outcome_published_at is null as evaluated from calls c
     where (acting_role() = 'PROCESS_OWNER' and acting_application() is null or acting_chair()) and c.cycle_id = asked_cycle and c.status = 'CLOSED'),
  perhaps as (
    select t.application_id as id from tied t
    union select a.id from here c join applications a on a.call_id = c.id
     where exists (select 1 from asked q where not exists (select 1 from holders h where h.role = q.role and h.application_id is null))),
  ahead as materialized (
    select a.id as application_id, a.call_id, c.evaluated from perhaps p join applications a on a.id = p.id join here c on c.id = a.call_id
     where a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
       and (c.evaluated or exists (select 1 from projects j where j.application_id = a.id and j.status <> 'CLOSED')))
  select q.role, q.matter, a.call_id, a.application_id from asked q cross join ahead a
   where (q.matter = 'PROJECT' or a.evaluated) and not exists (
     select 1 from holders h where h.role = q.role and (h.application_id is null or h.application_id = a.application_id) and not exists (
       select 1 from tied t where t.person_id = h.person_id and t.application_id = a.application_id and (t.personal or q.matter = 'EVALUATION')))
  union all
  select 'PROCESS_OWNER', 'EVALUATION', c.id, null from here c
   where c.evaluated and exists (select 1 from applications a where a.call_id = c.id and a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')) and not exists (
     select 1 from holders h where h.role = 'PROCESS_OWNER' and h.application_id is null and not exists (
       select 1 from tied t join ahead a on a.application_id = t.application_id where t.person_id = h.person_id and a.call_id = c.id))
$$;
comment on function decisions_without_anybody is 'What is still to be decided in a cycle, and by which function, where a conflict bars everybody who holds it on a day; of a whole call where no application is named. Told to the process owner and who presides, never who is barred or why (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 7)';
`

/** Where nobody is left to decide, and how many could vote, before it is due. */
export const deciders = {
  create: create + seatsWithVote.create,
  drop: `drop function if exists decisions_without_anybody(text, date), decisions_ahead(text, int), application_handle(text); ${seatsWithVote.drop}`,
}
