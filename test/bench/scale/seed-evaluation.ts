import { FILE_SHA256 } from './seed-calls.ts'
import { LAST_PUBLISHED, RANKED_CALL, SCORED_CALL, idSql } from './shape.ts'
import type { Shape } from './shape.ts'

/* A seat's number, from 1, with its two holders. */
const SEATS = `(select s.id, row_number() over (order by s.id) as number,
    max(f.person_id) filter (where f.seat_role = 'TITULAR') as titular, max(f.person_id) filter (where f.seat_role = 'DEPUTY') as deputy
  from committee_seats s join functions f on f.seat_id = s.id group by s.id)`

const numbers = ({ calls, applications }: Shape): string =>
  `generate_series(1, ${calls}) c cross join generate_series(1, ${applications}) n`
const numberOf = ({ applications }: Shape): string => `(c - 1) * ${applications} + n`

/* A titular is kept from one application in fifty, each seat from others: there the deputy scores. */
const IS_KEPT = '(n + s.number * 59) % 50 = 0'

const declarations = ({ calls }: Shape): string => `
insert into conflict_declarations (id, call_id, seat_id, person_id, status)
select ${idSql('DEC', 'row_number() over (order by c, f.id)')}, ${idSql('CAA', 'c')}, f.seat_id, f.person_id, 'REQUESTED'
  from generate_series(1, ${calls}) c cross join functions f where f.role = 'COMMITTEE_MEMBER'`

const declared = `update conflict_declarations set status = 'DECLARED', declared_at = now() - interval '70 days'`

const exclusions = (shape: Shape): string => `
insert into exclusions (call_id, application_id, person_id, seat_id, basis, source, path, full_reason, own_reason,
       cause_application_id, excluded_at)
select ${idSql('CAA', 'c')}, ${idSql('APP', numberOf(shape))}, s.titular, s.id, 'PARTNER_OWN', 'COMPUTED', '[]',
       'Il suo ente è partner del progetto.', 'Legame con il tuo ente.', ${idSql('APP', numberOf(shape))}, now() - interval '71 days'
  from ${numbers(shape)} cross join ${SEATS} s where ${IS_KEPT}`

/* Of the deputies, who score elsewhere: some declared a conflict that was waived. */
const declaredConflicts = (processOwner: string): string => `
insert into declared_conflicts (declaration_id, application_id, reason, explanation, decision, decision_reason, decided_by, decided_at)
select d.id, a.id, 'FRIENDSHIP', 'Conosco chi firma.', 'NOT_EXCLUDED', 'Non incide.', '${processOwner}', now() - interval '65 days'
  from conflict_declarations d join functions f on f.person_id = d.person_id and f.seat_role = 'DEPUTY'
  join applications a on a.call_id = d.call_id and right(a.id, 2) = '17'`

const rounds = ({ calls }: Shape): string => `
insert into scoring_rounds (id, call_id, number, due_at, status)
select ${idSql('RND', 'c')}, ${idSql('CAA', 'c')}, 1, now() + interval '20 days', 'PLANNED' from generate_series(1, ${calls}) c`

const openRounds = `update scoring_rounds set status = 'OPEN'`

const sheets = (shape: Shape): string => `
insert into scorings (id, round_id, call_id, application_id, seat_id, person_id, status, requested_at)
select ${idSql('SHT', `(${numberOf(shape)}) * 100 + s.number`)}, ${idSql('RND', 'c')}, ${idSql('CAA', 'c')}, ${idSql('APP', numberOf(shape))},
       s.id, case when ${IS_KEPT} then s.deputy else s.titular end, 'REQUESTED', now() - interval '60 days'
  from ${numbers(shape)} cross join ${SEATS} s`

/* In the last call one sheet in ten is still to be handed in. */
const handedIn = `
update scorings set status = 'SCORED', scored_at = now() - interval '50 days'
 where call_id <> ${idSql('CAA', String(SCORED_CALL))} or right(application_id, 1) <> '4'`

const scores = `
insert into scores (scoring_id, criterion, centipoints, reason)
select s.id, k.name, least(k.most, k.most / 2 + 50 * ((right(s.id, 9)::bigint * 7919 + k.position * 31) % (k.most / 100 + 1))),
       'Motivazione di misura, lunga come quelle vere: coerente con i bisogni del territorio.'
  from scorings s cross join (values (1, 'INNOVATION', 1500), (2, 'CONCRETENESS', 2500), (3, 'EFFECTIVENESS', 2500), (4, 'ECONOMY', 2000),
    (5, 'SUSTAINABILITY', 1500)) k (position, name, most)
 where s.status = 'SCORED'`

const aggregates = `
with sums as (
  select s.application_id, x.criterion, sum(x.centipoints) as points, count(*) as sheets
    from scorings s join scores x on x.scoring_id = s.id group by s.application_id, x.criterion)
insert into aggregated_scores (application_id, criterion, numerator, denominator)
select application_id, criterion, points::text, sheets::text from sums
union all
select application_id, 'TOTAL', sum(points)::text, max(sheets)::text from sums group by application_id`

const completedRounds = `update scoring_rounds set status = 'COMPLETED' where call_id <> ${idSql('CAA', String(SCORED_CALL))}`

const meetings = ({ calls }: Shape): string => `
insert into meetings (id, cycle_id, stage, subject_id, round, status)
select ${idSql('MEE', 'c')}, (select cycle_id from calls where id = ${idSql('CAA', 'c')}), 'EVALUATION', ${idSql('CAA', 'c')}, 1, 'PLANNED'
  from generate_series(1, ${calls}) c`

const convened = `
update meetings set status = 'CONVENED', starts_at = now() - interval '40 days', ends_at = now() - interval '39 days', place = 'Sede',
       notice = 'Convocazione', convened_at = now() - interval '50 days'`

const held = `
update meetings set status = 'HELD', held_at = now() - interval '39 days' where subject_id <> ${idSql('CAA', String(SCORED_CALL))}`

const agenda = `
insert into agenda_items (id, meeting_id, position, title, kind, application_id, discussion)
select '0AGA' || right(a.id, 22), m.id, row_number() over (partition by m.id order by a.id), a.code || ' · ' || a.title, 'APPLICATION', a.id,
       'Discussione di misura.'
  from meetings m join applications a on a.call_id = m.subject_id
union all
select '0AGB' || right(m.id, 22), m.id, 1000000, 'Graduatoria', 'RANKING', null, null from meetings m`

const attendances = `
insert into attendances (meeting_id, seat_id, person_id, present_as)
select m.id, s.id, s.titular, 'TITULAR' from meetings m cross join ${SEATS} s where m.status = 'HELD'`

const votes = `
insert into votes (agenda_item_id, seat_id, person_id, choice)
select i.id, t.seat_id, t.person_id, 'FAVOURABLE' from agenda_items i join attendances t on t.meeting_id = i.meeting_id
 where not exists (select 1 from exclusions e where e.application_id = i.application_id and e.person_id = t.person_id)`

const decisions = `
insert into decisions (agenda_item_id, present, in_favour, against, abstained, passed)
select v.agenda_item_id, 17, count(*), 0, 0, true from votes v group by v.agenda_item_id`

/* By who presided and by who kept them. */
const signatures = (processOwner: string): string => `
insert into minutes_signatures (meeting_id, capacity, person_id, document_sha256, signed_at)
select m.id, g.capacity, g.person_id, '${FILE_SHA256}', now() - interval '39 days'
  from meetings m cross join (
    select 'CHAIR' as capacity, t.titular as person_id from ${SEATS} t join committee_seats s on s.id = t.id where s.chair
    union all select 'SECRETARY', '${processOwner}') g
 where m.status = 'HELD'`

const adopted = `update rankings set status = 'ADOPTED' where status = 'DRAWN_UP' and call_id <> ${idSql('CAA', String(RANKED_CALL))}`

const published = `
update calls set outcome_published_at = now() - interval '30 days' where number <= ${LAST_PUBLISHED}`

/** Declarations, sheets, scores and meetings of all calls; the rankings are sealed by the domain in between. */
export const evaluationSteps = (shape: Shape, processOwner: string): Record<string, string> => ({
  conflict_declarations: declarations(shape),
  'conflict_declarations, declared': declared,
  exclusions: exclusions(shape),
  declared_conflicts: declaredConflicts(processOwner),
  scoring_rounds: rounds(shape),
  'scoring_rounds, open': openRounds,
  scorings: sheets(shape),
  'scorings, handed in': handedIn,
  scores,
  aggregated_scores: aggregates,
  'scoring_rounds, completed': completedRounds,
  meetings: meetings(shape),
  'meetings, convened': convened,
  agenda_items: agenda,
  'meetings, held': held,
  attendances,
  votes,
  decisions,
  minutes_signatures: signatures(processOwner),
})

/** What follows the rankings. */
export const outcomeSteps: Record<string, string> = {
  'rankings, adopted': adopted,
  'calls, published': published,
}
