import { connect } from '../../db/platform/connection.ts'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'

const outcomes = `
  select distinct on (e.application_id) e.* from ranking_entries e join rankings r on r.id = e.ranking_id
   order by e.application_id, r.drawn_up_at desc`

/* Each question finds an awkward case of a network and tells how it ended. */
const questions = {
  committeeBodyIsPartner: `
    select a.code as application, b.name as body, o.outcome, o.grant_cents as "grantCents",
           (select count(distinct x.person_id) from exclusions x where x.application_id = a.id and x.seat_id = s.id) as "peopleExcluded"
      from application_partners p join committee_seats s on s.body_id = p.body_id join bodies b on b.id = p.body_id
      join applications a on a.id = p.application_id join outcomes o on o.application_id = a.id
     where p.role = 'PARTNER' order by a.code, b.name`,
  partnerNeverConfirmed: `
    select a.code as application, b.name as body, p.role, d.decision, a.total_cost_cents as "costLeftCents", o.outcome, o.grant_cents as "grantCents"
      from partner_decisions d join application_partners p on p.application_id = d.application_id and p.body_id = d.body_id
      join applications a on a.id = d.application_id join bodies b on b.id = d.body_id join outcomes o on o.application_id = a.id
     where d.decision = 'DROPPED' order by a.code, b.name`,
  leadIsServiceCompanyOfASeat: `
    select a.code as application, lead.name as lead, b.name as "bodyOfTheSeat", o.outcome, o.grant_cents as "grantCents",
           (select count(*) from functions h where h.seat_id = s.id
             and not exists (select 1 from scorings g where g.person_id = h.person_id)) as "peopleWhoEvaluatedNothing"
      from body_links l join committee_seats s on s.body_id = l.from_body_id join bodies b on b.id = l.from_body_id
      join applications a on a.lead_body_id = l.to_body_id join bodies lead on lead.id = a.lead_body_id
      join outcomes o on o.application_id = a.id
     where l.kind = 'SERVICE_COMPANY' order by a.code`,
  deputyCalledIn: `
    select a.code as application, p.display_name as deputy, g.substitution_reason as reason, g.status as sheet
      from scorings g join persons p on p.id = g.person_id join applications a on a.id = g.application_id
     where g.replaces_id is not null order by a.code, p.display_name`,
  tie: `
    select a.code as application, o.position, o.numerator || '/' || o.denominator as score, o.tie_break as "decidedBy", o.outcome
      from outcomes o join applications a on a.id = o.application_id where o.tie_break is not null order by o.position`,
  lateConflictWithNewVote: `
    select a.code as application, l.decision, t.display_name as "toldBy", d.display_name as "decidedBy", n.status as "newRanking"
      from late_conflicts l join applications a on a.id = l.application_id join persons t on t.id = l.told_by join persons d on d.id = l.decided_by
      join rankings o on o.id = l.reopens and o.status = 'SUPERSEDED'
      join rankings n on n.call_id = l.call_id and n.status = 'ADOPTED'`,
  processOwnerSubstituted: `
    select w.element_id as task, d.display_name as "doneBy", r.display_name as "inPlaceOf", f.act, f.starts_on as "from", f.ends_on as until
      from work_items w join functions f on f.id = w.completed_in and f.role = 'PROCESS_OWNER' join persons d on d.id = w.completed_by
      join functions o on o.id = f.stands_for join persons r on r.id = o.person_id
     where w.state = 'COMPLETED' order by w.ended_at`,
  grantCutByTheBudgetLine: `
    select a.code as application, o.position, a.requested_cents as "requestedCents", o.grant_cents as "grantCents"
      from outcomes o join applications a on a.id = o.application_id where o.outcome = 'PARTIALLY_FUNDED'`,
}

/** How each awkward case of the scenario ended; a case that did not occur is a broken rule. */
export async function checkAwkwardCases(
  play: Play,
  { environment }: RunningApplication,
): Promise<Record<string, unknown[]>> {
  const knex = connect({ url: environment['DATABASE_URL'] ?? '', poolSize: 1 })
  const cases: Record<string, unknown[]> = {}
  try {
    for (const [name, question] of Object.entries(questions)) {
      if (!play.scenario.awkwardCases.includes(name)) continue
      const { rows } = await knex.raw<{ rows: unknown[] }>(`with outcomes as (${outcomes}) ${question}`)
      cases[name] = rows
      play.check(`Il caso si è presentato ed è concluso: ${name}`, rows.length > 0, rows)
    }
    return cases
  } finally {
    await knex.destroy()
  }
}
