/* What a body sees of the applications that name it, while it can still confirm: the wall stays between it and all else of them. */
const create = `
create view partner_standings with (security_invoker = true) as
  select p.application_id, p.body_id, p.code, p.role, p.contribution, coalesce(d.decision = 'DROPPED', false) as dropped,
      p.role = 'LEAD' or coalesce(d.decision = 'CONFIRMED', exists (
        select 1 from partner_confirmations k where k.application_id = p.application_id and k.partner_code = p.code
          and k.part_sha256 = p.part_sha256 and (k.means = 'ACCOUNT' or k.signature = 'UNVERIFIED'))) as confirmed
    from application_partners p left join partner_decisions d on d.application_id = p.application_id and d.body_id = p.body_id;
comment on view partner_standings is 'Who of an alliance has confirmed its part, by itself, by its signed letter or by a decision on it, and who was dropped (art. 9)';

create view standing_budget_lines with (security_invoker = true) as
  select l.* from budget_lines l where not exists (
    select 1 from partner_decisions d where d.application_id = l.application_id and d.body_id = l.body_id and d.decision = 'DROPPED');
comment on view standing_budget_lines is 'What an alliance costs as it stands: without the lines of partners that were dropped';

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
$$;
comment on function own_partnerships is 'Where the viewer''s own body is named as a partner, while it can still confirm: which project and whose, and its own part in it, nothing else (art. 9)';

create function own_confirmations() returns table (application_id text, partner_code text, means text, part_sha256 text, signature text, given_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.application_id, k.partner_code, k.means, k.part_sha256, k.signature, k.given_at
    from own_partnerships() o join partner_confirmations k on k.application_id = o.application_id and k.partner_code = o.partner_code
$$;
comment on function own_confirmations is 'What is there of the confirmations of the viewer''s own body';
`

/** Where a body is named as a partner, and what is there of its confirmations (art. 9). */
export const partnerships = {
  create,
  drop: `drop function if exists own_confirmations(), own_partnerships();
drop view if exists standing_budget_lines, partner_standings;`,
}
