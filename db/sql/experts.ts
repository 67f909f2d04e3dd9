/* Who may be appointed as an expert, and who may score: what the domain refuses, the database refuses too (art. 5, 6). */
const create = `
create function refuse_unfit_expert() returns trigger language plpgsql as $$
begin
  if exists (select 1 from applications a join applications o on o.call_id = a.call_id join admissibility_decisions d on d.application_id = o.id
      where a.id = new.application_id and d.decided_by = new.person_id) then
    raise exception 'expert % decided on admissibility in the call (art. 5)', new.person_id using errcode = '23514';
  end if;
  if exists (select 1 from applications a join sheet_readings r on r.call_id = a.call_id where a.id = new.application_id and r.person_id = new.person_id) then
    raise exception 'expert % has read the sheets of others (art. 5, 6)', new.person_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger panel_appointments_fit before insert on panel_appointments for each row execute function refuse_unfit_expert();

create function refuse_reader_to_score() returns trigger language plpgsql as $$
begin
  if exists (select 1 from sheet_readings r where r.call_id = new.call_id and r.person_id = new.person_id) then
    raise exception 'scoring %: its evaluator has read the sheets of others (art. 5, 6)', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger scorings_unread_births before insert on scorings for each row execute function refuse_reader_to_score();
create trigger scorings_unread before update on scorings for each row
  when (old.status <> 'SCORED' and new.status = 'SCORED') execute function refuse_reader_to_score();
`

/** Who decided on admissibility is no expert; who has read the sheets of others scores no more. */
export const experts = {
  create,
  drop: 'drop function if exists refuse_unfit_expert(), refuse_reader_to_score() cascade;',
}
