/* What the database itself refuses of sheets and rankings: from the provisional ranking on, before the committee votes, no sheet
   of the call changes (art. 6, 7). The call's row is shared by who writes a sheet and held by who draws a ranking up: a sheet is
   wholly before the ranking or refused. */
const sheets = `
create function is_frozen(asked_call text) returns boolean language plpgsql as $$
begin
  perform 1 from calls c where c.id = asked_call for share;
  return exists (select 1 from rankings r where r.call_id = asked_call and r.status <> 'SUPERSEDED');
end $$;
comment on function is_frozen is 'From its provisional ranking on, the sheets of a call are frozen (art. 6)';

create function refuse_frozen_sheet() returns trigger language plpgsql as $$
declare
  sheet jsonb := coalesce(to_jsonb(new), to_jsonb(old));
  of_call text := coalesce(sheet ->> 'call_id', (select s.call_id from scorings s where s.id = sheet ->> 'scoring_id'));
begin
  if is_frozen(of_call) then
    raise exception 'the sheets of call % are frozen: its provisional ranking is drawn up', of_call using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;
create trigger scorings_frozen before insert or update or delete on scorings for each row execute function refuse_frozen_sheet();
comment on trigger scorings_frozen on scorings is 'No sheet is asked, handed in, taken back or voided once the provisional ranking is drawn up (art. 6, 7)';
create trigger scores_frozen before insert or update or delete on scores for each row execute function refuse_frozen_sheet();

create function require_decided_conflict() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from late_conflicts l
    where l.application_id = old.application_id and l.person_id = old.person_id and l.decision = 'EXCLUDED') then
    raise exception 'sheet % was handed in: only a decided late conflict voids it', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger scorings_voided before update on scorings for each row
  when (old.status = 'SCORED' and new.status <> 'SCORED') execute function require_decided_conflict();
comment on trigger scorings_voided on scorings is 'No sheet is voided by one hand: who tells the conflict does not decide it (DPR 62/2013 art. 7)';
comment on trigger scores_frozen on scores is 'No point and no reason changes once the provisional ranking is drawn up (art. 6, 7)';
`

const rankings = `
create trigger rankings_fixed before update on rankings for each row
  when ((old.id, old.call_id, old.seal, old.seal_sha256, old.drawn_up_at) is distinct from (new.id, new.call_id, new.seal, new.seal_sha256, new.drawn_up_at)
    or (old.meeting_id, old.provisional_id) is distinct from (new.meeting_id, new.provisional_id))
  execute function refuse_change('what is sealed never changes');
create trigger rankings_kept before delete on rankings for each row execute function refuse_change('a ranking stays');
create trigger ranking_sheets_fixed before update or delete on ranking_sheets for each row execute function refuse_change('the sheets of a ranking never change');
create trigger ranking_entries_fixed before update or delete on ranking_entries for each row execute function refuse_change('the lines of a ranking never change');
comment on trigger rankings_fixed on rankings is 'A sealed ranking stays as it was sealed (art. 6, 8)';

create function require_vote() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rankings p join meetings m on m.ranking_id = p.id where p.id = new.provisional_id and m.id = new.meeting_id
      and p.call_id = new.call_id and p.status = 'PROVISIONAL' and m.approved) then
    raise exception 'ranking % follows from no vote on a provisional ranking that stands', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger rankings_voted before insert on rankings for each row when (new.provisional_id is not null) execute function require_vote();
comment on trigger rankings_voted on rankings is 'A definitive ranking follows from the vote of the committee on the provisional one (art. 6, 7)';
`

const reopening = `
create function require_reopening() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from late_conflicts l where l.reopens = coalesce(old.provisional_id, old.id) and l.decision = 'EXCLUDED')
    and not exists (select 1 from ranking_corrections k where k.successor_id = old.id and k.status = 'WITHDRAWN') then
    raise exception 'ranking % is reopened by no decided late conflict, and follows from no correction that was taken back', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger rankings_reopened before update on rankings for each row
  when (old.status <> 'SUPERSEDED' and new.status = 'SUPERSEDED') execute function require_reopening();
comment on trigger rankings_reopened on rankings is 'A ranking is taken back by two humans: who told the conflict and who decided it (DPR 62/2013 art. 7)';

create function require_decisions() returns trigger language plpgsql as $$
declare
  of_call text;
begin
  select r.call_id into of_call from rankings r where r.id = new.subject_id;
  perform 1 from calls c where c.id = of_call for share;
  if exists (select 1 from late_conflicts l where l.call_id = of_call and l.decision is null)
    or exists (select 1 from rankings r where r.id = new.subject_id and r.status = 'SUPERSEDED') then
    raise exception 'ranking % waits for the decision on a late conflict, or was reopened', new.subject_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger act_proposals_decided before update on act_proposals for each row
  when (new.kind = 'RANKING_APPROVAL' and old.status = 'PROPOSED' and new.status = 'ADOPTED') execute function require_decisions();
comment on trigger act_proposals_decided on act_proposals is 'No ranking is adopted while a late conflict waits for its decision (art. 5, 8)';
`

/* A ranking is annulled by the act on the one that corrects it, and while no plan rests on it that somebody adopted (art. 8; L. 241/1990
   art. 21-nonies). */
const corrections = `
create function require_correction() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from ranking_corrections k join act_proposals p on p.subject_id = k.successor_id
      where k.ranking_id = old.id and k.status = 'PROPOSED' and p.kind = 'RANKING_APPROVAL' and p.status = 'EFFECTIVE')
    or exists (select 1 from plan_versions v where v.ranking_id = old.id and v.status not in ('DRAWN_UP','WITHDRAWN')) then
    raise exception 'ranking % is annulled by no act on the one that corrects it, or a plan rests on it', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger rankings_annulled before update on rankings for each row
  when (old.status <> 'ANNULLED' and new.status = 'ANNULLED') execute function require_correction();
comment on trigger rankings_annulled on rankings is 'An adopted ranking is annulled by the act on the one that corrects it, before a plan that rests on it is adopted (art. 8; L. 241/1990 art. 21-nonies)';

create function require_uncorrected() returns trigger language plpgsql as $$
declare
  of_call text;
begin
  select v.call_id into of_call from plan_versions v where v.id = new.subject_id;
  perform 1 from calls c where c.id = of_call for share;
  if exists (select 1 from ranking_corrections k where k.call_id = of_call and k.status = 'PROPOSED')
    or exists (select 1 from plan_versions v join rankings r on r.id = v.ranking_id where v.id = new.subject_id and r.status = 'ANNULLED') then
    raise exception 'plan % rests on a ranking that is being corrected, or was', new.subject_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger act_proposals_uncorrected before update on act_proposals for each row
  when (new.kind = 'PLAN_APPROVAL' and old.status = 'PROPOSED' and new.status = 'ADOPTED') execute function require_uncorrected();
comment on trigger act_proposals_uncorrected on act_proposals is 'No plan is adopted while the ranking that it rests on is being corrected (art. 8; L. 241/1990 art. 21-nonies)';

create trigger ranking_corrections_kept before delete on ranking_corrections for each row execute function refuse_change('a correction of a ranking stays');
create trigger ranking_corrections_fixed before update on ranking_corrections for each row
  when ((old.id, old.call_id, old.ranking_id, old.kind, old.application_id, old.datum, old.ranked_cost_cents, old.eligible_cost_cents) is distinct from (new.id, new.call_id, new.ranking_id, new.kind, new.application_id, new.datum, new.ranked_cost_cents, new.eligible_cost_cents)
    or (old.rule, old.wrong, old.interest, old.heard_until, old.annullable_until, old.proposed_by) is distinct from (new.rule, new.wrong, new.interest, new.heard_until, new.annullable_until, new.proposed_by)
    or old.observations is not null and old.observations is distinct from new.observations
    or old.successor_id is not null and old.successor_id is distinct from new.successor_id)
  execute function refuse_change('what a correction of a ranking says stays as it was told');
comment on trigger ranking_corrections_fixed on ranking_corrections is 'Those concerned were told of it as it is (L. 241/1990 art. 7, 8)';
`

const signatures = `
create trigger minutes_signatures_fixed before update or delete on minutes_signatures for each row execute function refuse_change('a signature never changes');

create function require_signed_minutes() returns trigger language plpgsql as $$
begin
  if exists (select 1 from meetings m where m.status = 'HELD'
      and m.id in (select v.id from rankings r join meetings v on v.id = r.meeting_id or v.ranking_id = r.provisional_id where r.id = new.subject_id
        union all select g.id from meetings g where g.stage = 'GUIDANCE' and g.subject_id = new.subject_id and g.approved)
      and (select count(*) from minutes_signatures s where s.meeting_id = m.id) < 2) then
    raise exception 'the minutes that the act on % cites are not signed by chair and secretary', new.subject_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger act_proposals_minutes before insert on act_proposals for each row
  when (new.kind in ('RANKING_APPROVAL','GUIDANCE_ADOPTION')) execute function require_signed_minutes();
comment on trigger act_proposals_minutes on act_proposals is 'An act cites minutes only once chair and secretary have signed them (art. 7, 8)';
`

const interventions = `
create trigger interventions_fixed before update on interventions for each row
  when ((old.engine_id, old.process_instance_key, old.process_id, old.cycle_id, old.kind, old.variable, old.value, old.version) is distinct from
      (new.engine_id, new.process_instance_key, new.process_id, new.cycle_id, new.kind, new.variable, new.value, new.version)
    or (old.id, old.seen, old.reason, old.proposed_by, old.proposed_for, old.proposed_at) is distinct from
      (new.id, new.seen, new.reason, new.proposed_by, new.proposed_for, new.proposed_at)
    or old.decided_at is not null and (old.decided_by, old.decided_at, old.decision_reason) is distinct from (new.decided_by, new.decided_at, new.decision_reason))
  execute function refuse_change('what was proposed and decided never changes');
comment on trigger interventions_fixed on interventions is 'What the second person confirms is what the first proposed (art. 8)';
create trigger interventions_kept before delete on interventions for each row execute function refuse_change('an intervention stays');
`

const drop = `
drop function if exists require_correction(), require_uncorrected(), require_signed_minutes(), require_reopening(), require_decisions(), require_decided_conflict(), require_vote(), refuse_frozen_sheet(), is_frozen(text) cascade;
`

/** What no hand changes any more: the sheets and rankings of a call before the vote, signatures, interventions. */
export const freeze = {
  drop,
  create: [sheets, rankings, reopening, corrections, signatures, interventions].join(''),
}
