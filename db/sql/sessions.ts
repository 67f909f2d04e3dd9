import { ACTING, IN_ORDER } from '../network/function-store.ts'

/** Which sessions `s` are open: for ten hours of the database's clock, which does not move with legal time. */
export const OPEN_SESSION = `s.ended_at is null and s.since > now() - interval '10 hours'`

/** Parked rows, and one more where all that leaves is held. */
export const UNDECIDED = `((select count(*) from outbox where state = 'PARKED') + (select count(*) from database_place where held_since is not null))::int`

const ofFunction = (sql: string): string =>
  sql.replaceAll(':on', 'asked_day').replaceAll(':roles', 'in_order')

/** Who is signed in, in one place: a text that is the same as long as nothing of it changes. The token itself, and other sessions, are
 * read by nobody. As plpgsql, whose plan a connection keeps. */
export const sessions = {
  create: `
create function signed_in(asked_token text, asked_day date, in_order text[]) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    with open as (select a.person_id, s.function_id, s.seen_at < now() - interval '5 minutes' as stale
        from sessions s join accounts a on a.id = s.account_id where s.token_sha256 = asked_token and ${OPEN_SESSION}),
      own as (${ofFunction(ACTING)} and p.id = (select person_id from open) order by ${ofFunction(IN_ORDER)})
    select json_build_object('stale', (select stale from open), 'chosen', (select function_id from open), 'functions', json_agg(own),
        'undecided', case when bool_or(own.role = 'PROCESS_OWNER') then ${UNDECIDED} else 0 end)
      from own);
end $$;
comment on function signed_in is 'The person of an open session with the own functions on that day, in order, which of them is chosen, and how many deliveries wait for a process owner; without functions where there is none';
`,
  drop: 'drop function if exists signed_in(text, date, text[]);',
}
