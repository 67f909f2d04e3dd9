import type { Knex } from 'knex'

const up = `
create table exclusions (
  call_id text not null references calls (id),
  application_id text not null references applications (id),
  person_id text not null references persons (id),
  seat_id text references committee_seats (id),
  basis text not null,
  source text not null check (source in ('COMPUTED','DECLARED')),
  path jsonb not null,
  full_reason text not null,
  own_reason text not null,
  cause_application_id text not null references applications (id),
  excluded_at timestamptz not null
);
create unique index exclusions_once on exclusions (application_id, person_id, basis, source, cause_application_id, coalesce(path -> 0 ->> 'via', ''));
comment on table exclusions is 'Each tie has its row: that of the seat hides none of the person (art. 5; L. 241/1990 art. 6-bis)';
comment on column exclusions.own_reason is 'All that the excluded person is told: the tie with the own body; chair and minutes read full_reason';
comment on column exclusions.cause_application_id is 'The application that full_reason names: read only by whoever may read of that one too (art. 5)';
create index exclusions_call on exclusions (call_id);
create index exclusions_person on exclusions (person_id, application_id);

create table conflict_declarations (
  id text primary key,
  call_id text not null references calls (id),
  seat_id text references committee_seats (id),
  person_id text not null references persons (id),
  status text not null,
  declared_at timestamptz,
  unique (call_id, person_id)
);
create index conflict_declarations_person on conflict_declarations (person_id);
comment on column conflict_declarations.seat_id is 'The seat that the person declares for; null for an expert called in, who has no seat to evaluate for (art. 5)';

create table declared_conflicts (
  declaration_id text not null references conflict_declarations (id),
  application_id text not null references applications (id),
  reason text not null,
  explanation text not null,
  tie text,
  decision text check (decision in ('EXCLUDED','NOT_EXCLUDED')),
  decision_reason text,
  decided_by text references persons (id),
  decided_at timestamptz,
  primary key (declaration_id, application_id)
);
create index declared_conflicts_application on declared_conflicts (application_id);
comment on table declared_conflicts is 'DPR 62/2013 art. 6-7: declared by the member, decided by somebody else';
comment on column declared_conflicts.tie is 'The tie of the own body that we found, beside what the person declares: who decides reads both (DPR 62/2013 art. 7)';

create table panel_appointments (
  application_id text not null references applications (id),
  person_id text not null references persons (id),
  reason text not null,
  act text not null,
  act_number text not null,
  act_on date not null,
  appointed_by text not null references persons (id),
  appointed_at timestamptz not null,
  primary key (application_id, person_id),
  constraint panel_appointments_another check (person_id <> appointed_by)
);
create index panel_appointments_person on panel_appointments (person_id);
comment on table panel_appointments is 'Experts called in where exclusions left fewer evaluators than the call asks';

comment on column panel_appointments.act is 'The act that appoints, of what kind and of whom: an appointment is an act, cited by number and day';
comment on constraint panel_appointments_another on panel_appointments is 'Nobody appoints oneself (art. 5)';

create table sheet_readings (
  call_id text not null references calls (id),
  person_id text not null references persons (id),
  read_at timestamptz not null,
  primary key (call_id, person_id)
);
comment on table sheet_readings is 'Who has read the sheets of others before the outcome was published: scores no more in that call (art. 5, 6)';

create table scoring_rounds (
  id text primary key,
  call_id text not null references calls (id),
  number integer not null,
  due_at timestamptz not null,
  reminded_at timestamptz,
  status text not null,
  unique (call_id, number)
);

create table scorings (
  id text primary key,
  round_id text not null references scoring_rounds (id),
  call_id text not null references calls (id),
  application_id text not null references applications (id),
  seat_id text references committee_seats (id),
  person_id text not null references persons (id),
  replaces_id text references scorings (id),
  substitution_reason text,
  status text not null,
  requested_at timestamptz not null,
  scored_at timestamptz
);
create index scorings_call on scorings (call_id, person_id);
create index scorings_asked on scorings (call_id, person_id) where status = 'REQUESTED';
create index scorings_application on scorings (application_id, id);
create unique index scorings_one_for_seat on scorings (application_id, seat_id) where seat_id is not null and status in ('REQUESTED','SCORED');
comment on index scorings_one_for_seat is 'A seat scores an application once: titular or deputy, never both (art. 5)';
create unique index scorings_one_for_person on scorings (application_id, person_id) where status in ('REQUESTED','SCORED');
create unique index scorings_once_a_round on scorings (round_id, application_id, person_id);
comment on index scorings_once_a_round is 'A person is asked once in a round about an application, however often the step runs: ids of sheets are random (art. 6)';

create table evaluator_keys (
  call_id text primary key references calls (id),
  key text not null
);
comment on table evaluator_keys is 'Keys the hash under which a seal names evaluators, who stay unknown (art. 5); without a policy: no reader ever sees it';

create table scores (
  scoring_id text not null references scorings (id),
  criterion text not null,
  centipoints integer not null check (centipoints >= 0),
  reason text not null,
  primary key (scoring_id, criterion)
);

create table aggregated_scores (
  application_id text not null references applications (id),
  criterion text not null,
  numerator text not null,
  denominator text not null,
  primary key (application_id, criterion)
);
comment on table aggregated_scores is 'Exact fractions; criterion TOTAL is their sum. Rounded only where shown';

create table rankings (
  id text primary key,
  call_id text not null references calls (id),
  meeting_id text references meetings (id),
  provisional_id text references rankings (id),
  seal jsonb not null,
  seal_sha256 text not null,
  status text not null,
  drawn_up_at timestamptz not null,
  check ((meeting_id is null) = (provisional_id is null))
);
comment on column rankings.provisional_id is 'The provisional ranking that the committee voted on, at the meeting; both null in a provisional one (art. 6, 7)';
create unique index rankings_provisional on rankings (call_id) where status = 'PROVISIONAL';
comment on index rankings_provisional is 'One provisional ranking of a call stands at a time (art. 6)';
alter table meetings add constraint meetings_ranking_id_fkey foreign key (ranking_id) references rankings (id);
create unique index rankings_adopted on rankings (call_id) where status = 'ADOPTED';
comment on index rankings_adopted is 'One ranking of a call is adopted, however many were drawn up (art. 8)';
create index rankings_call on rankings (call_id);
create table late_conflicts (
  id text primary key,
  call_id text not null references calls (id),
  application_id text not null references applications (id),
  person_id text not null references persons (id),
  reason text not null,
  explanation text not null,
  told_by text not null references persons (id),
  told_at timestamptz not null,
  decision text check (decision in ('EXCLUDED','NOT_EXCLUDED')),
  decision_reason text,
  decided_by text references persons (id),
  decided_at timestamptz,
  reopens text references rankings (id),
  constraint late_conflicts_two_people check (decided_by <> told_by and decided_by <> person_id),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decision_reason is null)),
  check (reopens is null or decision = 'EXCLUDED')
);
comment on constraint late_conflicts_two_people on late_conflicts is 'A late conflict is decided by who neither told it nor is concerned (DPR 62/2013 art. 7)';
comment on column late_conflicts.reopens is 'The provisional ranking that it takes back: a new one is drawn up beside it, for a new vote (art. 5, 7)';
create unique index late_conflicts_undecided on late_conflicts (application_id, person_id, told_by) where decision is null;
comment on index late_conflicts_undecided is 'Told once by each who tells it: what somebody else told first takes no place of what one tells of oneself, which keeps one out at once';
create index late_conflicts_call on late_conflicts (call_id);
create index late_conflicts_person on late_conflicts (person_id, application_id);
create table ranking_sheets (
  ranking_id text not null references rankings (id),
  scoring_id text not null references scorings (id),
  primary key (ranking_id, scoring_id)
);
create index ranking_sheets_scoring on ranking_sheets (scoring_id);
comment on table ranking_sheets is 'The sheets that a provisional ranking was drawn up from, frozen while it stands (art. 6)';
create table ranking_entries (
  ranking_id text not null references rankings (id),
  application_id text not null references applications (id),
  position integer,
  numerator text,
  denominator text,
  points text,
  missed_minima jsonb not null default '[]',
  tie_break text,
  outcome text not null check (outcome in ('FUNDED','PARTIALLY_FUNDED','ADMITTED_NOT_FUNDED','BELOW_THRESHOLD','NOT_ADMITTED')),
  grant_cents bigint not null check (grant_cents >= 0),
  place bigint not null generated always as (coalesce(position, 2147483647)) stored,
  below bigint not null generated always as (coalesce(-round(numerator::numeric / denominator::numeric * 1000000), 1)) stored,
  primary key (ranking_id, application_id)
);
comment on column ranking_entries.points is 'As people read them: with as many digits as tell them from the threshold and from the entries beside (art. 6, 7)';
comment on column ranking_entries.missed_minima is 'The threshold and the minima of criteria that it does not reach, with the points reached';
comment on column ranking_entries.place is 'Where it stands in the list: who has a position by position, all others after them';
comment on column ranking_entries.below is 'Among those without a position by points, to the millionth of a hundredth';
create index ranking_entries_listed on ranking_entries (ranking_id, place, below);
create index ranking_entries_application on ranking_entries (application_id);
create table ranking_corrections (
  id text primary key,
  call_id text not null references calls (id),
  ranking_id text not null references rankings (id),
  successor_id text unique references rankings (id),
  status text not null,
  kind text not null check (kind in ('ANNULMENT','RECTIFICATION')),
  application_id text not null references applications (id),
  datum text not null check (datum in ('ADMISSIBILITY','ELIGIBLE_COST')),
  ranked_cost_cents bigint not null check (ranked_cost_cents >= 0),
  eligible_cost_cents bigint check (eligible_cost_cents > 0),
  rule text not null,
  wrong text not null,
  interest text not null,
  heard_until date not null,
  annullable_until date,
  observations text,
  weighed_by text references persons (id),
  proposed_by text not null references persons (id),
  proposed_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text references persons (id),
  withdrawal_reason text,
  constraint ranking_corrections_datum check ((datum = 'ELIGIBLE_COST') = (eligible_cost_cents is not null) and (datum = 'ELIGIBLE_COST' or kind = 'ANNULMENT')),
  constraint ranking_corrections_term check ((kind = 'ANNULMENT') = (annullable_until is not null)),
  constraint ranking_corrections_weighed check ((observations is null) = (weighed_by is null)),
  constraint ranking_corrections_withdrawn check (num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) = case when status = 'WITHDRAWN' then 0 else 3 end)
);
comment on table ranking_corrections is 'What the body corrects of an adopted ranking of its own, one datum at a time: an illegitimate act that it annuls, or a material error (L. 241/1990 art. 21-nonies)';
comment on column ranking_corrections.successor_id is 'The ranking that its act approves in the place of the corrected one; null until it is drawn up';
comment on column ranking_corrections.ranked_cost_cents is 'On which the corrected ranking had computed the grant';
comment on column ranking_corrections.heard_until is 'Until when those concerned may be heard, as the notice of the start tells them (L. 241/1990 art. 7, 10)';
comment on column ranking_corrections.annullable_until is 'The last day on which the act may be annulled, as the office has reckoned it (L. 241/1990 art. 21-nonies)';
comment on constraint ranking_corrections_datum on ranking_corrections is 'An admission that was wrong is annulled, and is no material error';
create unique index ranking_corrections_pending on ranking_corrections (call_id) where status = 'PROPOSED';
comment on index ranking_corrections_pending is 'One correction of a ranking at a time: each says what it corrects';
create unique index ranking_corrections_applied on ranking_corrections (ranking_id) where status = 'IN_FORCE';
comment on index ranking_corrections_applied is 'A ranking is annulled once';
create index ranking_corrections_application on ranking_corrections (application_id);
`
const down = `alter table meetings drop constraint meetings_ranking_id_fkey;
drop table ranking_corrections, ranking_entries, ranking_sheets, late_conflicts, rankings, aggregated_scores, scores, evaluator_keys, scorings, scoring_rounds, sheet_readings, panel_appointments, declared_conflicts, conflict_declarations, exclusions;`

export const createEvaluation = {
  name: '202611291106_create_evaluation',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
