import { OF_ALL, ROLE } from './who-asks.ts'

/** Joins what an answer on a cut grant made of a line of a ranking, where one changed it: who does without a grant that rose to it first
 * did rise (art. 8). */
export const standingOf = (entry: string): string => `left join lateral (
      select s.outcome, s.grant_cents from slid_grants s
       where s.ranking_id = ${entry}.ranking_id and s.application_id = ${entry}.application_id
       order by s.outcome = 'DECLINED' desc limit 1)`

/** Who reads a ranking, and what corrects one: once it is in force anybody, before that the office, but for whoever is kept from an application
 * that it touches (art. 5; L. 241/1990 art. 6-bis). */
export const seenRankings = {
  rankings: 'call_id in (select c.id from seen_calls c)',
  ranking_corrections: `status = 'IN_FORCE'
    or ${ROLE} = 'PROCESS_OWNER' and ${OF_ALL} and call_id not in (select k.call_id from own_conflicts k)`,
}

/** Rankings as anybody reads them. */
export const published = `
create view published_entries with (security_barrier) as
  select e.ranking_id, e.application_id, e.position, a.code, a.title, a.lead_name, a.lead_tax_code, e.points, e.missed_minima, e.tie_break,
      coalesce(g.outcome, e.outcome) as outcome, coalesce(g.grant_cents, e.grant_cents) as grant_cents, e.place, e.below,
      coalesce((select d.reasons from admissibility_decisions d where d.application_id = e.application_id and d.outcome = 'NOT_ADMITTED'),
        (select k.wrong from ranking_corrections k where k.application_id = e.application_id and k.status = 'IN_FORCE' and k.datum = 'ADMISSIBILITY')) as refusal
    from ranking_entries e cross join lateral (
      select a.code, a.title, b.name as lead_name, b.tax_code as lead_tax_code
        from applications a join bodies b on b.id = a.lead_body_id where a.id = e.application_id offset 0) a
      ${standingOf('e')} g on true
   where e.ranking_id in (select r.id from rankings r join calls c on c.id = r.call_id
      where r.status = 'ADOPTED' and c.outcome_published_at is not null offset 0)
   order by e.place, e.below;
comment on view published_entries is 'Rankings as anybody reads them, once their outcome is published (D.Lgs. 33/2013 art. 26)';
`
