/* What was decided, and what was seen when it was, stays as it was recorded, whoever asks (art. 5, 7): somebody who may write every
   other row cannot bend a vote, a presence or a decision afterwards. What is wrong is mended by another act. */

/* Never changed nor taken away once they are there. */
const FIXED: Readonly<Record<string, string>> = {
  attendances: 'who was at a meeting',
  room_movements: 'who came and left',
  meeting_consultants: 'who was at a meeting as a consultant',
  item_exclusions: 'who took no part in an item',
  votes: 'a vote',
  decisions: 'what was decided on an item',
  admissibility_decisions: 'a decision on admissibility',
  partner_decisions: 'a decision on a partner',
  pec_receipts: 'a receipt',
  slid_grants: 'what an answer on a cut grant changed',
  reshaped_budget_lines: 'what a project costs once it was reshaped',
  panel_appointments: 'an appointment',
  working_group_members: 'who takes part in a working group',
  sheet_readings: 'that somebody read the sheets',
  documents: 'a document',
}
const fixed = Object.entries(FIXED).map(
  ([table, what]) =>
    `create trigger ${table}_kept before update or delete on ${table} for each row execute function refuse_change('${what} stays as it was recorded');`,
)

const conflicts = ['declared_conflicts', 'late_conflicts'].map(
  (table) => `
create trigger ${table}_kept before delete on ${table} for each row execute function refuse_change('a conflict that was told stays');
create trigger ${table}_once before update on ${table} for each row when (old.decision is not null)
  execute function refuse_change('a conflict is decided once');`,
)

const others = `
create trigger working_group_reports_kept before update or delete on working_group_reports for each row
  when (old.handed_in_at is not null) execute function refuse_change('a report that was handed in stays');
create trigger working_groups_kept before delete on working_groups for each row execute function refuse_change('a working group stays');
create trigger working_groups_proposed before update on working_groups for each row
  when ((old.name, old.purpose, old.referent_id, old.report_due_on, old.ends_on) is distinct from (new.name, new.purpose, new.referent_id, new.report_due_on, new.ends_on))
  execute function refuse_change('what the committee votes on a working group stays');
create trigger lead_requests_kept before delete on lead_requests for each row execute function refuse_change('a request to a lead stays');
create trigger communications_kept before delete on communications for each row execute function refuse_change('a communication stays');
create trigger communications_taken before update on communications for each row when (old.taken_at is not null)
  execute function refuse_change('when a communication was taken stays');
create trigger lead_requests_answered before update on lead_requests for each row when (old.answer is not null)
  execute function refuse_change('an answer stays as it came');
create trigger reshapings_kept before delete on reshapings for each row execute function refuse_change('a reshaping stays');
create trigger reshapings_fixed before update on reshapings for each row
  when (old.outcome is not null or (old.request_id, old.application_id, old.content, old.content_sha256, old.if_refused)
    is distinct from (new.request_id, new.application_id, new.content, new.content_sha256, new.if_refused))
  execute function refuse_change('a reshaping is examined once, as it was asked');
create function refuse_reshaped_sum() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reshapings r where r.request_id = new.request_id and r.outcome = 'APPROVED' and (r.content ->> 'totalCostCents')::bigint
      is distinct from (select sum(l.cost_cents) from reshaped_budget_lines l where l.request_id = r.request_id)) then
    raise exception 'the costs of reshaping % do not sum to its total', new.request_id using errcode = '23514';
  end if;
  return new;
end $$;
create constraint trigger reshapings_sum after update on reshapings deferrable initially deferred for each row execute function refuse_reshaped_sum();
comment on trigger reshapings_sum on reshapings is 'The lines of an approved reshaping sum to its total (art. 8, 10)';
create trigger partner_confirmations_kept before delete on partner_confirmations for each row execute function refuse_change('a confirmation stays');
create trigger exclusions_fixed before update on exclusions for each row execute function refuse_change('an exclusion stays as it was recorded');
create function refuse_lifted_exclusion() returns trigger language plpgsql as $$
begin
  if exists (select 1 from rankings r where r.call_id = old.call_id) then
    raise exception 'exclusions of call % stay: a ranking was drawn up', old.call_id using errcode = '23514';
  end if;
  return old;
end $$;
create trigger exclusions_kept before delete on exclusions for each row execute function refuse_lifted_exclusion();
comment on trigger exclusions_kept on exclusions is 'Nobody is let in again once the sheets are frozen (art. 5)';

create function refuse_adopted_content() returns trigger language plpgsql as $$
begin
  if exists (select 1 from acts a where a.proposal_id = old.id) then
    raise exception 'what act % says stays as it was adopted', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger act_proposals_adopted before update on act_proposals for each row
  when (old.content_sha256 is distinct from new.content_sha256) execute function refuse_adopted_content();
comment on trigger act_proposals_adopted on act_proposals is 'The document of an act is made from what was read and adopted (art. 8)';

create trigger meetings_minuted before update on meetings for each row
  when (old.approved is not null and (old.approved, old.starts_at, old.held_at, old.ranking_id) is distinct from (new.approved, new.starts_at, new.held_at, new.ranking_id))
  execute function refuse_change('what the minutes say of a meeting stays');
create function refuse_minuted_item() returns trigger language plpgsql as $$
begin
  if exists (select 1 from meetings m where m.id = old.meeting_id and m.approved is not null) then
    raise exception 'item % is in the minutes, and stays', old.id using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;
create trigger agenda_items_minuted before update or delete on agenda_items for each row execute function refuse_minuted_item();
comment on trigger agenda_items_minuted on agenda_items is 'What the minutes say of an item stays (art. 7)';
`

/** Facts that were decided, which no right of the application changes. */
export const decided = {
  create: [...fixed, ...conflicts, others].join('\n'),
  drop: 'drop function if exists refuse_reshaped_sum(), refuse_lifted_exclusion(), refuse_minuted_item(), refuse_adopted_content() cascade;',
}
