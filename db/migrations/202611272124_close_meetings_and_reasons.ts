import type { Knex } from 'knex'

const up = `
alter policy wall on agenda_items using (can_see_item(current_viewer(), id));
alter policy wall on exclusions using (can_see_evaluation_of(current_viewer(), application_id)
  and can_see_evaluation_of(current_viewer(), cause_application_id) and knows_reasons(current_viewer()));
alter policy wall on item_exclusions using (knows_reasons(current_viewer()) and exists (
  select 1 from agenda_items i join meetings m on m.id = i.meeting_id
  where i.id = agenda_item_id and can_see_evaluation(current_viewer(), m.subject_id)));
alter policy wall on work_items using (case
  when element_id = 'Task_ScoreApplication' then can_see_evaluation_of(current_viewer(), application_id)
  when element_id = 'Task_RecordMeeting' then exists (
    select 1 from meetings m where m.id = work_items.subject_id
      and (m.stage <> 'EVALUATION' or can_see_evaluation(current_viewer(), m.subject_id)))
  else can_see_application(current_viewer(), application_id) end);

create function agenda_titles(asked_meeting text) returns table (id text, "position" integer, title text, kind text, application_id text)
language sql stable security definer set search_path = public as $$
  select i.id, i.position, i.title, i.kind, i.application_id from agenda_items i
   where i.meeting_id = asked_meeting and can_see_evaluation_of(current_viewer(), i.application_id)
$$;
comment on function agenda_titles is 'The agenda as people are convened with it: that the ranking is voted is no secret, what is said about it is (art. 5, 7)';
`
const down = `
drop function agenda_titles(text);
alter policy wall on work_items using (case when element_id = 'Task_ScoreApplication' then can_see_evaluation_of(current_viewer(), application_id)
  else can_see_application(current_viewer(), application_id) end);
alter policy wall on item_exclusions using (can_see_item(current_viewer(), agenda_item_id) and knows_reasons(current_viewer()));
alter policy wall on exclusions using (can_see_evaluation_of(current_viewer(), application_id) and knows_reasons(current_viewer()));
alter policy wall on agenda_items using (can_see_evaluation_of(current_viewer(), application_id));
`

export const closeMeetingsAndReasons = {
  name: '202611272124_close_meetings_and_reasons',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
