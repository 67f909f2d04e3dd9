import type { Knex } from 'knex'

const up = `
create table meetings (
  id text primary key,
  cycle_id text not null references cycles (id),
  stage text not null check (stage in ('GUIDANCE','EVALUATION','COMMITTEE','NETWORK')),
  subject_id text not null,
  ranking_id text,
  round integer not null,
  status text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  place text,
  notice text,
  convened_at timestamptz,
  held_at timestamptz,
  approved boolean,
  sequence integer not null default 0,
  told_sequence integer,
  change_reason text
);
comment on column meetings.sequence is 'How often it was moved or called off since it was convened: the SEQUENCE of its calendar part (RFC 5545)';
comment on column meetings.told_sequence is 'The sequence that everybody convened was told of last; null until the convocation leaves';
comment on column meetings.ranking_id is 'The provisional ranking that is attached to it and voted on (art. 6, 7)';
create index meetings_cycle on meetings (cycle_id);
create unique index meetings_round on meetings (stage, subject_id, round);
comment on index meetings_round is 'The meetings on a subject are numbered (art. 7)';
create unique index meetings_to_hold on meetings (stage, subject_id) where status in ('PLANNED','CONVENED');
comment on index meetings_to_hold is 'One meeting on a subject is to be held at a time: the next only when the last was, or was cancelled (art. 7)';

create table agenda_items (
  id text primary key,
  meeting_id text not null references meetings (id),
  position integer not null,
  title text not null,
  explanation text,
  kind text not null check (kind in ('GUIDANCE','APPLICATION','RANKING','TOPIC','MOTION','INFORMATION','GROUP_CONSTITUTION','GROUP_REPORT','GROUP_DISSOLUTION')),
  application_id text,
  discussion text,
  deferral text check (deferral in ('BY_THOSE_PRESENT','NO_VOTERS','BELOW_MINIMUM','WITH_A_PROJECT')),
  unique (meeting_id, position)
);
comment on column agenda_items.explanation is 'What those convened read of it beforehand, beside its title; null where nothing is said (art. 7)';
create index agenda_items_rankings on agenda_items (meeting_id) where kind = 'RANKING';
comment on column agenda_items.deferral is 'Why it was not decided: put off by those present, or nobody in the room could vote, or fewer than the call''s minimum, or the ranking with a project of it; it comes back in a new convocation (art. 5, 7)';

create table meeting_answers (
  meeting_id text not null references meetings (id),
  seat_id text not null references committee_seats (id),
  person_id text not null references persons (id),
  answer text not null check (answer in ('COMES','DEPUTY_COMES','ABSENT')),
  sequence integer not null,
  answered_at timestamptz not null,
  primary key (meeting_id, seat_id, person_id)
);
comment on table meeting_answers is 'What each of those convened answered: comes, leaves it to the deputy, or does not come (art. 5, 7); a presence is recorded at the sitting alone';
comment on column meeting_answers.sequence is 'Of the convocation that was answered: when the meeting is moved everybody is asked again';

create table attendances (
  meeting_id text not null references meetings (id),
  seat_id text not null references committee_seats (id),
  person_id text not null references persons (id),
  present_as text not null check (present_as in ('TITULAR','DEPUTY')),
  primary key (meeting_id, seat_id)
);
create unique index attendances_person on attendances (meeting_id, person_id);
comment on table attendances is 'Who was there at the opening: one person for a seat, the deputy only when the titular is absent (art. 5)';

create table network_attendances (
  meeting_id text not null references meetings (id),
  body_id text not null references bodies (id),
  primary key (meeting_id, body_id)
);
comment on table network_attendances is 'The bodies of the network that were at its meeting, which has no seats (art. 4)';

create table room_movements (
  agenda_item_id text not null references agenda_items (id),
  seat_id text not null references committee_seats (id),
  presence text not null check (presence in ('TITULAR','DEPUTY','ABSENT','LEFT')),
  primary key (agenda_item_id, seat_id)
);
comment on table room_movements is 'Who comes, goes or is replaced when an item begins, from then on; LEFT: out for that item alone, for an interest of one''s own (L. 241/1990 art. 6-bis)';

create table meeting_consultants (
  meeting_id text not null references meetings (id),
  person_id text not null references persons (id),
  primary key (meeting_id, person_id)
);
comment on table meeting_consultants is 'Leads of alliances who were there, without a vote (art. 5)';

create table item_exclusions (
  agenda_item_id text not null references agenda_items (id),
  person_id text not null references persons (id),
  reason text not null,
  out_of_room boolean not null,
  primary key (agenda_item_id, person_id)
);
comment on column item_exclusions.out_of_room is 'Whether minutes may say that the person was out of the room for the item: not there, or seen to leave';

create table votes (
  agenda_item_id text not null references agenda_items (id),
  seat_id text not null references committee_seats (id),
  person_id text not null references persons (id),
  choice text not null check (choice in ('FAVOURABLE','AGAINST','ABSTAINED')),
  primary key (agenda_item_id, seat_id)
);
create unique index votes_person on votes (agenda_item_id, person_id);
comment on index votes_person is 'One vote for a person, whatever seats and accounts (art. 7)';

create table minutes_signatures (
  meeting_id text not null references meetings (id),
  capacity text not null check (capacity in ('CHAIR','SECRETARY')),
  person_id text not null references persons (id),
  document_sha256 text not null references stored_files (sha256),
  signed_at timestamptz not null,
  primary key (meeting_id, capacity),
  constraint minutes_signatures_two_people unique (meeting_id, person_id)
);
comment on table minutes_signatures is 'Minutes are signed by who presided and who kept them, two people; only then acts cite them (art. 7, 8)';

create table decisions (
  agenda_item_id text primary key references agenda_items (id),
  present integer not null,
  in_favour integer not null,
  against integer not null,
  abstained integer not null,
  passed boolean not null
);
comment on table decisions is 'One decision for each item of a meeting, by majority of those present (art. 7)';
`
const down = `drop table meeting_answers, minutes_signatures, decisions, votes, item_exclusions, meeting_consultants, room_movements, network_attendances, attendances, agenda_items, meetings;`

export const createMeeting = {
  name: '202611291104_create_meeting',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
