import type { Knex } from 'knex'

/* Who sees, from closing to outcome: the office unless it is still asked to declare, members who declared for a seat,
   experts who declared; nobody excluded, nobody whose own declared conflict is open or recognised (art. 5). */
const ofOneApplication = `
create or replace function can_see_evaluation_of(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked is null or exists (
    select 1 from applications a join calls c on c.id = a.call_id
    where a.id = asked and a.status <> 'DRAFT' and (
      (c.outcome_published_at is not null and exists (select 1 from person_roles r where r.person_id = viewer
        and (r.role not in ('ALLIANCE_LEAD','NETWORK_MEMBER') or (r.role = 'ALLIANCE_LEAD' and r.body_id = a.lead_body_id))))
      or (c.status = 'CLOSED'
        and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
        and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
          where x.application_id = a.id and d.person_id = viewer and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
        and (
          (exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
            and not exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'REQUESTED'))
          or exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'DECLARED'
            and (d.seat_id is not null or exists (select 1 from panel_appointments p where p.application_id = a.id and p.person_id = viewer)))
        )))
  )
$$;
comment on function can_see_evaluation_of is 'Evaluators, scores, votes (art. 5): until the outcome is published closed to its lead, to the excluded, to the undeclared, and to whose conflict is not waived';
`

const ofAllOfThem = `
create or replace function can_see_evaluation(viewer text, asked_call text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked_call is null
    or exists (select 1 from calls c where c.id = asked_call and c.outcome_published_at is not null)
    or (not exists (select 1 from exclusions e where e.call_id = asked_call and e.person_id = viewer)
      and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
        where d.call_id = asked_call and d.person_id = viewer and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
      and (
        (exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
          and not exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer and d.status = 'REQUESTED'))
        or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer and d.status = 'DECLARED'
          and d.seat_id is not null)))
$$;
`

const before = `
create or replace function can_see_evaluation_of(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked is null or exists (
    select 1 from applications a join calls c on c.id = a.call_id
    where a.id = asked and a.status <> 'DRAFT' and (
      (c.outcome_published_at is not null and exists (select 1 from person_roles r where r.person_id = viewer
        and (r.role not in ('ALLIANCE_LEAD','NETWORK_MEMBER') or (r.role = 'ALLIANCE_LEAD' and r.body_id = a.lead_body_id))))
      or (c.status = 'CLOSED'
        and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
        and (
          exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
          or exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'DECLARED'
            and not exists (select 1 from declared_conflicts x where x.declaration_id = d.id and x.application_id = a.id and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED'))
          or exists (select 1 from panel_appointments p where p.application_id = a.id and p.person_id = viewer)
        )))
  )
$$;
comment on function can_see_evaluation_of is 'Evaluators, scores, votes (art. 5): until the outcome is published closed to its lead, to the excluded and to the undeclared';
create or replace function can_see_evaluation(viewer text, asked_call text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked_call is null
    or exists (select 1 from calls c where c.id = asked_call and c.outcome_published_at is not null)
    or (not exists (select 1 from exclusions e where e.call_id = asked_call and e.person_id = viewer) and (
      exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
      or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer and d.status = 'DECLARED'
        and not exists (select 1 from declared_conflicts x where x.declaration_id = d.id and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED'))))
$$;
`

export const rebuildTheWall = {
  name: '202611272123_rebuild_the_wall',
  up: (knex: Knex) => knex.raw([ofOneApplication, ofAllOfThem].join('\n')),
  down: (knex: Knex) => knex.raw(before),
}
