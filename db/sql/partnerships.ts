/* What a body sees of the applications that name it, while it can still confirm: the wall stays between it and all else of them. */
const create = `
create view partner_standings with (security_invoker = true) as
  select p.application_id, p.body_id, p.code, p.role, p.contribution, coalesce(d.decision = 'DROPPED', false) as dropped,
      p.role = 'LEAD' or coalesce(d.decision = 'CONFIRMED', exists (
        select 1 from partner_confirmations k where k.application_id = p.application_id and k.partner_code = p.code
          and k.part_sha256 = p.part_sha256 and (k.means = 'ACCOUNT' or k.signature = 'UNVERIFIED'))) as confirmed
    from application_partners p left join partner_decisions d on d.application_id = p.application_id and d.body_id = p.body_id;
comment on view partner_standings is 'Who of an alliance has confirmed its part, by itself, by its signed letter or by a decision on it, and who was dropped (art. 9)';

create view standing_reshaped_lines with (security_invoker = true) as
  select r.application_id, r.body_id, r.category, r.year, r.cost_cents from reshaped_budget_lines r
    join lead_requests q on q.id = r.request_id join rankings k on k.id = q.ranking_id where k.status = 'ADOPTED';
comment on view standing_reshaped_lines is 'The costs of reshapings to a grant that the ranking in force cuts: those to a grant of one that was annulled fall with it (art. 8; L. 241/1990 art. 21-nonies)';

create view standing_budget_lines with (security_invoker = true) as
  select l.application_id, l.body_id, l.category, l.year, l.cost_cents from budget_lines l where not exists (
      select 1 from partner_decisions d where d.application_id = l.application_id and d.body_id = l.body_id and d.decision = 'DROPPED')
    and not exists (select 1 from standing_reshaped_lines r where r.application_id = l.application_id)
  union all select r.application_id, r.body_id, r.category, r.year, r.cost_cents from standing_reshaped_lines r;
comment on view standing_budget_lines is 'What an alliance costs as it stands: without the lines of partners that were dropped, or as its project was reshaped to a cut grant';

create function own_partnerships() returns table (application_id text, call_id text, call_title text, closes_at timestamptz, lead_name text, title text,
    partner_code text, role text, contribution text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.id, c.id, c.title, c.closes_at, l.name, a.title, p ->> 'bodyTaxCode', p ->> 'role', p ->> 'contribution'
    from bodies b
    join lateral (select b.tax_code as code union select b.vat_number where not exists (
      select 1 from bodies o where o.vat_number = b.vat_number and o.id <> b.id
        and not exists (select 1 from body_names n where n.body_id = o.id and n.subject_id = b.id))) named on named.code is not null
    join applications a on a.content -> 'partners' @> jsonb_build_array(jsonb_build_object('bodyTaxCode', named.code)) and a.status in ('DRAFT', 'SUBMITTED')
    join calls c on c.id = a.call_id and c.status = 'PUBLISHED'
    join bodies l on l.id = a.lead_body_id
    cross join lateral jsonb_array_elements(a.content -> 'partners') p
   where b.id = acting_body() and acting_role() in ('ALLIANCE_LEAD', 'NETWORK_MEMBER') and p ->> 'bodyTaxCode' = named.code and p ->> 'role' <> 'LEAD'
     and p ->> 'contribution' is not null
$$;
comment on function own_partnerships is 'Where the viewer''s own body is named as a partner, while it can still confirm: which project and whose, and its own part in it, nothing else (art. 9)';

create function own_confirmations() returns table (application_id text, partner_code text, means text, part_sha256 text, signature text, given_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.application_id, k.partner_code, k.means, k.part_sha256, k.signature, k.given_at
    from own_partnerships() o join partner_confirmations k on k.application_id = o.application_id and k.partner_code = o.partner_code
$$;
comment on function own_confirmations is 'What is there of the confirmations of the viewer''s own body';
`

/* What is read of the drafts of an open call, by who convenes the committee: bodies and their parts, to count who would remain. The part is
   named in SQL as it is in the domain: canonical JSON, hashed. */
const drafts = `
create function part_hash(role text, contribution text) returns text language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to('{"contribution":' || to_json(contribution)::text || ',"role":' || to_json(role)::text || '}', 'UTF8')), 'hex')
$$;

create function written_applications(asked_call text) returns table (submitted int, drafts int)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) filter (where a.status = 'SUBMITTED')::int, count(*) filter (where a.status = 'DRAFT')::int
    from applications a join calls c on c.id = a.call_id
   where c.id = asked_call and c.status = 'PUBLISHED' and a.status in ('DRAFT', 'SUBMITTED') and acting_role() = 'PROCESS_OWNER'
$$;
comment on function written_applications is 'How many applications of an open call were submitted and how many are being written: whose leads are told of a correction, for the process owner alone';

create function named_in_drafts(asked_call text) returns table (place bigint, submitted boolean, body_id text, role text, confirmed boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with asked as (
    select a.id, a.content, a.status = 'SUBMITTED' as submitted, row_number() over (order by a.id) as place
      from applications a join calls c on c.id = a.call_id
     where c.id = asked_call and c.status = 'PUBLISHED' and a.status in ('DRAFT', 'SUBMITTED') and acting_role() = 'PROCESS_OWNER'
     order by a.id limit 1000),
  named as (
    select q.place, q.submitted, p ->> 'bodyTaxCode' as code, p ->> 'role' as role,
        p ->> 'role' = 'LEAD' or exists (
          select 1 from partner_confirmations k where k.application_id = q.id and k.partner_code = p ->> 'bodyTaxCode'
            and k.part_sha256 = part_hash(p ->> 'role', p ->> 'contribution') and (k.means = 'ACCOUNT' or k.signature = 'UNVERIFIED')) as confirmed
      from asked q cross join lateral jsonb_array_elements(q.content -> 'partners') p
     where p ->> 'bodyTaxCode' is not null and p ->> 'role' is not null)
  select n.place, n.submitted, b.id, n.role, n.confirmed
    from named n left join lateral (
      select x.id from bodies x where x.tax_code = n.code union select x.id from bodies x where x.vat_number = n.code
      union select m.subject_id from bodies x join body_names m on m.body_id = x.id where x.tax_code = n.code) b on true
$$;
comment on function named_in_drafts is 'Which bodies of the register each draft of an open call names, and which of them have confirmed, for the process owner alone: to count how many members would remain. Which draft it is, and what it holds, is not told (art. 5)';
`

/* What came out of an alliance after its ranking. */
const flags = `
create function project_flags(asked_project text) returns table (flagged_at timestamptz, person text, reason text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.excluded_at, case when knows_reasons() and e.person_id <> current_viewer() then p.display_name end,
      case when knows_reasons() and e.person_id <> current_viewer() then e.full_reason end
    from projects j join exclusions e on e.application_id = j.application_id join persons p on p.id = e.person_id
   where j.id = asked_project and (e.basis = 'AFTER_RANKING'
       or exists (select 1 from admissibility_decisions d where d.application_id = e.application_id and d.decided_by = e.person_id)) and acting_role() in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE')
   order by e.excluded_at desc, p.display_name, e.full_reason
$$;
create function decided_in_conflict(asked_application text) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select min(e.excluded_at) from admissibility_decisions d join exclusions e on e.application_id = d.application_id and e.person_id = d.decided_by
   where d.application_id = asked_application and (acting_role() in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE') or acting_chair())
$$;
comment on function decided_in_conflict is 'When a conflict came out of who decided on the admissibility of an application: to the offices and the chair, never whose (art. 5; L. 241/1990 art. 6-bis)';
comment on function project_flags is 'The conflicts that came out after the ranking, which they do not change, and those of who decided on the admissibility: to the offices that they are there, to who may know reasons also whose and why, never of oneself, and nobody''s points (art. 5, 9)';
`

/** Where a body is named as a partner, and what is there of its confirmations (art. 9). */
export const partnerships = {
  create: create + drafts + flags,
  drop: `drop function if exists project_flags(text), decided_in_conflict(text), own_confirmations(), own_partnerships(), written_applications(text), named_in_drafts(text), part_hash(text, text);
drop view if exists standing_budget_lines, standing_reshaped_lines, partner_standings;`,
}
