/* Who asks, as the transaction says it. */
const create = `
create function current_viewer() returns text language sql stable as $$ select nullif(current_setting('concilia.viewer', true), '') $$;
create function acting_role() returns text language sql stable as $$ select nullif(current_setting('concilia.role', true), '') $$;
create function acting_body() returns text language sql stable as $$ select nullif(current_setting('concilia.body', true), '') $$;
create function acting_seat() returns text language sql stable as $$ select nullif(current_setting('concilia.seat', true), '') $$;
create function acting_application() returns text language sql stable as $$ select nullif(current_setting('concilia.application', true), '') $$;
comment on function current_viewer is 'The person: what the wall closes, it closes to the person, in whatever function and by whatever account (art. 5)';
comment on function acting_role is 'The role of the function in which the person acts: rights come from that one alone';
comment on function acting_application is 'The only application that the person acts for, with its project, in a substitution that is limited to it; null in any other function';

create function acting_chair() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from committee_seats s where s.id = acting_seat() and s.chair)
$$;
comment on function acting_chair is 'Whether the person acts for the seat that chairs the committee; as a function, so that a condition with it finds rows by their keys behind the wall';

create function knows_reasons() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(acting_role() = 'PROCESS_OWNER', false) or acting_chair()
$$;
comment on function knows_reasons is 'Chair and process owner read the whole reason of an exclusion; nobody else does';
`

/** Who asks, for every condition of the wall. */
export const whoAsks = {
  create,
  drop: 'drop function if exists knows_reasons(), acting_chair(), current_viewer(), acting_role(), acting_body(), acting_seat(), acting_application();',
}

/* Who asks, as a condition on many rows says it: PostgreSQL asks for it once in a statement, and not once for each row. */
export const VIEWER = '(select current_viewer())'
export const ROLE = '(select acting_role())'
export const BODY = '(select acting_body())'
export const APPLICATION = '(select acting_application())'

/** An application, by its id, is none that a limited substitution leaves out. As a `coalesce`, for which PostgreSQL expects half of
 * the rows: of a comparison alone it would expect few, and plan for few. */
export const isWithin = (id: string): string => `coalesce(${id} = ${APPLICATION}, true)`

/** In a limited substitution: what has this subject is of its application alone. Always true in any other function. */
export const isWithinSubject = (subject: string, also = 'false'): string =>
  `case when ${APPLICATION} is null then true else touches_only(${subject}, acting_application()) or ${also} end`

/** The function acted in is of all applications. */
export const OF_ALL = `${APPLICATION} is null`
