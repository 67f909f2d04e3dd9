-- The schema as the migrations and the rooms of SQL leave it, as PostgreSQL tells it: to be read, and to see what a change changes.
-- It is not run. Written by `npm run db:schema`; a test compares it with the migrated database.
-- "this" is the table or view above it; "owner" is whoever migrates.

create collation counted (locale = 'und-u-kn-true');

create extension btree_gist;

create sequence engine.keys;

create table engine.clock (
  only_row boolean not null default true,
  reached_at timestamp with time zone not null,
  constraint clock_pkey PRIMARY KEY (only_row),
  constraint clock_only_row_check CHECK (only_row)
);
comment on this is 'The furthest instant of legal time at which a timer fired: a clock set backwards never goes behind it';
grant delete, insert, select, update to concilia_engine;

create table engine.correlations (
  message_key bigint not null,
  process_id text not null,
  constraint correlations_pkey PRIMARY KEY (message_key, process_id),
  constraint correlations_message_key_fkey FOREIGN KEY (message_key) REFERENCES engine.messages(key) ON DELETE CASCADE
);
comment on this is 'A message is taken once by each process id, whatever its version';
grant delete, insert, select, update to concilia_engine;

create table engine.deliveries (
  message_key bigint not null,
  attempts integer not null default 0,
  retry_at timestamp with time zone not null default (clock_timestamp() + '00:00:05'::interval),
  constraint deliveries_pkey PRIMARY KEY (message_key),
  constraint deliveries_message_key_fkey FOREIGN KEY (message_key) REFERENCES engine.messages(key) ON DELETE CASCADE
);
comment on this is 'Published, and not yet handed to all who waited for it: whoever published does it at once, and if it dies somebody else later';
grant delete, insert, select, update to concilia_engine;

create table engine.elements (
  key bigint not null,
  root_key bigint not null,
  instance_key bigint not null,
  scope_key bigint,
  ancestors bigint[] not null,
  resource_key bigint not null,
  element_id text not null,
  kind text not null,
  state text not null,
  listener integer not null default 0,
  children integer not null default 0,
  loop_counter integer,
  loop_size integer,
  flow_id text,
  entered_at timestamp with time zone not null,
  constraint elements_pkey PRIMARY KEY (key),
  constraint elements_children_check CHECK ((children >= 0)),
  constraint elements_state_check CHECK ((state = ANY (ARRAY['ARRIVED'::text, 'ACTIVATING'::text, 'ACTIVE'::text, 'COMPLETING'::text])))
) with (fillfactor=80);
CREATE INDEX elements_instance ON engine.elements USING btree (instance_key);
CREATE INDEX elements_resource ON engine.elements USING btree (resource_key);
CREATE INDEX elements_scope ON engine.elements USING btree (scope_key);
comment on this is 'Where tokens are. ARRIVED: waits at a join for the other flows. children counts the living rows that have this one as scope';
grant delete, insert, select, update to concilia_engine;

create table engine.history (
  key bigint not null,
  root_key bigint not null,
  instance_key bigint not null,
  element_id text not null,
  kind text not null,
  outcome text not null,
  entered_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint history_pkey PRIMARY KEY (key),
  constraint history_outcome_check CHECK ((outcome = ANY (ARRAY['COMPLETED'::text, 'TERMINATED'::text, 'NOT_MADE'::text, 'TAKEN'::text])))
);
CREATE INDEX history_instance ON engine.history USING btree (instance_key);
comment on column outcome is 'NOT_MADE: a user task that was taken away before its start listeners had ended';
comment on this is 'What has ended, and the flows that were taken: for the diagram, and to tell a task that is gone from one that never was';
grant delete, insert, select, update to concilia_engine;

create table engine.incidents (
  key bigint not null,
  root_key bigint not null,
  instance_key bigint not null,
  element_key bigint not null,
  element_id text not null,
  job_key bigint,
  step jsonb not null,
  code text not null,
  violated_constraint text,
  sentence text not null,
  created_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint incidents_pkey PRIMARY KEY (key)
);
CREATE INDEX incidents_element ON engine.incidents USING btree (element_key) WHERE (resolved_at IS NULL);
CREATE INDEX incidents_open ON engine.incidents USING btree (instance_key) WHERE (resolved_at IS NULL);
CREATE INDEX incidents_root ON engine.incidents USING btree (root_key);
grant delete, insert, select, update to concilia_engine;

create table engine.instances (
  key bigint not null,
  root_key bigint not null,
  caller_key bigint,
  process_id text not null,
  resource_key bigint not null,
  start_key text,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text,
  constraint instances_pkey PRIMARY KEY (key),
  constraint instances_outcome_check CHECK ((outcome = ANY (ARRAY['COMPLETED'::text, 'TERMINATED'::text]))),
  constraint instances_resource_key_fkey FOREIGN KEY (resource_key) REFERENCES engine.resources(key)
);
CREATE INDEX instances_caller ON engine.instances USING btree (caller_key) WHERE (caller_key IS NOT NULL);
CREATE INDEX instances_ended ON engine.instances USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX instances_living_roots ON engine.instances USING btree (key) WHERE ((key = root_key) AND (ended_at IS NULL));
CREATE INDEX instances_root ON engine.instances USING btree (root_key);
CREATE UNIQUE INDEX instances_start_key ON engine.instances USING btree (process_id, start_key) WHERE ((ended_at IS NULL) AND (start_key IS NOT NULL));
comment on column caller_key is 'The element, living or in the history, that called it; null for a root';
comment on index engine.instances_start_key is 'One living instance for a process and correlation key that a message has started';
comment on this is 'Process instances; the row of a root is the lock of all that happens below it';
grant delete, insert, select, update to concilia_engine;

create table engine.jobs (
  key bigint not null,
  root_key bigint not null,
  instance_key bigint not null,
  element_key bigint not null,
  process_id text not null,
  element_id text not null,
  type text not null,
  phase text not null,
  retries integer not null,
  attempts integer not null default 0,
  due_at timestamp with time zone not null default clock_timestamp(),
  constraint jobs_pkey PRIMARY KEY (key),
  constraint jobs_phase_check CHECK ((phase = ANY (ARRAY['START'::text, 'TASK'::text, 'END'::text])))
) with (fillfactor=70);
CREATE INDEX jobs_due ON engine.jobs USING btree (due_at);
CREATE INDEX jobs_element ON engine.jobs USING btree (element_key);
CREATE INDEX jobs_root ON engine.jobs USING btree (root_key, key);
comment on column attempts is 'How often an answer to it could not be carried out: after five it is an incident, and the next goes on';
comment on column due_at is 'From when it may be handed out, system time: at once, when its lease ends, after its back-off, or never while an incident is open';
grant delete, insert, select, update to concilia_engine;

create table engine.loop_values (
  scope_key bigint not null,
  kind text not null,
  position integer not null,
  value jsonb not null,
  constraint loop_values_pkey PRIMARY KEY (scope_key, kind, "position"),
  constraint loop_values_kind_check CHECK ((kind = ANY (ARRAY['IN'::text, 'OUT'::text])))
);
comment on this is 'What a multi-instance has still to go through, and what it has collected: one row each, so that a long list is never written again';
grant delete, insert, select, update to concilia_engine;

create table engine.message_starts (
  process_id text not null,
  message_name text not null,
  resource_key bigint not null,
  element_id text not null,
  constraint message_starts_pkey PRIMARY KEY (process_id, message_name),
  constraint message_starts_resource_key_fkey FOREIGN KEY (resource_key) REFERENCES engine.resources(key)
);
CREATE INDEX message_starts_name ON engine.message_starts USING btree (message_name);
comment on this is 'Which message starts which process: those of its newest version only';
grant delete, insert, select, update to concilia_engine;

create table engine.messages (
  key bigint not null generated always as identity,
  name text not null,
  correlation_key text not null,
  message_id text not null,
  variables jsonb not null,
  expires_at timestamp with time zone not null,
  published_at timestamp with time zone not null default clock_timestamp(),
  constraint messages_pkey PRIMARY KEY (key)
);
CREATE INDEX messages_expired ON engine.messages USING btree (expires_at);
CREATE UNIQUE INDEX messages_id ON engine.messages USING btree (name, correlation_key, message_id) WHERE (correlation_key <> ''::text);
comment on column key is 'Drawn under the lock of name and correlation key: what was published first is taken first';
comment on column published_at is 'System time: a young message is kept even where nothing can take it yet';
comment on index engine.messages_id is 'Until it expires, a message that is sent again is the same message';
grant delete, insert, select, update to concilia_engine;

create table engine.resources (
  key bigint not null,
  kind text not null,
  id text not null,
  version integer not null,
  version_tag text,
  deployment_key bigint not null,
  file_name text not null,
  sha256 text not null,
  content text not null,
  deployed_at timestamp with time zone not null default now(),
  constraint resources_pkey PRIMARY KEY (key),
  constraint resources_kind_check CHECK ((kind = ANY (ARRAY['PROCESS'::text, 'DECISION'::text, 'FORM'::text]))),
  constraint resources_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX resources_version ON engine.resources USING btree (kind, id, version);
comment on index engine.resources_version is 'Instances last for years: every version stays, and two processes that deploy at once make two versions, not one twice';
grant delete, insert, select, update to concilia_engine;

create table engine.subscriptions (
  key bigint not null,
  root_key bigint not null,
  element_key bigint not null,
  process_id text not null,
  event_id text not null,
  name text not null,
  correlation_key text not null,
  constraint subscriptions_pkey PRIMARY KEY (key)
);
CREATE INDEX subscriptions_element ON engine.subscriptions USING btree (element_key);
CREATE INDEX subscriptions_message ON engine.subscriptions USING btree (name, correlation_key);
grant delete, insert, select, update to concilia_engine;

create table engine.timers (
  key bigint not null,
  root_key bigint not null,
  element_key bigint not null,
  event_id text not null,
  due_at timestamp with time zone not null,
  cycle text,
  repetitions integer,
  attempts integer not null default 0,
  retry_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint timers_pkey PRIMARY KEY (key)
);
CREATE INDEX timers_due ON engine.timers USING btree (due_at, key);
CREATE INDEX timers_element ON engine.timers USING btree (element_key);
grant delete, insert, select, update to concilia_engine;

create table engine.variables (
  scope_key bigint not null,
  name text not null,
  value jsonb not null,
  constraint variables_pkey PRIMARY KEY (scope_key, name)
);
grant delete, insert, select, update to concilia_engine;

create table accounts (
  id text not null,
  person_id text not null,
  email text,
  issuer text,
  subject text,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_kind CHECK ((num_nonnulls(issuer, subject) =
CASE
    WHEN (email IS NULL) THEN 2
    ELSE 0
END)),
  constraint accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
CREATE INDEX accounts_person ON public.accounts USING btree (person_id);
CREATE UNIQUE INDEX accounts_email ON public.accounts USING btree (lower(email));
CREATE UNIQUE INDEX accounts_subject ON public.accounts USING btree (issuer, subject);
comment on index accounts_email is 'Two addresses in different case are one account, and so one person';
comment on index accounts_subject is 'Two first sign-ins at once are one account';
comment on this is 'What a person signs in with: a subject of an OpenID Connect provider, or, in the demo, an address';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table achieved_results (
  project_id text not null,
  indicator text not null,
  achieved integer not null,
  note text not null,
  constraint achieved_results_pkey PRIMARY KEY (project_id, indicator),
  constraint achieved_results_achieved_check CHECK ((achieved >= 0)),
  constraint achieved_results_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table act_proposals (
  id text not null,
  cycle_id text not null,
  kind text not null,
  subject_id text not null,
  title text not null,
  status text not null,
  document_id text,
  content_sha256 text,
  proposed_at timestamp with time zone not null,
  constraint act_proposals_pkey PRIMARY KEY (id),
  constraint act_proposals_kind_check CHECK ((kind = ANY (ARRAY['GUIDANCE_ADOPTION'::text, 'CALL_NOTICE'::text, 'RANKING_APPROVAL'::text, 'PLAN_APPROVAL'::text, 'GRANT'::text, 'LIQUIDATION'::text, 'FINAL_RETURN'::text]))),
  constraint act_proposals_states CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'WITHDRAWN'::text, 'ADOPTED'::text, 'PUBLISHED'::text, 'EFFECTIVE'::text]))),
  constraint act_proposals_content_sha256_fkey FOREIGN KEY (content_sha256) REFERENCES stored_files(sha256),
  constraint act_proposals_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint act_proposals_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id)
);
CREATE INDEX act_proposals_cycle ON public.act_proposals USING btree (cycle_id, proposed_at, id);
CREATE INDEX act_proposals_document ON public.act_proposals USING btree (document_id);
CREATE INDEX act_proposals_kind ON public.act_proposals USING btree (kind, cycle_id);
CREATE INDEX act_proposals_public ON public.act_proposals USING btree (cycle_id) WHERE ((status = 'EFFECTIVE'::text) AND (kind = ANY (ARRAY['GUIDANCE_ADOPTION'::text, 'CALL_NOTICE'::text, 'RANKING_APPROVAL'::text, 'PLAN_APPROVAL'::text, 'FINAL_RETURN'::text])));
CREATE INDEX act_proposals_subject ON public.act_proposals USING btree (subject_id);
CREATE UNIQUE INDEX act_proposals_pending ON public.act_proposals USING btree (kind, subject_id) WHERE (status <> 'EFFECTIVE'::text);
comment on column content_sha256 is 'What its document says, before number, date and organ: the act says what was adopted, whatever the rows say since (art. 8)';
comment on index act_proposals_pending is 'One proposal of a kind waits for a subject; another may follow once the act has its effects (art. 8)';
comment on trigger act_proposals_adopted is 'The document of an act is made from what was read and adopted (art. 8)';
comment on trigger act_proposals_commitment is 'No commitment, no liquidation (art. 8)';
comment on trigger act_proposals_decided is 'No ranking is adopted while a late conflict waits for its decision (art. 5, 8)';
comment on trigger act_proposals_minutes is 'An act cites minutes only once chair and secretary have signed them (art. 7, 8)';
comment on trigger act_proposals_uncorrected is 'No plan is adopted while the ranking that it rests on is being corrected (art. 8; L. 241/1990 art. 21-nonies)';
CREATE TRIGGER act_proposals_adopted BEFORE UPDATE ON act_proposals FOR EACH ROW WHEN (old.content_sha256 IS DISTINCT FROM new.content_sha256) EXECUTE FUNCTION refuse_adopted_content();
CREATE TRIGGER act_proposals_births AFTER INSERT ON act_proposals FOR EACH ROW WHEN (new.status <> 'PROPOSED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER act_proposals_commitment AFTER INSERT ON act_proposals FOR EACH ROW WHEN (new.kind = 'LIQUIDATION'::text) EXECUTE FUNCTION require_commitment();
CREATE TRIGGER act_proposals_decided BEFORE UPDATE ON act_proposals FOR EACH ROW WHEN (new.kind = 'RANKING_APPROVAL'::text AND old.status = 'PROPOSED'::text AND new.status = 'ADOPTED'::text) EXECUTE FUNCTION require_decisions();
CREATE TRIGGER act_proposals_minutes BEFORE INSERT ON act_proposals FOR EACH ROW WHEN (new.kind = ANY (ARRAY['RANKING_APPROVAL'::text, 'GUIDANCE_ADOPTION'::text])) EXECUTE FUNCTION require_signed_minutes();
CREATE TRIGGER act_proposals_moves AFTER UPDATE ON act_proposals FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PROPOSED'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'ADOPTED'::text) AND (old.status <> 'ADOPTED'::text OR new.status <> 'PUBLISHED'::text) AND (old.status <> 'PUBLISHED'::text OR new.status <> 'EFFECTIVE'::text)) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER act_proposals_uncorrected BEFORE UPDATE ON act_proposals FOR EACH ROW WHEN (new.kind = 'PLAN_APPROVAL'::text AND old.status = 'PROPOSED'::text AND new.status = 'ADOPTED'::text) EXECUTE FUNCTION require_uncorrected();
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table acts (
  proposal_id text not null,
  type text not null,
  number text not null,
  organ text not null,
  proposal_sha256 text not null,
  adopted_on date not null,
  signed_file_sha256 text not null,
  signature text not null,
  protocol_number text not null,
  published_on date,
  publication_number text,
  effective_at timestamp with time zone,
  constraint acts_pkey PRIMARY KEY (proposal_id),
  constraint acts_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES act_proposals(id),
  constraint acts_proposal_sha256_fkey FOREIGN KEY (proposal_sha256) REFERENCES stored_files(sha256),
  constraint acts_signed_file_sha256_fkey FOREIGN KEY (signed_file_sha256) REFERENCES stored_files(sha256)
);
CREATE UNIQUE INDEX acts_number ON public.acts USING btree (organ, number, EXTRACT(year FROM adopted_on));
comment on column proposal_sha256 is 'The document that was read and adopted: another is to be adopted anew (art. 8)';
comment on index acts_number is 'An organ numbers its acts once a year: the same act is not recorded for two proposals';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table admissibility_checks (
  application_id text not null,
  code text not null,
  severity text not null,
  message text not null,
  constraint admissibility_checks_pkey PRIMARY KEY (application_id, code),
  constraint admissibility_checks_severity_check CHECK ((severity = ANY (ARRAY['BLOCKING'::text, 'CURABLE'::text]))),
  constraint admissibility_checks_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id)
);
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = admissibility_checks.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table admissibility_decisions (
  application_id text not null,
  outcome text not null,
  reasons text not null,
  route text not null,
  late_answer text,
  observations_reply text,
  committee_note text,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  constraint admissibility_decisions_pkey PRIMARY KEY (application_id),
  constraint admissibility_decisions_late_answer_check CHECK ((late_answer = ANY (ARRAY['CONSIDERED'::text, 'NOT_CONSIDERED'::text]))),
  constraint admissibility_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['ADMITTED'::text, 'NOT_ADMITTED'::text]))),
  constraint admissibility_decisions_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint admissibility_decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES persons(id)
);
comment on column committee_note is 'What the officer tells the committee that evaluates it (art. 6); the lead does not read it';
comment on column late_answer is 'Whether an answer that came after its term was considered; null where none did';
comment on column observations_reply is 'Why the observations of the lead did not convince (L. 241/1990 art. 10-bis)';
comment on this is 'One decision per application; the reasons were computed, the outcome is a person''s';
CREATE TRIGGER admissibility_decisions_kept BEFORE DELETE OR UPDATE ON admissibility_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change('a decision on admissibility stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = admissibility_decisions.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table agenda_items (
  id text not null,
  meeting_id text not null,
  position integer not null,
  title text not null,
  explanation text,
  kind text not null,
  application_id text,
  discussion text,
  deferral text,
  working_group_id text,
  report_id text,
  constraint agenda_items_pkey PRIMARY KEY (id),
  constraint agenda_items_meeting_id_position_key UNIQUE (meeting_id, "position"),
  constraint agenda_items_deferral_check CHECK ((deferral = ANY (ARRAY['BY_THOSE_PRESENT'::text, 'NO_VOTERS'::text, 'BELOW_MINIMUM'::text, 'WITH_A_PROJECT'::text]))),
  constraint agenda_items_kind_check CHECK ((kind = ANY (ARRAY['GUIDANCE'::text, 'APPLICATION'::text, 'RANKING'::text, 'TOPIC'::text, 'MOTION'::text, 'INFORMATION'::text, 'GROUP_CONSTITUTION'::text, 'GROUP_REPORT'::text, 'GROUP_DISSOLUTION'::text]))),
  constraint agenda_items_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint agenda_items_report_id_fkey FOREIGN KEY (report_id) REFERENCES working_group_reports(id),
  constraint agenda_items_working_group_id_fkey FOREIGN KEY (working_group_id) REFERENCES working_groups(id)
);
CREATE INDEX agenda_items_rankings ON public.agenda_items USING btree (meeting_id) WHERE (kind = 'RANKING'::text);
CREATE INDEX agenda_items_working_group ON public.agenda_items USING btree (working_group_id);
comment on column deferral is 'Why it was not decided: put off by those present, or nobody in the room could vote, or fewer than the call''s minimum, or the ranking with a project of it; it comes back in a new convocation (art. 5, 7)';
comment on column explanation is 'What those convened read of it beforehand, beside its title; null where nothing is said (art. 7)';
comment on column report_id is 'The report that the item hears; it comes back with the item where that is put off';
comment on column working_group_id is 'The group that the item constitutes, hears or dissolves; null for any other (art. 5)';
comment on trigger agenda_items_minuted is 'What the minutes say of an item stays (art. 7)';
CREATE TRIGGER agenda_items_minuted BEFORE DELETE OR UPDATE ON agenda_items FOR EACH ROW EXECUTE FUNCTION refuse_minuted_item();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((application_id IS NULL) OR (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = agenda_items.application_id)
 OFFSET 0))) AND ((kind <> 'RANKING'::text) OR (meeting_id IN ( SELECT m.id
   FROM (meetings m
     JOIN seen_calls c ON ((c.id = m.subject_id))))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table aggregated_scores (
  application_id text not null,
  criterion text not null,
  numerator text not null,
  denominator text not null,
  constraint aggregated_scores_pkey PRIMARY KEY (application_id, criterion),
  constraint aggregated_scores_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id)
);
comment on this is 'Exact fractions; criterion TOTAL is their sum. Rounded only where shown';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = aggregated_scores.application_id)
 OFFSET 0)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table alliance_adhesions (
  project_id text not null,
  body_id text not null,
  contribution text not null,
  joined_on date not null,
  act text not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint alliance_adhesions_pkey PRIMARY KEY (project_id, body_id),
  constraint alliance_adhesions_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint alliance_adhesions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint alliance_adhesions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES persons(id)
);
comment on column act is 'The formal adhesion, in the way that the agreement provides, and how it was told (art. 9)';
comment on this is 'Who joined an alliance once it was set up, told to the network lead: what was submitted, and the ranking, stay as they are (art. 9)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table allocations (
  cycle_id text not null,
  year integer not null,
  amount_cents bigint not null,
  constraint allocations_pkey PRIMARY KEY (cycle_id, year),
  constraint allocations_amount_cents_check CHECK ((amount_cents > 0)),
  constraint allocations_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
CREATE TRIGGER allocations_fixed BEFORE DELETE OR UPDATE ON allocations FOR EACH ROW EXECUTE FUNCTION refuse_change('what the Region assigned is adjusted by an entry');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table answer_amendments (
  question_id text not null,
  version integer not null,
  text text not null,
  amended_by text not null,
  amended_at timestamp with time zone not null,
  constraint answer_amendments_pkey PRIMARY KEY (question_id, version),
  constraint answer_amendments_version_check CHECK ((version > 0)),
  constraint answer_amendments_amended_by_fkey FOREIGN KEY (amended_by) REFERENCES persons(id),
  constraint answer_amendments_question_id_fkey FOREIGN KEY (question_id) REFERENCES call_questions(id)
);
comment on this is 'What an answer to a question says since it was put right: the last one counts, all stay readable. The key: of two who amend at once the second is told';
comment on trigger answer_amendments_published is 'What all have read stays as it was read (L. 241/1990 art. 12)';
CREATE TRIGGER answer_amendments_published BEFORE DELETE OR UPDATE ON answer_amendments FOR EACH ROW EXECUTE FUNCTION refuse_amendment_change();
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table application_attachments (
  id text not null,
  application_id text not null,
  kind text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  signature text not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by text not null,
  constraint application_attachments_pkey PRIMARY KEY (id),
  constraint application_attachments_signature_check CHECK ((signature = ANY (ARRAY['NONE'::text, 'UNVERIFIED'::text]))),
  constraint application_attachments_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint application_attachments_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256),
  constraint application_attachments_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES persons(id)
);
CREATE UNIQUE INDEX application_attachments_kind ON public.application_attachments USING btree (application_id, kind);
comment on index application_attachments_kind is 'One file for each kind that the call asks: uploading again replaces it until submission';
comment on trigger application_attachments_replaced is 'No version of an attachment is lost, however many upload at once';
CREATE TRIGGER application_attachments_replaced BEFORE UPDATE ON application_attachments FOR EACH ROW WHEN (old.sha256 IS DISTINCT FROM new.sha256) EXECUTE FUNCTION keep_replaced_attachment();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = application_attachments.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table application_forms (
  application_id text not null,
  content_sha256 text not null,
  sha256 text not null,
  made_at timestamp with time zone not null,
  constraint application_forms_pkey PRIMARY KEY (application_id, content_sha256),
  constraint application_forms_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint application_forms_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256)
);
comment on this is 'The form to sign of each content that an application had when somebody asked for it: what is signed is compared to these bytes (art. 10)';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = application_forms.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table application_partners (
  application_id text not null,
  body_id text not null,
  role text not null,
  contribution text not null,
  code text not null,
  part_sha256 text not null,
  constraint application_partners_pkey PRIMARY KEY (application_id, body_id),
  constraint application_partners_application_id_code_key UNIQUE (application_id, code),
  constraint application_partners_role_check CHECK ((role = ANY (ARRAY['LEAD'::text, 'PARTNER'::text, 'ADHERENT'::text]))),
  constraint application_partners_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint application_partners_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id)
);
CREATE INDEX application_partners_body ON public.application_partners USING btree (body_id);
CREATE UNIQUE INDEX application_partners_lead ON public.application_partners USING btree (application_id) WHERE (role = 'LEAD'::text);
comment on column code is 'By which code the application names the body';
comment on column part_sha256 is 'Hash of role and contribution: what a confirmation must be about to count (art. 9)';
comment on index application_partners_lead is 'An alliance has exactly one lead (art. 9, 10)';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = application_partners.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table applications (
  id text not null,
  call_id text not null,
  code text collate counted,
  title text not null,
  area text not null,
  summary text not null,
  lead_body_id text not null,
  total_cost_cents bigint not null,
  requested_cents bigint not null,
  content jsonb not null,
  content_sha256 text not null,
  status text not null,
  submitted_by text not null,
  drafted_at timestamp with time zone not null,
  version integer not null default 1,
  arrived_at timestamp with time zone,
  signed_by text,
  receipt_number text,
  withdrawn_at timestamp with time zone,
  constraint applications_pkey PRIMARY KEY (id),
  constraint applications_call_id_code_key UNIQUE (call_id, code),
  constraint applications_receipt_number_key UNIQUE (receipt_number),
  constraint applications_amounts CHECK (((status = ANY (ARRAY['DRAFT'::text, 'DISCARDED'::text])) OR ((requested_cents > 0) AND (requested_cents <= total_cost_cents)))),
  constraint applications_discarded CHECK (((status <> 'DISCARDED'::text) OR ((title = ''::text) AND (summary = ''::text) AND ((content -> 'partners'::text) = '[]'::jsonb)))),
  constraint applications_receipt CHECK ((num_nulls(code, arrived_at, receipt_number) =
CASE
    WHEN (status = ANY (ARRAY['DRAFT'::text, 'DISCARDED'::text])) THEN 3
    ELSE 0
END)),
  constraint applications_requested_cents_check CHECK ((requested_cents >= 0)),
  constraint applications_states CHECK ((status = ANY (ARRAY['DRAFT'::text, 'DISCARDED'::text, 'SUBMITTED'::text, 'WITHDRAWN'::text, 'ADMITTED'::text, 'NOT_ADMITTED'::text]))),
  constraint applications_total_cost_cents_check CHECK ((total_cost_cents >= 0)),
  constraint applications_version_check CHECK ((version > 0)),
  constraint applications_withdrawal CHECK (((status = 'WITHDRAWN'::text) = (withdrawn_at IS NOT NULL))),
  constraint applications_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint applications_lead_body_id_fkey FOREIGN KEY (lead_body_id) REFERENCES bodies(id),
  constraint applications_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES persons(id),
  constraint applications_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES persons(id)
);
CREATE INDEX applications_lead ON public.applications USING btree (lead_body_id);
CREATE INDEX applications_named ON public.applications USING gin (((content -> 'partners'::text)) jsonb_path_ops);
CREATE INDEX applications_place ON public.applications USING btree (call_id, COALESCE(code, ''::text), id);
comment on column arrived_at is 'When the request that submitted it had reached us whole: it is in time by this, and equal scores may be told apart by it (art. 10)';
comment on column code is 'Given with the receipt: its number in the call, without holes, in the order in which submissions were recorded. A draft has none';
comment on column content_sha256 is 'Hash of the submitted content and of its attachments: printed on the receipt';
comment on column drafted_at is 'When its content was last written, by submitted_by until it is submitted; of a discarded draft when, and by whom, it was discarded';
comment on column signed_by is 'Who signs it for the lead: a signatory of that body on the day (art. 10)';
comment on column version is 'How often its content was written: who writes it again says which version it was, so that two people of the lead never overwrite each other unseen';
comment on constraint applications_discarded is 'Of a draft that its lead discarded nothing that was written stays';
comment on index applications_named is 'Where a body is named, in drafts too: so it finds what it is asked to confirm (art. 9)';
CREATE TRIGGER applications_births AFTER INSERT ON applications FOR EACH ROW WHEN (new.status <> 'DRAFT'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER applications_moves AFTER UPDATE ON applications FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'DRAFT'::text OR new.status <> 'DISCARDED'::text) AND (old.status <> 'DRAFT'::text OR new.status <> 'SUBMITTED'::text) AND (old.status <> 'SUBMITTED'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'SUBMITTED'::text OR new.status <> 'ADMITTED'::text) AND (old.status <> 'SUBMITTED'::text OR new.status <> 'NOT_ADMITTED'::text)) EXECUTE FUNCTION refuse_move('status');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((status <> ALL (ARRAY['DRAFT'::text, 'DISCARDED'::text])) AND COALESCE((id = ( SELECT acting_application() AS acting_application)), true) AND (((call_id IN ( SELECT c.id
   FROM calls c
  WHERE ((c.outcome_published_at IS NOT NULL) OR (c.status = 'DESERTED'::text)))) AND ((( SELECT acting_role() AS acting_role) <> ALL (ARRAY['ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text])) OR ((( SELECT acting_role() AS acting_role) = 'ALLIANCE_LEAD'::text) AND (lead_body_id = ( SELECT acting_body() AS acting_body))))) OR ((withdrawn_at IS NULL) AND ((call_id IN ( SELECT c.id
   FROM evaluating_calls c
  WHERE (c.status = 'CLOSED'::text))) OR (id IN ( SELECT e.application_id
   FROM expert_applications e))) AND (NOT (id IN ( SELECT k.application_id
   FROM own_conflicts k)))))) OR ((( SELECT acting_role() AS acting_role) = 'ALLIANCE_LEAD'::text) AND (lead_body_id = ( SELECT acting_body() AS acting_body)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table assigned_officers (
  application_id text not null,
  project_id text,
  person_id text not null,
  assigned_by text not null,
  assigned_at timestamp with time zone not null,
  constraint assigned_officers_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint assigned_officers_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES persons(id),
  constraint assigned_officers_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint assigned_officers_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
CREATE UNIQUE INDEX assigned_officers_subject ON public.assigned_officers USING btree (application_id, COALESCE(project_id, ''::text));
comment on index assigned_officers_subject is 'One at a time; who it was before, and why it changed, is in the audit chain';
comment on this is 'The case officer of an application, and of a project where project_id names it: whose tasks about it are first (L. 241/1990 art. 5)';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((project_id IS NOT NULL) AND COALESCE((application_id = ( SELECT acting_application() AS acting_application)), true)) OR (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = assigned_officers.application_id)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table attendances (
  meeting_id text not null,
  seat_id text not null,
  person_id text not null,
  present_as text not null,
  constraint attendances_pkey PRIMARY KEY (meeting_id, seat_id),
  constraint attendances_present_as_check CHECK ((present_as = ANY (ARRAY['TITULAR'::text, 'DEPUTY'::text]))),
  constraint attendances_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint attendances_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint attendances_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
CREATE UNIQUE INDEX attendances_person ON public.attendances USING btree (meeting_id, person_id);
comment on this is 'Who was there at the opening: one person for a seat, the deputy only when the titular is absent (art. 5)';
CREATE TRIGGER attendances_kept BEFORE DELETE OR UPDATE ON attendances FOR EACH ROW EXECUTE FUNCTION refuse_change('who was at a meeting stays as it was recorded');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table audit_entries (
  chain_id text not null,
  sequence bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  function_id text,
  action text not null,
  subject_id text not null,
  facts jsonb not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_entries_pkey PRIMARY KEY (chain_id, sequence)
);
comment on column function_id is 'In which function the person acted; null for a step of a process';
comment on this is 'Append-only, one chain per cycle: each row holds the hash of the row before';
grant insert, select to concilia_application;

create table audit_heads (
  chain_id text not null,
  sequence bigint not null,
  hash text not null,
  constraint audit_heads_pkey PRIMARY KEY (chain_id)
);
grant delete, insert, select, update to concilia_application;

create table bodies (
  id text not null,
  name text not null,
  tax_code text not null,
  vat_number text,
  kind text not null,
  size text,
  email text,
  address text,
  network_member_since date,
  plain_name text not null generated always as (regexp_replace(regexp_replace(regexp_replace(translate(lower(NORMALIZE(name, NFD)), '-/''’'::text, '    '::text), '[^a-z0-9 ]'::text, ''::text, 'g'::text), '\m(srls|srl|spa|snc|sas|scarl|scrl|scs|coop|cooperativa|sociale|onlus|ets|aps|odv|asp)\M'::text, ''::text, 'g'::text), ' '::text, ''::text, 'g'::text)) stored,
  plain_address text not null generated always as (regexp_replace(regexp_replace(regexp_replace(translate(lower(NORMALIZE(COALESCE(address, ''::text), NFD)), '-/''’,.;'::text, '       '::text), '\([a-z]{2}\)|[^a-z0-9 ]'::text, ''::text, 'g'::text), '\m([0-9]{5}|n|nr|num|numero|civico|italia)\M'::text, ''::text, 'g'::text), ' '::text, ''::text, 'g'::text)) stored,
  constraint bodies_pkey PRIMARY KEY (id),
  constraint bodies_tax_code_key UNIQUE (tax_code),
  constraint bodies_kind_check CHECK ((kind = ANY (ARRAY['HEALTH_AGENCY'::text, 'REGIONAL_OFFICE'::text, 'MUNICIPALITY'::text, 'PROVINCE'::text, 'SPECIAL_COMPANY'::text, 'SERVICES_COMPANY'::text, 'CHAMBER_OF_COMMERCE'::text, 'UNIVERSITY'::text, 'EQUALITY_ADVISER'::text, 'TRADE_UNION'::text, 'EMPLOYERS_ASSOCIATION'::text, 'FAMILY_ASSOCIATION'::text, 'THIRD_SECTOR'::text, 'ENTERPRISE'::text]))),
  constraint bodies_member_email CHECK (((network_member_since IS NULL) OR (email IS NOT NULL))),
  constraint bodies_size_check CHECK ((size = ANY (ARRAY['MICRO'::text, 'SMALL'::text, 'MEDIUM'::text, 'LARGE'::text]))),
  constraint bodies_tax_code CHECK ((tax_code ~ '^([0-9]{11}|[A-Z0-9]{16}|[A-Z]{2}:[A-Z0-9]{3,30})$'::text)),
  constraint bodies_vat_number CHECK ((vat_number ~ '^[0-9]{11}$'::text))
);
CREATE INDEX bodies_members ON public.bodies USING btree (name, id) WHERE (network_member_since IS NOT NULL);
CREATE INDEX bodies_plain_address ON public.bodies USING btree (plain_address) WHERE (plain_address <> ''::text);
CREATE INDEX bodies_plain_name ON public.bodies USING btree (plain_name);
CREATE INDEX bodies_vat ON public.bodies USING btree (vat_number);
comment on column network_member_since is 'Null for a body that takes part in an alliance but has not joined the network (art. 2)';
comment on column plain_address is 'By which bodies of the same address are found: without accents, signs, spaces, postcode, province and the word for the number; empty where nobody has said one';
comment on column plain_name is 'By which bodies of the same name are found: without accents, signs, spaces and the form of the company';
comment on column tax_code is 'Codice fiscale, or country and code of a foreign body';
comment on column vat_number is 'Not unique: members of a VAT group share one';
comment on this is 'One subject with both its codes, as it is known from all that body_facts holds of it';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table body_facts (
  body_id text not null,
  fact text not null,
  source text not null,
  value text not null,
  said_at timestamp with time zone not null,
  said_by text,
  constraint body_facts_pkey PRIMARY KEY (body_id, fact, source),
  constraint body_facts_fact_check CHECK ((fact = ANY (ARRAY['name'::text, 'taxCode'::text, 'vatNumber'::text, 'kind'::text, 'size'::text, 'email'::text, 'address'::text]))),
  constraint body_facts_source_check CHECK ((source = ANY (ARRAY['REGISTER'::text, 'ITSELF'::text, 'APPLICANT'::text]))),
  constraint body_facts_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint body_facts_said_by_fkey FOREIGN KEY (said_by) REFERENCES persons(id)
);
comment on this is 'Who says what of a body, and when: the newest word of each source; the register''s counts before the body''s own, and that before an applicant''s';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table body_links (
  from_body_id text not null,
  to_body_id text not null,
  kind text not null,
  source text not null,
  constraint body_links_pkey PRIMARY KEY (from_body_id, to_body_id, kind),
  constraint body_links_check CHECK ((from_body_id <> to_body_id)),
  constraint body_links_kind_check CHECK ((kind = ANY (ARRAY['CONTROL'::text, 'MEMBERSHIP'::text, 'SERVICE_COMPANY'::text]))),
  constraint body_links_from_body_id_fkey FOREIGN KEY (from_body_id) REFERENCES bodies(id),
  constraint body_links_to_body_id_fkey FOREIGN KEY (to_body_id) REFERENCES bodies(id)
);
comment on this is 'from controls to, from is a member of to, or to is the service company of from: the graph on which conflicts are computed (art. 5)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view body_names as
 SELECT typed.id AS body_id,
    body.id AS subject_id
   FROM bodies typed
     JOIN bodies body ON body.vat_number = typed.tax_code AND body.id <> typed.id
  WHERE (typed.vat_number IS NULL OR typed.vat_number = typed.tax_code) AND NOT (EXISTS ( SELECT 1
           FROM body_facts f
          WHERE f.body_id = typed.id AND f.fact = 'taxCode'::text AND f.source <> 'APPLICANT'::text));
comment on this is 'A row that only applicants named, by a partita IVA in the place of the tax code (or of both codes), is the body that has that partita IVA; one of several where a VAT group shares it. Computed from what all have said, so the order in which they said it does not matter';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view body_subjects as
 SELECT id AS body_id,
    COALESCE(( SELECT min(n.subject_id) AS min
           FROM body_names n
          WHERE n.body_id = b.id
         HAVING count(*) = 1), id) AS subject_id
   FROM bodies b;
comment on this is 'Which body a row is: itself, or the one that it names for certain';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table book_years (
  cycle_id text not null,
  year integer not null,
  assigned_cents bigint not null,
  received_cents bigint not null,
  committed_cents bigint not null,
  paid_cents bigint not null,
  constraint book_years_pkey PRIMARY KEY (cycle_id, year),
  constraint book_years_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
comment on this is 'The book of money by year, kept so that nobody has to sum it: assigned, received and committed by the year of the allocation, paid by that of the day, less what came back';
comment on trigger book_years_by_entries is 'What was assigned, received, committed and paid in a year is what the book says (art. 8, 11)';
CREATE TRIGGER book_years_by_entries BEFORE INSERT OR DELETE OR UPDATE ON book_years FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change('what a year tells is moved by entries only');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table budget_lines (
  application_id text not null,
  body_id text not null,
  category text not null,
  year integer not null,
  cost_cents bigint not null,
  constraint budget_lines_pkey PRIMARY KEY (application_id, body_id, category, year),
  constraint budget_lines_cost_cents_check CHECK ((cost_cents > 0)),
  constraint budget_lines_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint budget_lines_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id)
);
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = budget_lines.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table calendar_feeds (
  function_id text not null,
  person_id text not null,
  token_sha256 text not null,
  made_at timestamp with time zone not null,
  constraint calendar_feeds_pkey PRIMARY KEY (function_id),
  constraint calendar_feeds_token_sha256_key UNIQUE (token_sha256),
  constraint calendar_feeds_token_sha256_check CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint calendar_feeds_function_id_fkey FOREIGN KEY (function_id) REFERENCES functions(id),
  constraint calendar_feeds_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
CREATE INDEX calendar_feeds_person ON public.calendar_feeds USING btree (person_id);
comment on this is 'Private addresses at which a person''s calendar reads the terms of one of its functions, each by the hash of its token: making another ends it';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((person_id = ( SELECT current_viewer() AS current_viewer)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table call_correction_parts (
  call_id text not null,
  part text not null,
  version integer not null generated always as identity,
  content jsonb not null,
  saved_by text not null,
  saved_at timestamp with time zone not null,
  constraint call_correction_parts_pkey PRIMARY KEY (call_id, part),
  constraint call_correction_parts_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint call_correction_parts_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES persons(id)
);
comment on column version is 'Each saving has its own, never given twice: nobody overwrites a part that somebody else has saved meanwhile';
comment on this is 'A correction of a call while it is written: the parts that somebody has saved, of the office and not of a person; what is not here is as in the call. Gone when it is proposed or discarded';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((( SELECT acting_role() AS acting_role) = 'PROCESS_OWNER'::text) AND (( SELECT acting_application() AS acting_application) IS NULL)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table call_corrections (
  id text not null,
  call_id text not null,
  version integer not null,
  status text not null,
  reason text not null,
  configuration jsonb not null,
  configuration_sha256 text not null,
  closes_at timestamp with time zone not null,
  replaced jsonb not null,
  replaced_sha256 text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  published_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawal_reason text,
  constraint call_corrections_pkey PRIMARY KEY (id),
  constraint call_corrections_published CHECK (((status = 'PUBLISHED'::text) = (published_at IS NOT NULL))),
  constraint call_corrections_states CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'PUBLISHED'::text, 'LAPSED'::text, 'WITHDRAWN'::text]))),
  constraint call_corrections_version_check CHECK ((version > 1)),
  constraint call_corrections_withdrawn CHECK ((num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) =
CASE
    WHEN (status = 'WITHDRAWN'::text) THEN 0
    ELSE 3
END)),
  constraint call_corrections_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint call_corrections_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES persons(id),
  constraint call_corrections_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES persons(id)
);
CREATE UNIQUE INDEX call_corrections_pending ON public.call_corrections USING btree (call_id) WHERE (status = 'PROPOSED'::text);
CREATE UNIQUE INDEX call_corrections_version ON public.call_corrections USING btree (call_id, version) WHERE (status <> ALL (ARRAY['LAPSED'::text, 'WITHDRAWN'::text]));
comment on index call_corrections_pending is 'One correction of a call at a time: each says what it replaces';
comment on this is 'New versions of a published call, each adopted by an act as its notice is, with what it replaced: the first version is the call as it was published (L. 241/1990 art. 12)';
CREATE TRIGGER call_corrections_births AFTER INSERT ON call_corrections FOR EACH ROW WHEN (new.status <> 'PROPOSED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER call_corrections_moves AFTER UPDATE ON call_corrections FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PROPOSED'::text OR new.status <> 'PUBLISHED'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'LAPSED'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'WITHDRAWN'::text)) EXECUTE FUNCTION refuse_move('status');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((status = 'PUBLISHED'::text) OR ((( SELECT acting_role() AS acting_role) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (( SELECT acting_application() AS acting_application) IS NULL))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table call_draft_parts (
  work_item_id text not null,
  part text not null,
  version integer not null generated always as identity,
  content jsonb not null,
  saved_by text not null,
  saved_at timestamp with time zone not null,
  constraint call_draft_parts_pkey PRIMARY KEY (work_item_id, part),
  constraint call_draft_parts_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES persons(id),
  constraint call_draft_parts_work_item_id_fkey FOREIGN KEY (work_item_id) REFERENCES work_items(id)
);
comment on column version is 'Each saving has its own, never given twice: nobody overwrites a part that somebody else has saved meanwhile';
comment on this is 'A call while its configuration is written (art. 8, 9): one row for each part, of the office and not of a person. Gone when the call is prepared';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((( SELECT acting_role() AS acting_role) = 'PROCESS_OWNER'::text) AND (EXISTS ( SELECT 1
   FROM work_items w
  WHERE (w.id = call_draft_parts.work_item_id)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table call_questions (
  id text not null,
  call_id text not null,
  body_id text not null,
  asked_by text not null,
  text text not null,
  asked_at timestamp with time zone not null,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  constraint call_questions_pkey PRIMARY KEY (id),
  constraint call_questions_answer CHECK ((num_nulls(answer, answered_by, answered_at) = ANY (ARRAY[0, 3]))),
  constraint call_questions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES persons(id),
  constraint call_questions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES persons(id),
  constraint call_questions_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint call_questions_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id)
);
CREATE INDEX call_questions_open ON public.call_questions USING btree (call_id, asked_at) INCLUDE (asked_by) WHERE (answer IS NULL);
CREATE INDEX call_questions_place ON public.call_questions USING btree (call_id, asked_at, id);
comment on this is 'What bodies ask about an open call and what the office answers: published together, without who asked. Asked again by the same person it is the same question';
comment on trigger call_questions_published is 'What all have read stays as it was read (L. 241/1990 art. 12)';
CREATE TRIGGER call_questions_published BEFORE DELETE OR UPDATE ON call_questions FOR EACH ROW WHEN (old.answer IS NOT NULL) EXECUTE FUNCTION refuse_answer_change();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((( SELECT acting_role() AS acting_role) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (( SELECT acting_application() AS acting_application) IS NULL)) OR (asked_by = ( SELECT current_viewer() AS current_viewer))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table calls (
  id text not null,
  cycle_id text not null,
  number integer not null,
  title text not null,
  status text not null,
  configuration jsonb not null,
  configuration_sha256 text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  outcome_published_at timestamp with time zone,
  suspended_days integer not null default 0,
  sample_seed text,
  constraint calls_pkey PRIMARY KEY (id),
  constraint calls_cycle_id_number_key UNIQUE (cycle_id, number),
  constraint calls_states CHECK ((status = ANY (ARRAY['DRAFT'::text, 'FROZEN'::text, 'PUBLISHED'::text, 'CLOSED'::text, 'DESERTED'::text]))),
  constraint calls_suspended_days_check CHECK ((suspended_days >= 0)),
  constraint calls_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
comment on column outcome_published_at is 'From here on the wall of conflicts opens (L. 241/1990, D.Lgs. 33/2013)';
comment on column sample_seed is 'By what the applications whose self-declarations are checked were drawn at the closing; published, so that anyone draws again (DPR 445/2000 art. 71)';
comment on column suspended_days is 'Days by which the term of the procedure moves, for what was asked of leads (L. 241/1990 art. 2 c. 7, 10-bis)';
comment on trigger calls_frozen is 'A call once frozen keeps its name, rules and hours, and is never a draft again: nothing is bent to the applications that came. Until it closes a published correction replaces rules and title, and puts the closing off (L. 241/1990 art. 12)';
CREATE TRIGGER calls_births AFTER INSERT ON calls FOR EACH ROW WHEN (new.status <> 'DRAFT'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER calls_frozen BEFORE UPDATE ON calls FOR EACH ROW EXECUTE FUNCTION refuse_frozen_call_change();
CREATE TRIGGER calls_moves AFTER UPDATE ON calls FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'DRAFT'::text OR new.status <> 'FROZEN'::text) AND (old.status <> 'FROZEN'::text OR new.status <> 'PUBLISHED'::text) AND (old.status <> 'PUBLISHED'::text OR new.status <> 'CLOSED'::text) AND (old.status <> 'PUBLISHED'::text OR new.status <> 'DESERTED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table cash_balances (
  cycle_id text not null,
  allocated_cents bigint not null default 0,
  received_cents bigint not null default 0,
  reserved_cents bigint not null default 0,
  constraint cash_balances_pkey PRIMARY KEY (cycle_id),
  constraint cash_balances_received_cents_check CHECK ((received_cents >= 0)),
  constraint cash_balances_reserved_cents_check CHECK ((reserved_cents >= 0)),
  constraint cash_never_above_received CHECK ((reserved_cents <= received_cents)),
  constraint cash_within_allocation CHECK ((received_cents <= allocated_cents)),
  constraint cash_balances_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
comment on constraint cash_never_above_received is 'Payments never exceed the cash received so far, even under concurrent requests (cumulative, not the year''s)';
comment on constraint cash_within_allocation is 'The Region pays in no more than it assigned to the cycle, over all years (art. 8)';
comment on trigger cash_balances_by_entries is 'Nothing is assigned, received, committed, reserved or given back without an entry (art. 8)';
CREATE TRIGGER cash_balances_by_entries BEFORE DELETE OR UPDATE ON cash_balances FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
CREATE TRIGGER cash_balances_from_nothing BEFORE INSERT ON cash_balances FOR EACH ROW WHEN (new.allocated_cents <> 0 OR new.received_cents <> 0 OR new.reserved_cents <> 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table cash_receipts (
  id text not null,
  cycle_id text not null,
  year integer not null,
  amount_cents bigint not null,
  received_on date not null,
  reference text not null,
  constraint cash_receipts_pkey PRIMARY KEY (id),
  constraint cash_receipts_cycle_id_reference_key UNIQUE (cycle_id, reference),
  constraint cash_receipts_amount_cents_check CHECK ((amount_cents > 0)),
  constraint cash_receipts_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
CREATE TRIGGER cash_receipts_fixed BEFORE DELETE OR UPDATE ON cash_receipts FOR EACH ROW EXECUTE FUNCTION refuse_change('a receipt never changes');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view closed_items with (security_barrier=true) as
 SELECT id,
    meeting_id,
    "position",
    title,
    kind
   FROM agenda_items i
  WHERE pg_has_role('concilia_reader'::name, 'member'::text) AND kind = 'RANKING'::text AND application_id IS NULL AND NOT (kind <> 'RANKING'::text OR (meeting_id IN ( SELECT m.id
           FROM meetings m
             JOIN seen_calls c ON c.id = m.subject_id))) AND ( SELECT COALESCE(acting_role(), ''::text) <> 'ALLIANCE_LEAD'::text) AND ( SELECT COALESCE(acting_role(), ''::text) <> 'NETWORK_MEMBER'::text);
comment on this is 'Items that the wall closes to whoever reads, none to the application. That the ranking is voted is no secret; what is said about it and how it ended is (art. 5, 7)';
grant select to concilia_application;
grant select to concilia_reader;

create view closing_conflicts as
 SELECT person_id,
    application_id,
    call_id
   FROM conflict_ties t;
comment on this is 'Who is kept from the evaluation of which application, by whatever tie (art. 5; DPR 62/2013 art. 7)';
grant select to concilia_application;

create table committee_seats (
  id text not null,
  category text not null,
  body_id text not null,
  chair boolean not null default false,
  constraint committee_seats_pkey PRIMARY KEY (id),
  constraint committee_seats_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id)
);
CREATE UNIQUE INDEX committee_seats_body ON public.committee_seats USING btree (category, body_id);
comment on index committee_seats_body is 'A body names one titular and one deputy in its category (art. 5)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table communications (
  id text not null,
  application_id text not null,
  kind text not null,
  request_id text,
  address text,
  written_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint communications_pkey PRIMARY KEY (id),
  constraint communications_id_application_id_key UNIQUE (id, application_id),
  constraint communications_kind_check CHECK ((kind = ANY (ARRAY['INTEGRATION'::text, 'REFUSAL_NOTICE'::text, 'CUT_GRANT'::text, 'OUTCOME'::text]))),
  constraint communications_request CHECK (((request_id IS NULL) = (kind = 'OUTCOME'::text))),
  constraint communications_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint communications_request_id_fkey FOREIGN KEY (request_id) REFERENCES lead_requests(id)
);
CREATE INDEX communications_application ON public.communications USING btree (application_id, written_at);
CREATE INDEX communications_request ON public.communications USING btree (request_id) WHERE (request_id IS NOT NULL);
comment on column address is 'The one that counts, of the body that leads or, where the register has none, of its first person; null where there was none';
comment on column id is 'That of its mail in the outbox: the Message-ID, which a receipt names, is made of it';
comment on column taken_at is 'When the mail server took it';
comment on this is 'What is written to a lead and counts from its delivery: a request, or the outcome (L. 241/1990 art. 6, 10-bis; art. 8)';
CREATE TRIGGER communications_kept BEFORE DELETE ON communications FOR EACH ROW EXECUTE FUNCTION refuse_change('a communication stays');
CREATE TRIGGER communications_taken BEFORE UPDATE ON communications FOR EACH ROW WHEN (old.taken_at IS NOT NULL) EXECUTE FUNCTION refuse_change('when a communication was taken stays');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = communications.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table conflict_declarations (
  id text not null,
  call_id text not null,
  seat_id text,
  person_id text not null,
  status text not null,
  declared_at timestamp with time zone,
  constraint conflict_declarations_pkey PRIMARY KEY (id),
  constraint conflict_declarations_call_id_person_id_key UNIQUE (call_id, person_id),
  constraint conflict_declarations_states CHECK ((status = ANY (ARRAY['REQUESTED'::text, 'DECLARED'::text, 'LAPSED'::text]))),
  constraint conflict_declarations_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint conflict_declarations_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint conflict_declarations_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
CREATE INDEX conflict_declarations_person ON public.conflict_declarations USING btree (person_id);
comment on column seat_id is 'The seat that the person declares for; null for an expert called in, who has no seat to evaluate for (art. 5)';
CREATE TRIGGER conflict_declarations_births AFTER INSERT ON conflict_declarations FOR EACH ROW WHEN (new.status <> 'REQUESTED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER conflict_declarations_moves AFTER UPDATE ON conflict_declarations FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'REQUESTED'::text OR new.status <> 'DECLARED'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'LAPSED'::text) AND (old.status <> 'LAPSED'::text OR new.status <> 'REQUESTED'::text)) EXECUTE FUNCTION refuse_move('status');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((person_id = ( SELECT current_viewer() AS current_viewer)) OR ((( SELECT acting_application() AS acting_application) IS NULL) AND (( SELECT knows_reasons() AS knows_reasons) OR (call_id IN ( SELECT c.id
   FROM seen_calls c))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view conflict_ties as
 SELECT e.person_id,
    e.application_id,
    e.call_id,
        CASE
            WHEN e.source = 'COMPUTED'::text THEN COALESCE(((e.path -> 0) ->> 'via'::text) = 'OFFICE'::text, false) AND e.cause_application_id = e.application_id
            ELSE e.basis <> 'DECLARED'::text OR NOT (EXISTS ( SELECT 1
               FROM declared_conflicts x
                 JOIN conflict_declarations d ON d.id = x.declaration_id
              WHERE x.application_id = e.application_id AND d.person_id = e.person_id AND x.reason = 'BODY_TIE'::text AND x.decision = 'EXCLUDED'::text AND d.seat_id IS NOT NULL))
        END AS personal
   FROM exclusions e
UNION ALL
 SELECT l.person_id,
    l.application_id,
    l.call_id,
    true AS personal
   FROM late_conflicts l
  WHERE l.decision = 'EXCLUDED'::text OR l.decision IS NULL AND l.told_by = l.person_id
UNION ALL
 SELECT d.person_id,
    x.application_id,
    d.call_id,
    x.reason <> 'BODY_TIE'::text OR d.seat_id IS NULL AS personal
   FROM declared_conflicts x
     JOIN conflict_declarations d ON d.id = x.declaration_id
  WHERE COALESCE(x.decision, ''::text) <> 'NOT_EXCLUDED'::text;
comment on this is 'Who is tied to which application, and whether as a person: excluded, or with a declared conflict that nobody has waived (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 6-7)';
grant select to concilia_application;

create table cycles (
  id text not null,
  code text not null,
  title text not null,
  guidelines_act text not null,
  guidance_due_on date not null,
  ends_on date not null,
  status text not null,
  process_owner_id text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint cycles_pkey PRIMARY KEY (id),
  constraint cycles_code_key UNIQUE (code),
  constraint cycles_states CHECK ((status = ANY (ARRAY['OPEN'::text, 'CLOSED'::text]))),
  constraint cycles_process_owner_id_fkey FOREIGN KEY (process_owner_id) REFERENCES persons(id)
);
CREATE TRIGGER cycles_births AFTER INSERT ON cycles FOR EACH ROW WHEN (new.status <> 'OPEN'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER cycles_moves AFTER UPDATE ON cycles FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'OPEN'::text OR new.status <> 'CLOSED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table database_place (
  only_row boolean not null default true,
  database_id text not null,
  cluster_id text not null,
  timeline text not null,
  database_oid text not null,
  departed_until timestamp with time zone,
  held_since timestamp with time zone,
  held_because text,
  constraint database_place_pkey PRIMARY KEY (only_row),
  constraint database_place_check CHECK (((held_since IS NULL) = (held_because IS NULL))),
  constraint database_place_held_because_check CHECK ((held_because = ANY (ARRAY['MOVED'::text, 'OLDER'::text, 'NO_MARK'::text]))),
  constraint database_place_only_row_check CHECK (only_row)
);
comment on column departed_until is 'The last departure that the mark beside the documents told of when rows behind it were found: told once, it is known';
comment on this is 'Where these rows were last written. A copy of them finds itself elsewhere, or behind what has left: then nothing leaves (mail, Region) until the process owner confirms';
grant delete, insert, select, update to concilia_application;

create table decisions (
  agenda_item_id text not null,
  present integer not null,
  in_favour integer not null,
  against integer not null,
  abstained integer not null,
  passed boolean not null,
  constraint decisions_pkey PRIMARY KEY (agenda_item_id),
  constraint decisions_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_items(id)
);
comment on this is 'One decision for each item of a meeting, by majority of those present (art. 7)';
CREATE TRIGGER decisions_kept BEFORE DELETE OR UPDATE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change('what was decided on an item stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM agenda_items i
  WHERE (i.id = decisions.agenda_item_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table declared_conflicts (
  declaration_id text not null,
  application_id text not null,
  reason text not null,
  explanation text not null,
  tie text,
  decision text,
  decision_reason text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint declared_conflicts_pkey PRIMARY KEY (declaration_id, application_id),
  constraint declared_conflicts_decision_check CHECK ((decision = ANY (ARRAY['EXCLUDED'::text, 'NOT_EXCLUDED'::text]))),
  constraint declared_conflicts_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint declared_conflicts_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES persons(id),
  constraint declared_conflicts_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES conflict_declarations(id)
);
CREATE INDEX declared_conflicts_application ON public.declared_conflicts USING btree (application_id);
comment on column tie is 'The tie of the own body that we found, beside what the person declares: who decides reads both (DPR 62/2013 art. 7)';
comment on this is 'DPR 62/2013 art. 6-7: declared by the member, decided by somebody else';
comment on trigger declared_conflicts_decider is 'Nobody decides on the own declaration, by whatever account or function (DPR 62/2013 art. 7)';
CREATE TRIGGER declared_conflicts_decider BEFORE INSERT OR UPDATE ON declared_conflicts FOR EACH ROW WHEN (new.decided_by IS NOT NULL) EXECUTE FUNCTION refuse_own_decision();
CREATE TRIGGER declared_conflicts_kept BEFORE DELETE ON declared_conflicts FOR EACH ROW EXECUTE FUNCTION refuse_change('a conflict that was told stays');
CREATE TRIGGER declared_conflicts_once BEFORE UPDATE ON declared_conflicts FOR EACH ROW WHEN (old.decision IS NOT NULL) EXECUTE FUNCTION refuse_change('a conflict is decided once');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((( SELECT knows_reasons() AS knows_reasons) AND (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = declared_conflicts.application_id)
 OFFSET 0))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table deployments (
  engine_id text not null,
  file_name text not null,
  sha256 text not null,
  deployed_at timestamp with time zone not null,
  constraint deployments_pkey PRIMARY KEY (engine_id, file_name)
);
comment on this is 'What the engine already holds: only files whose hash changed are deployed again';
grant delete, insert, select, update to concilia_application;

create table documents (
  id text not null,
  cycle_id text not null,
  application_id text,
  evaluated_call_id text,
  kind text not null,
  subject_id text not null,
  title text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  signature text not null,
  audit_head text,
  reconciles boolean,
  reserved boolean not null default false,
  created_at timestamp with time zone not null,
  constraint documents_pkey PRIMARY KEY (id),
  constraint documents_signature_check CHECK ((signature = ANY (ARRAY['NONE'::text, 'UNVERIFIED'::text]))),
  constraint documents_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint documents_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256)
);
CREATE INDEX documents_application ON public.documents USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX documents_committee ON public.documents USING btree (created_at) WHERE (kind <> ALL (ARRAY['payment-order'::text, 'expenditure-workbook'::text, 'liquidation-act'::text]));
CREATE INDEX documents_created ON public.documents USING btree (created_at);
CREATE INDEX documents_cycle ON public.documents USING btree (cycle_id, created_at, id);
CREATE INDEX documents_subject ON public.documents USING btree (subject_id, created_at);
CREATE UNIQUE INDEX documents_minutes ON public.documents USING btree (kind, subject_id) WHERE (kind = ANY (ARRAY['minutes'::text, 'minutes-annex'::text]));
CREATE UNIQUE INDEX documents_natural_key ON public.documents USING btree (kind, subject_id, sha256);
comment on column audit_head is 'The head of the audit chain that is printed in it: the chain is verified against it (art. 8)';
comment on column evaluated_call_id is 'Set where a document speaks of several applications under evaluation (minutes, ranking): closed to anybody excluded from one of them';
comment on column reconciles is 'Of a workbook: false when a total disagrees with its independent figure, and then it does not go to the Region (art. 8)';
comment on column reserved is 'For chair and process owner alone: what concerns persons (art. 5)';
comment on index documents_minutes is 'The minutes of a meeting are one document, and its annex another: what is signed is never replaced (art. 7)';
comment on index documents_natural_key is 'A step run again finds its own document: one document per kind, subject and content';
CREATE TRIGGER documents_kept BEFORE DELETE OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION refuse_change('a document stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((NOT reserved) OR ( SELECT knows_reasons() AS knows_reasons)) AND ((application_id IS NULL) OR (EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = documents.application_id)
 OFFSET 0))) AND ((evaluated_call_id IS NULL) OR (evaluated_call_id IN ( SELECT c.id
   FROM seen_calls c))) AND
CASE
    WHEN (( SELECT acting_application() AS acting_application) IS NULL) THEN true
    ELSE (touches_only(subject_id, acting_application()) OR (application_id = ( SELECT acting_application() AS acting_application)) OR (EXISTS ( SELECT 1
       FROM act_proposals p
      WHERE ((p.document_id = documents.id) AND (p.status = 'EFFECTIVE'::text) AND (p.kind = ANY (ARRAY['GUIDANCE_ADOPTION'::text, 'CALL_NOTICE'::text, 'RANKING_APPROVAL'::text]))))))
END));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table drawn_applications (
  application_id text not null,
  call_id text not null,
  place integer not null,
  checked_at timestamp with time zone,
  checked_by text,
  check_result text,
  check_evidence text,
  constraint drawn_applications_pkey PRIMARY KEY (application_id),
  constraint drawn_applications_check CHECK ((num_nulls(checked_at, checked_by, check_result, check_evidence) = ANY (ARRAY[0, 4]))),
  constraint drawn_applications_check_result_check CHECK ((check_result = ANY (ARRAY['CONFIRMED'::text, 'NOT_CONFIRMED'::text]))),
  constraint drawn_applications_place_check CHECK ((place > 0)),
  constraint drawn_applications_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint drawn_applications_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint drawn_applications_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES persons(id)
);
CREATE INDEX drawn_applications_call ON public.drawn_applications USING btree (call_id, place);
comment on this is 'Applications whose self-declarations are checked, as they were drawn when their call closed (DPR 445/2000 art. 71)';
comment on trigger drawn_applications_checked is 'What was found, by whom and on which evidence stays as it was found (DPR 445/2000 art. 71)';
CREATE TRIGGER drawn_applications_checked BEFORE DELETE OR UPDATE ON drawn_applications FOR EACH ROW WHEN (old.checked_at IS NOT NULL) EXECUTE FUNCTION refuse_check_change();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((( SELECT acting_role() AS acting_role) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = drawn_applications.application_id)
 OFFSET 0))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table engine_identity (
  only_row boolean not null default true,
  engine text not null,
  engine_id text not null,
  is_marked boolean not null default true,
  clock_offset_ms bigint not null default 0,
  constraint engine_identity_pkey PRIMARY KEY (only_row),
  constraint engine_identity_engine CHECK ((engine = ANY (ARRAY['embedded'::text, 'camunda'::text]))),
  constraint engine_identity_only_row_check CHECK (only_row)
);
comment on column engine is 'On which engine this database began: instances and tasks of one engine are nothing to the other, so a start with the other is refused';
comment on column is_marked is 'False from the moment before the data of a Camunda are marked as ours until their answer has come: the mark is ours though it was lost';
comment on this is 'Which engine data these rows belong to, and how far demo time was moved; a start with another engine is refused';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view evaluating_calls as
 SELECT id,
    status
   FROM calls_of_viewer() c(id, status);
comment on this is 'Calls in whose evaluation the viewer takes part, but for what the own conflicts close: the office unless it is asked to declare, a member who declared for the seat (L. 241/1990 art. 6-bis)';
grant select to concilia_application;
grant select to concilia_reader;

create table evaluator_keys (
  call_id text not null,
  key text not null,
  constraint evaluator_keys_pkey PRIMARY KEY (call_id),
  constraint evaluator_keys_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id)
);
comment on this is 'Keys the hash under which a seal names evaluators, who stay unknown (art. 5); without a policy: no reader ever sees it';
grant delete, insert, select, update to concilia_application;

create table exclusions (
  call_id text not null,
  application_id text not null,
  person_id text not null,
  seat_id text,
  basis text not null,
  source text not null,
  path jsonb not null,
  full_reason text not null,
  own_reason text not null,
  cause_application_id text not null,
  excluded_at timestamp with time zone not null,
  constraint exclusions_source_check CHECK ((source = ANY (ARRAY['COMPUTED'::text, 'DECLARED'::text]))),
  constraint exclusions_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint exclusions_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint exclusions_cause_application_id_fkey FOREIGN KEY (cause_application_id) REFERENCES applications(id),
  constraint exclusions_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint exclusions_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
CREATE INDEX exclusions_call ON public.exclusions USING btree (call_id);
CREATE INDEX exclusions_person ON public.exclusions USING btree (person_id, application_id);
CREATE UNIQUE INDEX exclusions_once ON public.exclusions USING btree (application_id, person_id, basis, source, cause_application_id, COALESCE(((path -> 0) ->> 'via'::text), ''::text));
comment on column cause_application_id is 'The application that full_reason names: read only by whoever may read of that one too (art. 5)';
comment on column own_reason is 'All that the excluded person is told: the tie with the own body; chair and minutes read full_reason';
comment on this is 'Each tie has its row: that of the seat hides none of the person (art. 5; L. 241/1990 art. 6-bis)';
comment on trigger exclusions_kept is 'Nobody is let in again once the sheets are frozen (art. 5)';
CREATE TRIGGER exclusions_fixed BEFORE UPDATE ON exclusions FOR EACH ROW EXECUTE FUNCTION refuse_change('an exclusion stays as it was recorded');
CREATE TRIGGER exclusions_kept BEFORE DELETE ON exclusions FOR EACH ROW EXECUTE FUNCTION refuse_lifted_exclusion();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((( SELECT knows_reasons() AS knows_reasons) AND (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = exclusions.application_id)
 OFFSET 0)) AND (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = exclusions.cause_application_id)
 OFFSET 0))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table expected_results (
  application_id text not null,
  indicator text not null,
  expected integer not null,
  constraint expected_results_pkey PRIMARY KEY (application_id, indicator),
  constraint expected_results_expected_check CHECK ((expected >= 0)),
  constraint expected_results_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id)
);
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = expected_results.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table expense_documents (
  id text not null,
  issuer_tax_code text not null,
  issuer_name text not null,
  type text not null,
  number text not null,
  issued_on date not null,
  amount_cents bigint not null,
  claimed_cents bigint not null default 0,
  constraint expense_documents_pkey PRIMARY KEY (id),
  constraint expense_documents_amount_cents_check CHECK ((amount_cents > 0)),
  constraint expense_documents_type_check CHECK ((type = ANY (ARRAY['INVOICE'::text, 'RECEIPT'::text, 'PAYROLL'::text, 'OTHER'::text]))),
  constraint quotas_never_above_document CHECK ((claimed_cents <= amount_cents))
);
CREATE UNIQUE INDEX expense_documents_key ON public.expense_documents USING btree (issuer_tax_code, type, number, issued_on);
comment on index expense_documents_key is 'The same document over all projects is one row: its quotas can never exceed it';
comment on trigger expense_documents_claimed is 'A document never seems less claimed than it is (art. 10)';
CREATE CONSTRAINT TRIGGER expense_documents_claimed AFTER INSERT OR UPDATE ON expense_documents DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_claims_kept('id');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table expense_quotas (
  id text not null,
  statement_id text not null,
  expense_document_id text not null,
  body_id text not null,
  category text not null,
  year integer not null,
  claimed_cents bigint not null,
  admitted_cents bigint,
  reason text,
  procurement_evidence text not null,
  paid_on date not null,
  constraint expense_quotas_pkey PRIMARY KEY (id),
  constraint expense_quotas_check CHECK (((admitted_cents >= 0) AND (admitted_cents <= claimed_cents))),
  constraint expense_quotas_claimed_cents_check CHECK ((claimed_cents > 0)),
  constraint expense_quotas_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint expense_quotas_expense_document_id_fkey FOREIGN KEY (expense_document_id) REFERENCES expense_documents(id),
  constraint expense_quotas_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statements(id)
);
CREATE INDEX expense_quotas_document ON public.expense_quotas USING btree (expense_document_id);
CREATE UNIQUE INDEX expense_quotas_key ON public.expense_quotas USING btree (statement_id, expense_document_id, body_id, category, year);
comment on index expense_quotas_key is 'A quota of a document is presented once in a statement';
comment on trigger expense_quotas_claimed is 'Quotas count against their document, which they never exceed over all projects (art. 10)';
CREATE CONSTRAINT TRIGGER expense_quotas_claimed AFTER INSERT OR DELETE OR UPDATE ON expense_quotas DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_claims_kept('expense_document_id');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view expert_applications as
 SELECT application_id
   FROM applications_of_expert() e(application_id);
comment on this is 'Applications for which the viewer was called in as expert, and has declared (art. 5)';
grant select to concilia_application;
grant select to concilia_reader;

create view failed_deliveries with (security_barrier=true) as
 SELECT id,
    kind,
    state,
    attempts,
    COALESCE(last_error, ''::text) AS reason,
    created_at,
    "position",
        CASE
            WHEN kind = 'MAIL'::text THEN ( SELECT string_agg(a.value, ', '::text) AS string_agg
               FROM jsonb_array_elements_text(f.payload -> 'to'::text) a(value))
            ELSE NULL::text
        END AS recipients
   FROM (( SELECT o.id,
            o."position",
            o.cycle_id,
            o.process_instance_key,
            o.stream,
            o.kind,
            o.payload,
            o.state,
            o.attempts,
            o.available_at,
            o.claimed_until,
            o.last_error,
            o.created_at,
            o.sent_at,
            o.received_at
           FROM outbox o
          WHERE o.state = 'PARKED'::text
          ORDER BY o."position" DESC)
        UNION ALL
        ( SELECT o.id,
            o."position",
            o.cycle_id,
            o.process_instance_key,
            o.stream,
            o.kind,
            o.payload,
            o.state,
            o.attempts,
            o.available_at,
            o.claimed_until,
            o.last_error,
            o.created_at,
            o.sent_at,
            o.received_at
           FROM outbox o
          WHERE o.state = 'PENDING'::text AND o.last_error IS NOT NULL
          ORDER BY o."position" DESC)
        UNION ALL
        ( SELECT o.id,
            o."position",
            o.cycle_id,
            o.process_instance_key,
            o.stream,
            o.kind,
            o.payload,
            o.state,
            o.attempts,
            o.available_at,
            o.claimed_until,
            o.last_error,
            o.created_at,
            o.sent_at,
            o.received_at
           FROM outbox o
          WHERE o.state = 'SENT'::text AND o.kind = 'PUBLISH_MESSAGE'::text AND o.sent_at < (now() - '00:10:00'::interval)
          ORDER BY o."position" DESC)) f
  WHERE (( SELECT acting_role() AS acting_role)) = 'PROCESS_OWNER'::text
  ORDER BY "position" DESC;
comment on this is 'Parked, still being tried, or sent and not received; no text and no id of what was sent';
grant select to concilia_application;
grant select to concilia_reader;

create table final_reports (
  cycle_id text not null,
  text text not null,
  assessment text not null,
  committee_seen_on date,
  written_by text not null,
  written_at timestamp with time zone not null,
  constraint final_reports_pkey PRIMARY KEY (cycle_id),
  constraint final_reports_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint final_reports_written_by_fkey FOREIGN KEY (written_by) REFERENCES persons(id)
);
comment on column committee_seen_on is 'The day on which the committee saw the results, where it met before the return (art. 6)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table functions (
  id text not null,
  person_id text not null,
  role text not null,
  body_id text,
  seat_id text,
  seat_role text,
  office text,
  signatory boolean not null,
  starts_on date not null,
  ends_on date,
  act text not null,
  end_act text,
  stands_for text,
  application_id text,
  constraint functions_pkey PRIMARY KEY (id),
  constraint functions_act_check CHECK ((act <> ''::text)),
  constraint functions_end CHECK (((end_act IS NULL) OR (ends_on IS NOT NULL))),
  constraint functions_end_act_check CHECK ((end_act <> ''::text)),
  constraint functions_limited CHECK (((application_id IS NULL) OR ((stands_for IS NOT NULL) AND (role = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text, 'FINANCE'::text]))))),
  constraint functions_office CHECK (((role = 'OFFICE_HOLDER'::text) = (office IS NOT NULL))),
  constraint functions_period CHECK ((ends_on >= starts_on)),
  constraint functions_place CHECK (
CASE
    WHEN (role = 'COMMITTEE_MEMBER'::text) THEN ((seat_id IS NOT NULL) AND (seat_role IS NOT NULL) AND (body_id IS NULL))
    WHEN (role = ANY (ARRAY['ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text, 'OFFICE_HOLDER'::text])) THEN ((body_id IS NOT NULL) AND (seat_id IS NULL) AND (seat_role IS NULL))
    ELSE (num_nonnulls(body_id, seat_id, seat_role) = 0)
END),
  constraint functions_role CHECK ((role = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text, 'FINANCE'::text, 'COMMITTEE_SECRETARY'::text, 'COMMITTEE_MEMBER'::text, 'ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text, 'OFFICE_HOLDER'::text]))),
  constraint functions_seat_role_check CHECK ((seat_role = ANY (ARRAY['TITULAR'::text, 'DEPUTY'::text]))),
  constraint functions_stands CHECK (((stands_for IS NULL) OR ((ends_on IS NOT NULL) AND (role <> ALL (ARRAY['COMMITTEE_MEMBER'::text, 'OFFICE_HOLDER'::text])) AND (stands_for <> id)))),
  constraint functions_once EXCLUDE USING gist (person_id WITH =, role WITH =, COALESCE(body_id, ''::text) WITH =, COALESCE(office, ''::text) WITH =, COALESCE(stands_for, ''::text) WITH =, COALESCE(application_id, ''::text) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint functions_one_substitute EXCLUDE USING gist (stands_for WITH =, COALESCE(application_id, ''::text) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((stands_for IS NOT NULL)),
  constraint functions_seat EXCLUDE USING gist (seat_id WITH =, seat_role WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&),
  constraint functions_sits_once EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((seat_id IS NOT NULL)),
  constraint functions_application FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint functions_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint functions_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint functions_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id),
  constraint functions_stands_for_fkey FOREIGN KEY (stands_for) REFERENCES functions(id)
);
CREATE INDEX functions_application ON public.functions USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX functions_body ON public.functions USING btree (body_id) WHERE (body_id IS NOT NULL);
CREATE INDEX functions_person ON public.functions USING btree (person_id);
CREATE INDEX functions_stands_for ON public.functions USING btree (stands_for) WHERE (stands_for IS NOT NULL);
comment on column application_id is 'Of a substitution limited to one application and the project that it becomes: in it nothing else is seen or decided; null where it is of all';
comment on column end_act is 'The act that ended it before its time; null where it has no end, or the end that it was given with';
comment on column role is 'OFFICE_HOLDER has one in a body that lets do nothing here: it only ties the person to it (art. 5)';
comment on column signatory is 'Who signs for the body; anybody else is a contact';
comment on column stands_for is 'Of a substitution: the function of the person in whose place this one acts, by the act, until its last day; null for a function of one''s own';
comment on constraint functions_limited is 'Only who decides on applications is replaced for one of them (art. 5; L. 241/1990 art. 6-bis)';
comment on constraint functions_one_substitute is 'One person at a time acts in the place of who holds a function, and one for each application apart';
comment on constraint functions_seat is 'A body names one titular and one deputy for its seat (art. 5)';
comment on constraint functions_sits_once is 'Nobody sits twice: one person, one seat, one vote (art. 5, 7)';
comment on constraint functions_stands is 'A substitution has an end; in the committee the deputy of the seat stands in (art. 5)';
comment on this is 'What a person is, where, from and until which day (both included), by which act; it counts on those days only';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table guidance_comments (
  id text not null,
  guidance_document_id text not null,
  body_id text not null,
  person_id text not null,
  text text not null,
  commented_at timestamp with time zone not null,
  answer text,
  constraint guidance_comments_pkey PRIMARY KEY (id),
  constraint guidance_comments_guidance_document_id_body_id_text_key UNIQUE (guidance_document_id, body_id, text),
  constraint guidance_comments_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint guidance_comments_guidance_document_id_fkey FOREIGN KEY (guidance_document_id) REFERENCES guidance_documents(id),
  constraint guidance_comments_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
CREATE INDEX guidance_comments_listed ON public.guidance_comments USING btree (guidance_document_id, commented_at, id);
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table guidance_documents (
  id text not null,
  cycle_id text not null,
  version integer not null,
  title text not null,
  context jsonb not null,
  needs jsonb not null,
  priorities jsonb not null,
  status text not null,
  comments_due_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint guidance_documents_pkey PRIMARY KEY (id),
  constraint guidance_documents_cycle_id_version_key UNIQUE (cycle_id, version),
  constraint guidance_documents_states CHECK ((status = ANY (ARRAY['DRAFT'::text, 'SHARED'::text, 'ANSWERED'::text, 'VOTED'::text, 'REJECTED'::text, 'ADOPTED'::text]))),
  constraint guidance_documents_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
CREATE TRIGGER guidance_documents_births AFTER INSERT ON guidance_documents FOR EACH ROW WHEN (new.status <> 'DRAFT'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER guidance_documents_moves AFTER UPDATE ON guidance_documents FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'DRAFT'::text OR new.status <> 'SHARED'::text) AND (old.status <> 'SHARED'::text OR new.status <> 'ANSWERED'::text) AND (old.status <> 'ANSWERED'::text OR new.status <> 'VOTED'::text) AND (old.status <> 'ANSWERED'::text OR new.status <> 'REJECTED'::text) AND (old.status <> 'VOTED'::text OR new.status <> 'ADOPTED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table held_forms (
  token_sha256 text not null,
  person_id text not null,
  path text not null,
  act text not null,
  about text,
  typed text not null,
  held_at timestamp with time zone not null default now(),
  constraint held_forms_pkey PRIMARY KEY (token_sha256),
  constraint held_forms_path_check CHECK ((path ~~ '/%'::text)),
  constraint held_forms_token_sha256_check CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint held_forms_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
CREATE INDEX held_forms_held ON public.held_forms USING btree (held_at);
comment on this is 'Forms that came when their session was over, for an hour: shown again to the person of that session, in the browser that has the token';
grant delete, insert, select, update to concilia_application;

create table incident_retries (
  engine_id text not null,
  incident_key text not null,
  cycle_id text not null,
  process_instance_key text not null,
  process_id text not null,
  element_id text not null,
  code text not null,
  reason text not null,
  retried_by text not null,
  retried_at timestamp with time zone not null,
  constraint incident_retries_pkey PRIMARY KEY (engine_id, incident_key),
  constraint incident_retries_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint incident_retries_retried_by_fkey FOREIGN KEY (retried_by) REFERENCES persons(id)
);
CREATE INDEX incident_retries_cycle ON public.incident_retries USING btree (cycle_id, retried_at);
CREATE INDEX incident_retries_everywhere ON public.incident_retries USING btree (engine_id, retried_at, incident_key);
comment on this is 'Who let a stopped step go on, when and why (art. 8). The key: an incident is retried once; what stops again is another incident';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view instance_mails with (security_barrier=true) as
 SELECT id,
    process_instance_key,
    payload ->> 'subject'::text AS subject,
    jsonb_array_length(payload -> 'to'::text) AS recipients,
    state,
    created_at
   FROM outbox o
  WHERE kind = 'MAIL'::text AND (( SELECT acting_role() AS acting_role)) = 'PROCESS_OWNER'::text AND (( SELECT acting_application() AS acting_application)) IS NULL AND (EXISTS ( SELECT 1
           FROM process_instances
          WHERE process_instances.process_instance_key = o.process_instance_key AND (process_instances.application_id IS NULL OR (EXISTS ( SELECT 1
                   FROM seen_evaluations s
                  WHERE s.id = process_instances.application_id
                 OFFSET 0))) AND (process_instances.evaluated_call_id IS NULL OR (process_instances.evaluated_call_id IN ( SELECT c.id
                   FROM seen_calls c)))));
comment on this is 'Mails that steps of an instance left, for the process owner as far as the wall lets the instance be known: what they are about, to how many, and whether they left; no text, and nobody named (art. 5)';
grant select to concilia_application;
grant select to concilia_reader;

create table interventions (
  id text not null,
  engine_id text not null,
  process_instance_key text not null,
  process_id text not null,
  cycle_id text not null,
  kind text not null,
  variable text,
  value text,
  version integer,
  seen jsonb not null,
  reason text not null,
  state text not null,
  proposed_by text not null,
  proposed_for text,
  proposed_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  decision_reason text,
  ended_at timestamp with time zone,
  fault text,
  constraint interventions_pkey PRIMARY KEY (id),
  constraint interventions_content CHECK ((((variable IS NULL) = (kind <> 'SET_VARIABLE'::text)) AND ((value IS NULL) = (kind = 'MIGRATE'::text)) AND ((version IS NULL) = (kind <> 'MIGRATE'::text)))),
  constraint interventions_decided CHECK ((((decided_by IS NULL) = (state = 'PROPOSED'::text)) AND ((decided_at IS NULL) = (state = 'PROPOSED'::text)))),
  constraint interventions_kind_check CHECK ((kind = ANY (ARRAY['SET_VARIABLE'::text, 'CANCEL'::text, 'MIGRATE'::text]))),
  constraint interventions_states CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'CONFIRMED'::text, 'REFUSED'::text, 'WITHDRAWN'::text, 'DONE'::text, 'NOT_DONE'::text]))),
  constraint interventions_two_people CHECK (((state = 'WITHDRAWN'::text) OR ((decided_by <> proposed_by) AND (decided_by <> COALESCE(proposed_for, proposed_by))))),
  constraint interventions_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint interventions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES persons(id),
  constraint interventions_instance FOREIGN KEY (engine_id, process_instance_key) REFERENCES process_instances(engine_id, process_instance_key),
  constraint interventions_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES persons(id),
  constraint interventions_proposed_for_fkey FOREIGN KEY (proposed_for) REFERENCES persons(id)
);
CREATE INDEX interventions_everywhere ON public.interventions USING btree (engine_id, proposed_at, id);
CREATE INDEX interventions_of_instance ON public.interventions USING btree (engine_id, process_instance_key, proposed_at);
CREATE UNIQUE INDEX interventions_open ON public.interventions USING btree (engine_id, process_instance_key) WHERE (state = ANY (ARRAY['PROPOSED'::text, 'CONFIRMED'::text]));
comment on column proposed_for is 'In whose place it was proposed: that person is no second one';
comment on column seen is 'What it was proposed on: version, where tokens stand, what the variable held. Where that has changed nothing is confirmed';
comment on column value is 'Of a term its instant; of an end the id of what was taken back';
comment on constraint interventions_two_people is 'Nobody confirms or refuses the own proposal; it is withdrawn by who made it';
comment on index interventions_open is 'One at a time on an instance: what a second was proposed on would change under it';
comment on this is 'What one person proposed to do to an instance of the engine and another confirmed or refused, each with a reason (art. 8)';
comment on trigger interventions_fixed is 'What the second person confirms is what the first proposed (art. 8)';
CREATE TRIGGER interventions_births AFTER INSERT ON interventions FOR EACH ROW WHEN (new.state <> 'PROPOSED'::text) EXECUTE FUNCTION refuse_move('state');
CREATE TRIGGER interventions_fixed BEFORE UPDATE ON interventions FOR EACH ROW WHEN (old.engine_id IS DISTINCT FROM new.engine_id OR old.process_instance_key IS DISTINCT FROM new.process_instance_key OR old.process_id IS DISTINCT FROM new.process_id OR old.cycle_id IS DISTINCT FROM new.cycle_id OR old.kind IS DISTINCT FROM new.kind OR old.variable IS DISTINCT FROM new.variable OR old.value IS DISTINCT FROM new.value OR old.version IS DISTINCT FROM new.version OR old.id IS DISTINCT FROM new.id OR old.seen IS DISTINCT FROM new.seen OR old.reason IS DISTINCT FROM new.reason OR old.proposed_by IS DISTINCT FROM new.proposed_by OR old.proposed_for IS DISTINCT FROM new.proposed_for OR old.proposed_at IS DISTINCT FROM new.proposed_at OR old.decided_at IS NOT NULL AND (old.decided_by IS DISTINCT FROM new.decided_by OR old.decided_at IS DISTINCT FROM new.decided_at OR old.decision_reason IS DISTINCT FROM new.decision_reason)) EXECUTE FUNCTION refuse_change('what was proposed and decided never changes');
CREATE TRIGGER interventions_kept BEFORE DELETE ON interventions FOR EACH ROW EXECUTE FUNCTION refuse_change('an intervention stays');
CREATE TRIGGER interventions_moves AFTER UPDATE ON interventions FOR EACH ROW WHEN (old.state <> new.state AND (old.state <> 'PROPOSED'::text OR new.state <> 'CONFIRMED'::text) AND (old.state <> 'PROPOSED'::text OR new.state <> 'REFUSED'::text) AND (old.state <> 'PROPOSED'::text OR new.state <> 'WITHDRAWN'::text) AND (old.state <> 'CONFIRMED'::text OR new.state <> 'DONE'::text) AND (old.state <> 'CONFIRMED'::text OR new.state <> 'NOT_DONE'::text)) EXECUTE FUNCTION refuse_move('state');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM process_instances p
  WHERE ((p.engine_id = interventions.engine_id) AND (p.process_instance_key = interventions.process_instance_key)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table invitations (
  id text not null,
  token_sha256 text not null,
  person jsonb not null,
  body_id text not null,
  role text not null,
  signatory boolean not null,
  act text not null,
  expires_on date not null,
  invited_by text not null,
  invited_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  person_id text,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_token_sha256_key UNIQUE (token_sha256),
  constraint invitations_act_check CHECK ((act <> ''::text)),
  constraint invitations_end CHECK ((((accepted_at IS NULL) = (person_id IS NULL)) AND (num_nonnulls(accepted_at, revoked_at) < 2))),
  constraint invitations_role CHECK ((role = ANY (ARRAY['ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text]))),
  constraint invitations_token_sha256_check CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint invitations_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES persons(id),
  constraint invitations_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
comment on this is 'Who is invited to act for a body, by a link whose token is here as a hash: a person and a function begin with the acceptance only';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table item_exclusions (
  agenda_item_id text not null,
  person_id text not null,
  reason text not null,
  out_of_room boolean not null,
  constraint item_exclusions_pkey PRIMARY KEY (agenda_item_id, person_id),
  constraint item_exclusions_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_items(id),
  constraint item_exclusions_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
comment on column out_of_room is 'Whether minutes may say that the person was out of the room for the item: not there, or seen to leave';
CREATE TRIGGER item_exclusions_kept BEFORE DELETE OR UPDATE ON item_exclusions FOR EACH ROW EXECUTE FUNCTION refuse_change('who took no part in an item stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((( SELECT knows_reasons() AS knows_reasons) AND (EXISTS ( SELECT 1
   FROM ((agenda_items i
     JOIN meetings m ON ((m.id = i.meeting_id)))
     JOIN seen_calls c ON ((c.id = m.subject_id)))
  WHERE (i.id = item_exclusions.agenda_item_id)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table job_executions (
  engine_id text not null,
  job_key text not null,
  job_type text not null,
  outcome jsonb,
  finished_at timestamp with time zone,
  constraint job_executions_pkey PRIMARY KEY (engine_id, job_key)
);
comment on this is 'The job ledger: a redelivered job replays its outcome instead of acting twice';
grant delete, insert, select, update to concilia_application;

create view known_agenda with (security_invoker=true) as
( SELECT i.id,
    i.meeting_id,
    i."position",
    i.title,
    i.kind,
    i.application_id,
    i.working_group_id,
    i.explanation,
    i.discussion,
    i.deferral,
    ( SELECT jsonb_build_object('present', d.present, 'inFavour', d.in_favour, 'against', d.against, 'abstained', d.abstained, 'passed', d.passed) AS jsonb_build_object
           FROM decisions d
          WHERE d.agenda_item_id = i.id) AS decision
   FROM agenda_items i
  WHERE (( SELECT COALESCE(acting_role(), ''::text) <> 'ALLIANCE_LEAD'::text) OR (i.kind <> ALL (ARRAY['APPLICATION'::text, 'RANKING'::text]))) AND (( SELECT COALESCE(acting_role(), ''::text) <> 'NETWORK_MEMBER'::text) OR i.kind = 'TOPIC'::text)
  ORDER BY i."position")
UNION ALL
( SELECT c.id,
    c.meeting_id,
    c."position",
    c.title,
    c.kind,
    NULL::text AS application_id,
    NULL::text AS working_group_id,
    NULL::text AS explanation,
    NULL::text AS discussion,
    NULL::text AS deferral,
    NULL::jsonb AS decision
   FROM closed_items c
  ORDER BY c."position");
comment on this is 'The agenda as people are convened with it, behind the wall of its tables: in two parts that each come in the order of the agenda, so that a page of it is read alone';
grant select to concilia_application;
grant select to concilia_reader;

create view known_conflicts with (security_barrier=true) as
 SELECT person_id,
    application_id,
    call_id
   FROM closing_conflicts k
  WHERE NOT pg_has_role('concilia_reader'::name, 'member'::text) OR ( SELECT knows_reasons() AS knows_reasons) AND (EXISTS ( SELECT 1
           FROM seen_evaluations s
          WHERE s.id = k.application_id
         OFFSET 0));
comment on this is 'What keeps whom from which application, as far as whoever reads may know it: all of it to the application, to chair and process owner what is not closed to themselves (art. 5)';
grant select to concilia_application;
grant select to concilia_reader;

create view known_meetings with (security_barrier=true) as
 SELECT id,
    cycle_id,
    stage,
    subject_id,
    ranking_id,
    round,
    status,
    starts_at,
    ends_at,
    place,
    notice,
    convened_at,
    held_at,
    sequence,
    told_sequence,
    change_reason,
        CASE
            WHEN NOT pg_has_role('concilia_reader'::name, 'member'::text) OR stage <> 'EVALUATION'::text OR (subject_id IN ( SELECT s.id
               FROM seen_calls s)) THEN approved
            ELSE NULL::boolean
        END AS approved
   FROM meetings m
  WHERE (( SELECT COALESCE(acting_role(), ''::text) <> 'ALLIANCE_LEAD'::text) OR stage <> 'EVALUATION'::text AND status <> 'PLANNED'::text) AND (( SELECT COALESCE(acting_role(), ''::text) <> 'NETWORK_MEMBER'::text) OR stage = 'NETWORK'::text);
comment on this is 'Meetings, with how their vote ended as far as whoever reads may know it (art. 5, 7)';
grant select to concilia_application;
grant select to concilia_reader;

create view known_questions with (security_barrier=true) as
 SELECT id,
    call_id,
    text,
    asked_at,
    answer,
    answered_at,
        CASE
            WHEN ((( SELECT acting_role() AS acting_role)) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (( SELECT acting_application() AS acting_application)) IS NULL OR asked_by = (( SELECT current_viewer() AS current_viewer)) THEN asked_by
            ELSE NULL::text
        END AS asked_by,
        CASE
            WHEN ((( SELECT acting_role() AS acting_role)) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (( SELECT acting_application() AS acting_application)) IS NULL OR asked_by = (( SELECT current_viewer() AS current_viewer)) THEN body_id
            ELSE NULL::text
        END AS body_id
   FROM call_questions q
  WHERE answer IS NOT NULL OR ((( SELECT acting_role() AS acting_role)) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text])) AND (( SELECT acting_application() AS acting_application)) IS NULL OR asked_by = (( SELECT current_viewer() AS current_viewer))
  ORDER BY asked_at DESC, id DESC;
comment on this is 'Questions about calls as anybody reads them: once they are answered, without who asked; the own ones and the office''s whole, answered or not';
grant select to concilia_application;
grant select to concilia_reader;

create table late_conflicts (
  id text not null,
  call_id text not null,
  application_id text not null,
  person_id text not null,
  reason text not null,
  explanation text not null,
  told_by text not null,
  told_at timestamp with time zone not null,
  decision text,
  decision_reason text,
  decided_by text,
  decided_at timestamp with time zone,
  reopens text,
  constraint late_conflicts_pkey PRIMARY KEY (id),
  constraint late_conflicts_check CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decision_reason IS NULL)))),
  constraint late_conflicts_check1 CHECK (((reopens IS NULL) OR (decision = 'EXCLUDED'::text))),
  constraint late_conflicts_decision_check CHECK ((decision = ANY (ARRAY['EXCLUDED'::text, 'NOT_EXCLUDED'::text]))),
  constraint late_conflicts_two_people CHECK (((decided_by <> told_by) AND (decided_by <> person_id))),
  constraint late_conflicts_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint late_conflicts_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint late_conflicts_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES persons(id),
  constraint late_conflicts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint late_conflicts_reopens_fkey FOREIGN KEY (reopens) REFERENCES rankings(id),
  constraint late_conflicts_told_by_fkey FOREIGN KEY (told_by) REFERENCES persons(id)
);
CREATE INDEX late_conflicts_call ON public.late_conflicts USING btree (call_id);
CREATE INDEX late_conflicts_person ON public.late_conflicts USING btree (person_id, application_id);
CREATE UNIQUE INDEX late_conflicts_undecided ON public.late_conflicts USING btree (application_id, person_id, told_by) WHERE (decision IS NULL);
comment on column reopens is 'The provisional ranking that it takes back: a new one is drawn up beside it, for a new vote (art. 5, 7)';
comment on constraint late_conflicts_two_people is 'A late conflict is decided by who neither told it nor is concerned (DPR 62/2013 art. 7)';
comment on index late_conflicts_undecided is 'Told once by each who tells it: what somebody else told first takes no place of what one tells of oneself, which keeps one out at once';
CREATE TRIGGER late_conflicts_kept BEFORE DELETE ON late_conflicts FOR EACH ROW EXECUTE FUNCTION refuse_change('a conflict that was told stays');
CREATE TRIGGER late_conflicts_once BEFORE UPDATE ON late_conflicts FOR EACH ROW WHEN (old.decision IS NOT NULL) EXECUTE FUNCTION refuse_change('a conflict is decided once');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((( SELECT knows_reasons() AS knows_reasons) AND (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = late_conflicts.application_id)
 OFFSET 0)) AND (person_id <> ( SELECT current_viewer() AS current_viewer))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table lead_requests (
  id text not null,
  application_id text not null,
  kind text not null,
  status text not null,
  items jsonb not null,
  reasons text not null,
  asked_by text,
  asked_at timestamp with time zone not null,
  received_at timestamp with time zone,
  due_at timestamp with time zone,
  work_item_id text,
  answer text,
  answer_sha256 text,
  answered_by text,
  answered_at timestamp with time zone,
  accepted boolean,
  ranking_id text,
  constraint lead_requests_pkey PRIMARY KEY (id),
  constraint lead_requests_accepted CHECK (((accepted IS NOT NULL) = ((kind = 'CUT_GRANT'::text) AND (answer IS NOT NULL)))),
  constraint lead_requests_answer CHECK ((num_nulls(work_item_id, answer, answer_sha256, answered_by, answered_at) = ANY (ARRAY[0, 5]))),
  constraint lead_requests_asked_by CHECK (((asked_by IS NULL) = (kind = 'CUT_GRANT'::text))),
  constraint lead_requests_kind_check CHECK ((kind = ANY (ARRAY['INTEGRATION'::text, 'REFUSAL_NOTICE'::text, 'CUT_GRANT'::text]))),
  constraint lead_requests_ranking CHECK (((ranking_id IS NOT NULL) = (kind = 'CUT_GRANT'::text))),
  constraint lead_requests_states CHECK ((status = ANY (ARRAY['ASKED'::text, 'SENT'::text, 'RECEIVED'::text, 'UNDELIVERED'::text, 'ANSWERED'::text, 'EXPIRED'::text, 'ANSWERED_LATE'::text, 'CLOSED'::text]))),
  constraint lead_requests_term CHECK (((received_at IS NULL) = (due_at IS NULL))),
  constraint lead_requests_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES persons(id),
  constraint lead_requests_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint lead_requests_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES persons(id),
  constraint lead_requests_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id),
  constraint lead_requests_work_item_id_fkey FOREIGN KEY (work_item_id) REFERENCES work_items(id)
);
CREATE INDEX lead_requests_application ON public.lead_requests USING btree (application_id, asked_at);
CREATE INDEX lead_requests_of_ranking ON public.lead_requests USING btree (ranking_id) WHERE (ranking_id IS NOT NULL);
CREATE INDEX lead_requests_work_item ON public.lead_requests USING btree (work_item_id) WHERE (work_item_id IS NOT NULL);
CREATE UNIQUE INDEX lead_requests_once ON public.lead_requests USING btree (application_id, kind, COALESCE(ranking_id, ''::text)) WHERE (status <> 'UNDELIVERED'::text);
comment on column ranking_id is 'The adopted ranking whose budget line cuts the grant: one that corrects it asks again';
comment on column received_at is 'When the mail server took its mail, or a receipt proves that it was delivered: the term runs from that day';
comment on index lead_requests_once is 'One integration and one notice for an application: the procedure is suspended once (L. 241/1990 art. 2 c. 7); a grant is cut once';
comment on this is 'What the officer asks of the lead before deciding: to complete the application (L. 241/1990 art. 6), or to answer the reasons against it (art. 10-bis); or whether it takes a grant that the budget line cuts, asked by the process. The answer stands beside what was submitted, which never changes';
CREATE TRIGGER lead_requests_answered BEFORE UPDATE ON lead_requests FOR EACH ROW WHEN (old.answer IS NOT NULL) EXECUTE FUNCTION refuse_change('an answer stays as it came');
CREATE TRIGGER lead_requests_births AFTER INSERT ON lead_requests FOR EACH ROW WHEN (new.status <> ALL (ARRAY['ASKED'::text, 'ASKED'::text])) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER lead_requests_kept BEFORE DELETE ON lead_requests FOR EACH ROW EXECUTE FUNCTION refuse_change('a request to a lead stays');
CREATE TRIGGER lead_requests_moves AFTER UPDATE ON lead_requests FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'ASKED'::text OR new.status <> 'SENT'::text) AND (old.status <> 'SENT'::text OR new.status <> 'RECEIVED'::text) AND (old.status <> 'SENT'::text OR new.status <> 'UNDELIVERED'::text) AND (old.status <> 'RECEIVED'::text OR new.status <> 'UNDELIVERED'::text) AND (old.status <> 'EXPIRED'::text OR new.status <> 'UNDELIVERED'::text) AND (old.status <> 'RECEIVED'::text OR new.status <> 'ANSWERED'::text) AND (old.status <> 'RECEIVED'::text OR new.status <> 'EXPIRED'::text) AND (old.status <> 'EXPIRED'::text OR new.status <> 'ANSWERED_LATE'::text) AND (old.status <> 'EXPIRED'::text OR new.status <> 'CLOSED'::text)) EXECUTE FUNCTION refuse_move('status');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = lead_requests.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table meeting_answers (
  meeting_id text not null,
  seat_id text not null,
  person_id text not null,
  answer text not null,
  sequence integer not null,
  answered_at timestamp with time zone not null,
  constraint meeting_answers_pkey PRIMARY KEY (meeting_id, seat_id, person_id),
  constraint meeting_answers_answer_check CHECK ((answer = ANY (ARRAY['COMES'::text, 'DEPUTY_COMES'::text, 'ABSENT'::text]))),
  constraint meeting_answers_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint meeting_answers_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint meeting_answers_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
comment on column sequence is 'Of the convocation that was answered: when the meeting is moved everybody is asked again';
comment on this is 'What each of those convened answered: comes, leaves it to the deputy, or does not come (art. 5, 7); a presence is recorded at the sitting alone';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((person_id = ( SELECT current_viewer() AS current_viewer)) OR (( SELECT acting_role() AS acting_role) = 'COMMITTEE_SECRETARY'::text) OR ( SELECT knows_reasons() AS knows_reasons)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table meeting_consultants (
  meeting_id text not null,
  person_id text not null,
  constraint meeting_consultants_pkey PRIMARY KEY (meeting_id, person_id),
  constraint meeting_consultants_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint meeting_consultants_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
comment on this is 'Leads of alliances who were there, without a vote (art. 5)';
CREATE TRIGGER meeting_consultants_kept BEFORE DELETE OR UPDATE ON meeting_consultants FOR EACH ROW EXECUTE FUNCTION refuse_change('who was at a meeting as a consultant stays as it was recorded');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table meetings (
  id text not null,
  cycle_id text not null,
  stage text not null,
  subject_id text not null,
  ranking_id text,
  round integer not null,
  status text not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  place text,
  notice text,
  convened_at timestamp with time zone,
  held_at timestamp with time zone,
  approved boolean,
  sequence integer not null default 0,
  told_sequence integer,
  change_reason text,
  constraint meetings_pkey PRIMARY KEY (id),
  constraint meetings_stage_check CHECK ((stage = ANY (ARRAY['GUIDANCE'::text, 'EVALUATION'::text, 'COMMITTEE'::text, 'NETWORK'::text]))),
  constraint meetings_states CHECK ((status = ANY (ARRAY['PLANNED'::text, 'CONVENED'::text, 'HELD'::text, 'CANCELLED'::text]))),
  constraint meetings_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint meetings_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id)
);
CREATE INDEX meetings_cycle ON public.meetings USING btree (cycle_id);
CREATE UNIQUE INDEX meetings_round ON public.meetings USING btree (stage, subject_id, round);
CREATE UNIQUE INDEX meetings_to_hold ON public.meetings USING btree (stage, subject_id) WHERE (status = ANY (ARRAY['PLANNED'::text, 'CONVENED'::text]));
comment on column ranking_id is 'The provisional ranking that is attached to it and voted on (art. 6, 7)';
comment on column sequence is 'How often it was moved or called off since it was convened: the SEQUENCE of its calendar part (RFC 5545)';
comment on column told_sequence is 'The sequence that everybody convened was told of last; null until the convocation leaves';
comment on index meetings_round is 'The meetings on a subject are numbered (art. 7)';
comment on index meetings_to_hold is 'One meeting on a subject is to be held at a time: the next only when the last was, or was cancelled (art. 7)';
CREATE TRIGGER meetings_births AFTER INSERT ON meetings FOR EACH ROW WHEN (new.status <> 'PLANNED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER meetings_minuted BEFORE UPDATE ON meetings FOR EACH ROW WHEN (old.approved IS NOT NULL AND (old.approved IS DISTINCT FROM new.approved OR old.starts_at IS DISTINCT FROM new.starts_at OR old.held_at IS DISTINCT FROM new.held_at OR old.ranking_id IS DISTINCT FROM new.ranking_id)) EXECUTE FUNCTION refuse_change('what the minutes say of a meeting stays');
CREATE TRIGGER meetings_moves AFTER UPDATE ON meetings FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PLANNED'::text OR new.status <> 'CONVENED'::text) AND (old.status <> 'CONVENED'::text OR new.status <> 'HELD'::text) AND (old.status <> 'PLANNED'::text OR new.status <> 'CANCELLED'::text) AND (old.status <> 'CONVENED'::text OR new.status <> 'CANCELLED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;

create table minutes_signatures (
  meeting_id text not null,
  capacity text not null,
  person_id text not null,
  document_sha256 text not null,
  signed_at timestamp with time zone not null,
  constraint minutes_signatures_pkey PRIMARY KEY (meeting_id, capacity),
  constraint minutes_signatures_two_people UNIQUE (meeting_id, person_id),
  constraint minutes_signatures_capacity_check CHECK ((capacity = ANY (ARRAY['CHAIR'::text, 'SECRETARY'::text]))),
  constraint minutes_signatures_document_sha256_fkey FOREIGN KEY (document_sha256) REFERENCES stored_files(sha256),
  constraint minutes_signatures_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint minutes_signatures_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
comment on this is 'Minutes are signed by who presided and who kept them, two people; only then acts cite them (art. 7, 8)';
CREATE TRIGGER minutes_signatures_fixed BEFORE DELETE OR UPDATE ON minutes_signatures FOR EACH ROW EXECUTE FUNCTION refuse_change('a signature never changes');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table money_entries (
  id text not null,
  cycle_id text not null,
  year integer not null,
  kind text not null,
  occasion text not null,
  project_id text,
  payee_id text,
  amount_cents bigint not null,
  at timestamp with time zone not null,
  constraint money_entries_pkey PRIMARY KEY (id),
  constraint money_entries_amount CHECK (((amount_cents > 0) OR ((kind = 'ADJUSTED'::text) AND (amount_cents <> 0)))),
  constraint money_entries_kind CHECK ((kind = ANY (ARRAY['ALLOCATED'::text, 'ADJUSTED'::text, 'RECEIVED'::text, 'COMMITTED'::text, 'ECONOMY'::text, 'RESERVED'::text, 'LIQUIDATED'::text, 'PAID'::text, 'RELEASED'::text, 'RECOVERED'::text]))),
  constraint money_entries_of_project CHECK (((project_id IS NOT NULL) = (kind = ANY (ARRAY['COMMITTED'::text, 'ECONOMY'::text, 'RESERVED'::text, 'LIQUIDATED'::text, 'PAID'::text, 'RELEASED'::text, 'RECOVERED'::text])))),
  constraint money_entries_payee CHECK (((project_id IS NULL) = (payee_id IS NULL))),
  constraint money_entries_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint money_entries_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES bodies(id),
  constraint money_entries_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
CREATE INDEX money_entries_cycle ON public.money_entries USING btree (cycle_id, year);
CREATE INDEX money_entries_occasion ON public.money_entries USING btree (occasion, kind);
CREATE INDEX money_entries_project ON public.money_entries USING btree (project_id);
CREATE UNIQUE INDEX money_entries_once ON public.money_entries USING btree (occasion, kind) WHERE (kind = ANY (ARRAY['RECEIVED'::text, 'RESERVED'::text, 'LIQUIDATED'::text, 'PAID'::text, 'RELEASED'::text]));
CREATE UNIQUE INDEX money_entries_once_a_year ON public.money_entries USING btree (occasion, kind, year, cycle_id, project_id) NULLS NOT DISTINCT WHERE (kind = ANY (ARRAY['ALLOCATED'::text, 'ADJUSTED'::text, 'COMMITTED'::text, 'ECONOMY'::text, 'RECOVERED'::text]));
comment on column occasion is 'What brings the entry about: the id of its receipt or payment, the number of the commitment, the act or paper of what has no row';
comment on column year is 'Of the allocation, for what the Region assigns or pays in and for commitments; of the day on which it happens, for payments (L. 124/2017 art. 1 c. 125; D.Lgs. 33/2013 art. 26 c. 2)';
comment on index money_entries_once is 'A receipt and each step of a payment move the balances once';
comment on index money_entries_once_a_year is 'An act of the Region, a commitment or a paper moves the balances of a year once';
comment on trigger money_entries_move_balances is 'Balances and book of money are never two different things (art. 8)';
comment on trigger money_entries_of_occasion is 'Nothing is in the book that did not happen (art. 8)';
CREATE TRIGGER money_entries_append_only BEFORE DELETE OR UPDATE ON money_entries FOR EACH ROW EXECUTE FUNCTION refuse_change('entries are only ever added');
CREATE TRIGGER money_entries_move_balances AFTER INSERT ON money_entries FOR EACH ROW EXECUTE FUNCTION move_balances();
CREATE TRIGGER money_entries_of_occasion BEFORE INSERT ON money_entries FOR EACH ROW EXECUTE FUNCTION require_occasion();
grant insert, select to concilia_application;
grant select to concilia_reader;

create table network (
  only_row boolean not null default true,
  code text not null,
  document jsonb not null,
  settings jsonb not null generated always as (((((document - 'bodies'::text) - 'links'::text) - 'seats'::text) - 'people'::text)) stored,
  document_sha256 text not null,
  loaded_at timestamp with time zone not null,
  constraint network_pkey PRIMARY KEY (only_row),
  constraint network_document_sha256_check CHECK ((document_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint network_only_row_check CHECK (only_row)
);
comment on column settings is 'The document but for its register, which is long and stands in tables of its own';
comment on this is 'The one network of this database, as its document was loaded: terms, acts, letterhead, words. The lead itself is the body that chairs the committee (art. 2, 5, 8)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table network_attendances (
  meeting_id text not null,
  body_id text not null,
  constraint network_attendances_pkey PRIMARY KEY (meeting_id, body_id),
  constraint network_attendances_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint network_attendances_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id)
);
comment on this is 'The bodies of the network that were at its meeting, which has no seats (art. 4)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view open_sheets as
 SELECT id,
    opens_at
   FROM calls_of_open_sheets() o(id, opens_at);
comment on this is 'Calls of which the viewer may read the sheets of others, as far as the wall shows their applications (art. 5, 6)';
grant select to concilia_application;
grant select to concilia_reader;

create table order_layouts (
  name text not null,
  columns jsonb not null,
  siope_public text not null,
  siope_private text not null,
  source text not null,
  in_use boolean not null,
  constraint order_layouts_pkey PRIMARY KEY (name)
);
CREATE UNIQUE INDEX order_layouts_in_use ON public.order_layouts USING btree (in_use) WHERE in_use;
comment on index order_layouts_in_use is 'Orders are written in one layout at a time: that of the body''s accounting system';
grant delete, insert, select, update to concilia_application;

create table outbox (
  id text not null,
  position bigint not null generated always as identity,
  cycle_id text not null,
  process_instance_key text,
  stream text not null,
  kind text not null,
  payload jsonb not null,
  state text not null,
  attempts integer not null default 0,
  available_at timestamp with time zone not null default now(),
  claimed_until timestamp with time zone,
  last_error text,
  created_at timestamp with time zone not null default network_time(),
  sent_at timestamp with time zone,
  received_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_kind_check CHECK ((kind = ANY (ARRAY['PUBLISH_MESSAGE'::text, 'COMPLETE_USER_TASK'::text, 'MAIL'::text, 'REGION'::text, 'RESOLVE_INCIDENT'::text, 'INTERVENE'::text]))),
  constraint outbox_states CHECK ((state = ANY (ARRAY['PENDING'::text, 'SENT'::text, 'RECEIVED'::text, 'PARKED'::text, 'DISCARDED'::text])))
);
CREATE INDEX outbox_mails ON public.outbox USING btree (process_instance_key, created_at) WHERE ((kind = 'MAIL'::text) AND (process_instance_key IS NOT NULL));
CREATE INDEX outbox_parked ON public.outbox USING btree ("position") WHERE (state = 'PARKED'::text);
CREATE INDEX outbox_pending ON public.outbox USING btree (stream, "position") WHERE (state = ANY (ARRAY['PENDING'::text, 'PARKED'::text]));
CREATE INDEX outbox_sent ON public.outbox USING btree (sent_at) WHERE (sent_at IS NOT NULL);
CREATE INDEX outbox_stream ON public.outbox USING btree (stream);
CREATE INDEX outbox_unreceived ON public.outbox USING btree (sent_at) WHERE ((state = 'SENT'::text) AND (kind = 'PUBLISH_MESSAGE'::text));
comment on column cycle_id is 'In whose audit chain a retry or a discard goes (art. 8). No foreign key: whoever locks the cycle would hold up every row that leaves a transaction';
comment on column process_instance_key is 'The instance whose step left it; null where a person did';
CREATE TRIGGER outbox_births AFTER INSERT ON outbox FOR EACH ROW WHEN (new.state <> 'PENDING'::text) EXECUTE FUNCTION refuse_move('state');
CREATE TRIGGER outbox_moves AFTER UPDATE ON outbox FOR EACH ROW WHEN (old.state <> new.state AND (old.state <> 'PENDING'::text OR new.state <> 'SENT'::text) AND (old.state <> 'PENDING'::text OR new.state <> 'RECEIVED'::text) AND (old.state <> 'SENT'::text OR new.state <> 'RECEIVED'::text) AND (old.state <> 'PENDING'::text OR new.state <> 'PARKED'::text) AND (old.state <> 'PARKED'::text OR new.state <> 'PENDING'::text) AND (old.state <> 'PARKED'::text OR new.state <> 'DISCARDED'::text) AND (old.state <> 'PENDING'::text OR new.state <> 'DISCARDED'::text) AND (old.state <> 'SENT'::text OR new.state <> 'DISCARDED'::text) AND (old.state <> 'PARKED'::text OR new.state <> 'DISCARDED'::text)) EXECUTE FUNCTION refuse_move('state');
grant delete, insert, select, update to concilia_application;

create view own_conflicts as
 SELECT application_id,
    call_id
   FROM conflicts_of_viewer() k(application_id, call_id);
comment on this is 'What the viewer may not evaluate or see';
grant select to concilia_application;
grant select to concilia_reader;

create table panel_appointments (
  application_id text not null,
  person_id text not null,
  reason text not null,
  act text not null,
  act_number text not null,
  act_on date not null,
  appointed_by text not null,
  appointed_at timestamp with time zone not null,
  constraint panel_appointments_pkey PRIMARY KEY (application_id, person_id),
  constraint panel_appointments_another CHECK ((person_id <> appointed_by)),
  constraint panel_appointments_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint panel_appointments_appointed_by_fkey FOREIGN KEY (appointed_by) REFERENCES persons(id),
  constraint panel_appointments_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
CREATE INDEX panel_appointments_person ON public.panel_appointments USING btree (person_id);
comment on column act is 'The act that appoints, of what kind and of whom: an appointment is an act, cited by number and day';
comment on constraint panel_appointments_another is 'Nobody appoints oneself (art. 5)';
comment on this is 'Experts called in where exclusions left fewer evaluators than the call asks';
CREATE TRIGGER panel_appointments_fit BEFORE INSERT ON panel_appointments FOR EACH ROW EXECUTE FUNCTION refuse_unfit_expert();
CREATE TRIGGER panel_appointments_kept BEFORE DELETE OR UPDATE ON panel_appointments FOR EACH ROW EXECUTE FUNCTION refuse_change('an appointment stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = panel_appointments.application_id)
 OFFSET 0)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table partner_confirmations (
  application_id text not null,
  partner_code text not null,
  means text not null,
  part_sha256 text not null,
  given_by text not null,
  given_at timestamp with time zone not null,
  signed_by text,
  file_name text,
  media_type text,
  sha256 text,
  signature text,
  constraint partner_confirmations_pkey PRIMARY KEY (application_id, partner_code, means),
  constraint partner_confirmations_account CHECK (((means = 'ACCOUNT'::text) = (signed_by IS NOT NULL))),
  constraint partner_confirmations_letter CHECK (((num_nulls(file_name, media_type, sha256, signature) = 4) OR ((means = 'LETTER'::text) AND (num_nulls(file_name, media_type, sha256, signature) = 0)))),
  constraint partner_confirmations_means_check CHECK ((means = ANY (ARRAY['ACCOUNT'::text, 'LETTER'::text]))),
  constraint partner_confirmations_signature_check CHECK ((signature = ANY (ARRAY['NONE'::text, 'UNVERIFIED'::text]))),
  constraint partner_confirmations_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint partner_confirmations_given_by_fkey FOREIGN KEY (given_by) REFERENCES persons(id),
  constraint partner_confirmations_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256),
  constraint partner_confirmations_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES persons(id)
);
comment on column part_sha256 is 'Of which role and contribution: of others it does not count';
comment on column signed_by is 'Who signs it for the body, which confirms by itself; a letter bears its own signature';
comment on this is 'That a body takes part, in a role and with a contribution: said by itself, or by its letter that the lead uploads. It stands beside what is submitted, and never changes it (art. 9)';
comment on trigger partner_confirmations_in_time is 'What counts at the closing is what was there: nothing is added afterwards (art. 5, 9). Of a discarded draft the bare fact stays, without the file of a letter';
CREATE TRIGGER partner_confirmations_in_time BEFORE INSERT OR UPDATE ON partner_confirmations FOR EACH ROW EXECUTE FUNCTION refuse_late_confirmation();
CREATE TRIGGER partner_confirmations_kept BEFORE DELETE ON partner_confirmations FOR EACH ROW EXECUTE FUNCTION refuse_change('a confirmation stays');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = partner_confirmations.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table partner_decisions (
  application_id text not null,
  body_id text not null,
  decision text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  constraint partner_decisions_pkey PRIMARY KEY (application_id, body_id),
  constraint partner_decisions_decision_check CHECK ((decision = ANY (ARRAY['CONFIRMED'::text, 'DROPPED'::text]))),
  constraint partner_decisions_application_id_body_id_fkey FOREIGN KEY (application_id, body_id) REFERENCES application_partners(application_id, body_id),
  constraint partner_decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES persons(id)
);
comment on this is 'What admissibility decides on a partner that has not confirmed by itself: its letter counts, or it is dropped. What was submitted stays as it is (art. 9)';
CREATE TRIGGER partner_decisions_kept BEFORE DELETE OR UPDATE ON partner_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change('a decision on a partner stays as it was recorded');
CREATE TRIGGER partner_decisions_lead BEFORE INSERT OR UPDATE ON partner_decisions FOR EACH ROW EXECUTE FUNCTION refuse_dropped_lead();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = partner_decisions.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table partner_invitations (
  application_id text not null,
  partner_code text not null,
  part_sha256 text not null,
  people integer not null,
  invited_by text not null,
  invited_at timestamp with time zone not null,
  constraint partner_invitations_pkey PRIMARY KEY (application_id, partner_code),
  constraint partner_invitations_people_check CHECK ((people >= 0)),
  constraint partner_invitations_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint partner_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES persons(id)
);
comment on this is 'That a partner was asked by mail to confirm its part: the last time, of which role and contribution, and how many people of it were written to; none where nobody acts for it here (art. 9)';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = partner_invitations.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view partner_standings with (security_invoker=true) as
 SELECT p.application_id,
    p.body_id,
    p.code,
    p.role,
    p.contribution,
    COALESCE(d.decision = 'DROPPED'::text, false) AS dropped,
    p.role = 'LEAD'::text OR COALESCE(d.decision = 'CONFIRMED'::text, (EXISTS ( SELECT 1
           FROM partner_confirmations k
          WHERE k.application_id = p.application_id AND k.partner_code = p.code AND k.part_sha256 = p.part_sha256 AND (k.means = 'ACCOUNT'::text OR k.signature = 'UNVERIFIED'::text)))) AS confirmed
   FROM application_partners p
     LEFT JOIN partner_decisions d ON d.application_id = p.application_id AND d.body_id = p.body_id;
comment on this is 'Who of an alliance has confirmed its part, by itself, by its signed letter or by a decision on it, and who was dropped (art. 9)';
grant select to concilia_application;
grant select to concilia_reader;

create table partner_transfers (
  statement_id text not null,
  body_id text not null,
  amount_cents bigint not null,
  transferred_on date not null,
  constraint partner_transfers_pkey PRIMARY KEY (statement_id, body_id),
  constraint partner_transfers_amount_cents_check CHECK ((amount_cents > 0)),
  constraint partner_transfers_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint partner_transfers_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statements(id)
);
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table payment_checks (
  payment_id text not null,
  code text not null,
  result text not null,
  reference text not null,
  checked_on date not null,
  constraint payment_checks_pkey PRIMARY KEY (payment_id, code),
  constraint payment_checks_code_check CHECK ((code = ANY (ARRAY['DURC'::text, 'COLLECTION_AGENT'::text, 'ANTIMAFIA'::text, 'WITHHOLDING'::text]))),
  constraint payment_checks_result_check CHECK ((result = ANY (ARRAY['PASSED'::text, 'FAILED'::text]))),
  constraint payment_checks_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id)
);
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table payment_orders (
  payment_id text not null,
  layout text not null,
  row jsonb not null,
  document_id text not null,
  issued_at timestamp with time zone not null,
  constraint payment_orders_pkey PRIMARY KEY (payment_id),
  constraint payment_orders_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id),
  constraint payment_orders_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id)
);
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table payments (
  id text not null,
  project_id text not null,
  tranche_id text not null,
  tranche_cents bigint not null,
  amount_cents bigint not null,
  status text not null,
  iban text,
  withholding_cents bigint not null default 0,
  declarations jsonb,
  sent_back_reason text,
  requested_by text,
  requested_at timestamp with time zone,
  office_approved_by text,
  office_approved_at timestamp with time zone,
  office_approved_sha256 text,
  finance_approved_by text,
  finance_approved_at timestamp with time zone,
  finance_approved_sha256 text,
  mandate_number text,
  paid_on date,
  opened_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_reason text,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_amount_cents_check CHECK ((amount_cents > 0)),
  constraint payments_check CHECK (((withholding_cents >= 0) AND (withholding_cents <= amount_cents))),
  constraint payments_ended CHECK ((((status = ANY (ARRAY['REFUSED'::text, 'REVERSED'::text])) = (ended_at IS NOT NULL)) AND ((ended_at IS NULL) = (ended_reason IS NULL)))),
  constraint payments_finance_approved CHECK (((status = ANY (ARRAY['OPEN'::text, 'REQUESTED'::text, 'OFFICE_APPROVED'::text, 'REFUSED'::text])) OR (ROW(finance_approved_by, finance_approved_at) IS NOT NULL))),
  constraint payments_mandate_when_paid CHECK (((status <> ALL (ARRAY['PAID'::text, 'REVERSED'::text])) OR ((mandate_number IS NOT NULL) AND (paid_on IS NOT NULL)))),
  constraint payments_no_mandate_when_refused CHECK (((status <> 'REFUSED'::text) OR (mandate_number IS NULL))),
  constraint payments_office_approved CHECK (((status = ANY (ARRAY['OPEN'::text, 'REQUESTED'::text, 'REFUSED'::text])) OR (ROW(office_approved_by, office_approved_at) IS NOT NULL))),
  constraint payments_requested CHECK (((status = ANY (ARRAY['OPEN'::text, 'REFUSED'::text])) OR (ROW(iban, declarations, requested_by, requested_at) IS NOT NULL))),
  constraint payments_sent_back CHECK (((sent_back_reason IS NULL) OR (status = ANY (ARRAY['OPEN'::text, 'REFUSED'::text])))),
  constraint payments_states CHECK ((status = ANY (ARRAY['OPEN'::text, 'REQUESTED'::text, 'OFFICE_APPROVED'::text, 'FINANCE_APPROVED'::text, 'ORDERED'::text, 'PAID'::text, 'REFUSED'::text, 'REVERSED'::text]))),
  constraint payments_three_people CHECK (((finance_approved_by <> office_approved_by) AND (requested_by <> office_approved_by) AND (requested_by <> finance_approved_by))),
  constraint payments_what_is_approved CHECK ((((office_approved_by IS NULL) = (office_approved_sha256 IS NULL)) AND ((finance_approved_by IS NULL) = (finance_approved_sha256 IS NULL)) AND (finance_approved_sha256 = office_approved_sha256))),
  constraint payments_within_tranche CHECK ((amount_cents <= tranche_cents)),
  constraint payments_finance_approved_by_fkey FOREIGN KEY (finance_approved_by) REFERENCES persons(id),
  constraint payments_of_tranche FOREIGN KEY (project_id, tranche_id, tranche_cents) REFERENCES project_tranches(project_id, id, amount_cents),
  constraint payments_office_approved_by_fkey FOREIGN KEY (office_approved_by) REFERENCES persons(id),
  constraint payments_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint payments_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES persons(id)
);
CREATE INDEX payments_project ON public.payments USING btree (project_id);
CREATE UNIQUE INDEX payments_live ON public.payments USING btree (project_id, tranche_id) WHERE (status <> ALL (ARRAY['REFUSED'::text, 'REVERSED'::text]));
comment on constraint payments_ended is 'A payment ends refused, never paid, or reversed, when the money came back: with its reason (art. 8)';
comment on constraint payments_finance_approved is 'No payment without finance''s approval, which is never missing beside the office''s (art. 8)';
comment on constraint payments_of_tranche is 'A payment is of a tranche of the call''s frozen schedule, and knows its amount (art. 8)';
comment on constraint payments_office_approved is 'No payment without the programme office''s approval (art. 8)';
comment on constraint payments_requested is 'Nothing is approved or paid that the lead did not ask for, with its account (art. 10)';
comment on constraint payments_sent_back is 'A payment that was sent back goes on only after the lead asked for it again (art. 8, 10)';
comment on constraint payments_three_people is 'Who asks, who verifies and who approves for finance are three people, whatever their accounts and functions (art. 8)';
comment on constraint payments_what_is_approved is 'An approval is of what was read, and both are of the same (art. 8)';
comment on constraint payments_within_tranche is 'A payment never passes its tranche by the call''s frozen schedule (art. 8)';
comment on index payments_live is 'One live payment for each tranche of a project: another only once the first was refused or reversed, so nothing is paid twice';
comment on trigger payments_fixed is 'What was reserved is what is paid (art. 8)';
comment on trigger payments_liquidated is 'No publication, no payment (art. 8; D.Lgs. 33/2013 art. 26 c. 3)';
comment on trigger payments_ordered is 'What is ordered is liquidated in the book too (art. 8)';
comment on trigger payments_paid is 'What is paid is paid in the book too (art. 8)';
comment on trigger payments_released is 'Cash and grant of a payment that ended are free again, in the book too (art. 8)';
comment on trigger payments_reserved is 'No payment without the same amount reserved out of cash and grant (art. 8)';
CREATE TRIGGER payments_births AFTER INSERT ON payments FOR EACH ROW WHEN (new.status <> 'OPEN'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER payments_fixed BEFORE UPDATE ON payments FOR EACH ROW WHEN (old.project_id IS DISTINCT FROM new.project_id OR old.tranche_id IS DISTINCT FROM new.tranche_id OR old.tranche_cents IS DISTINCT FROM new.tranche_cents OR old.amount_cents IS DISTINCT FROM new.amount_cents) EXECUTE FUNCTION refuse_change('payments_fixed: project, tranche and amount of a payment never change');
CREATE TRIGGER payments_kept BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change('a payment ends, and stays');
CREATE TRIGGER payments_liquidated BEFORE INSERT OR UPDATE OF status ON payments FOR EACH ROW WHEN (new.status = ANY (ARRAY['ORDERED'::text, 'PAID'::text])) EXECUTE FUNCTION require_liquidation();
CREATE TRIGGER payments_moves AFTER UPDATE ON payments FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'OPEN'::text OR new.status <> 'REQUESTED'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'OFFICE_APPROVED'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'OPEN'::text) AND (old.status <> 'OFFICE_APPROVED'::text OR new.status <> 'FINANCE_APPROVED'::text) AND (old.status <> 'OFFICE_APPROVED'::text OR new.status <> 'OPEN'::text) AND (old.status <> 'FINANCE_APPROVED'::text OR new.status <> 'ORDERED'::text) AND (old.status <> 'ORDERED'::text OR new.status <> 'PAID'::text) AND (old.status <> 'OPEN'::text OR new.status <> 'REFUSED'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'REFUSED'::text) AND (old.status <> 'OFFICE_APPROVED'::text OR new.status <> 'REFUSED'::text) AND (old.status <> 'FINANCE_APPROVED'::text OR new.status <> 'REFUSED'::text) AND (old.status <> 'ORDERED'::text OR new.status <> 'REFUSED'::text) AND (old.status <> 'PAID'::text OR new.status <> 'REVERSED'::text)) EXECUTE FUNCTION refuse_move('status');
CREATE CONSTRAINT TRIGGER payments_ordered AFTER UPDATE ON payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.status = 'ORDERED'::text) EXECUTE FUNCTION require_entry('LIQUIDATED');
CREATE CONSTRAINT TRIGGER payments_paid AFTER UPDATE ON payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.status = 'PAID'::text) EXECUTE FUNCTION require_entry('PAID');
CREATE CONSTRAINT TRIGGER payments_released AFTER UPDATE ON payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.status = ANY (ARRAY['REFUSED'::text, 'REVERSED'::text])) EXECUTE FUNCTION require_entry('RELEASED');
CREATE CONSTRAINT TRIGGER payments_reserved AFTER INSERT ON payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_entry('RESERVED');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table pec_receipts (
  id text not null,
  position integer not null generated always as identity,
  communication_id text not null,
  application_id text not null,
  kind text not null,
  source text not null,
  at timestamp with time zone not null,
  provider text,
  identifier text,
  reason text,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint pec_receipts_pkey PRIMARY KEY (id),
  constraint pec_receipts_kind_check CHECK ((kind = ANY (ARRAY['ACCEPTANCE'::text, 'NOT_ACCEPTED'::text, 'DELIVERY'::text, 'NOT_DELIVERED'::text, 'DELAYED'::text]))),
  constraint pec_receipts_provider CHECK ((num_nulls(provider, identifier) =
CASE source
    WHEN 'PROVIDER'::text THEN 0
    ELSE 2
END)),
  constraint pec_receipts_reason CHECK (((reason IS NOT NULL) = (source = 'OFFICER'::text))),
  constraint pec_receipts_source_check CHECK ((source = ANY (ARRAY['PROVIDER'::text, 'OFFICER'::text]))),
  constraint pec_receipts_communication_id_application_id_fkey FOREIGN KEY (communication_id, application_id) REFERENCES communications(id, application_id),
  constraint pec_receipts_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES persons(id)
);
CREATE INDEX pec_receipts_application ON public.pec_receipts USING btree (application_id);
CREATE INDEX pec_receipts_communication ON public.pec_receipts USING btree (communication_id, "position");
CREATE UNIQUE INDEX pec_receipts_once ON public.pec_receipts USING btree (communication_id, kind, identifier);
comment on column position is 'The order of recording: who arrived before may have waited for who was recorded first';
comment on index pec_receipts_once is 'The same receipt brought again is one';
comment on this is 'What the provider of certified mail says of a communication, or an officer with a reason; all stay, and which counts is computed (DPR 68/2005 art. 6, 8). Its file is a document about it';
CREATE TRIGGER pec_receipts_kept BEFORE DELETE OR UPDATE ON pec_receipts FOR EACH ROW EXECUTE FUNCTION refuse_change('a receipt stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = pec_receipts.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table persons (
  id text not null,
  given_name text not null,
  family_name text not null,
  display_name text not null generated always as (((given_name || ' '::text) || family_name)) stored,
  born_on date not null,
  tax_code text,
  document_country text,
  document_kind text,
  document_number text,
  email text not null,
  looked_at timestamp with time zone,
  constraint persons_pkey PRIMARY KEY (id),
  constraint persons_document_country_check CHECK (((document_country ~ '^[A-Z]{2}$'::text) AND (document_country <> 'IT'::text))),
  constraint persons_document_kind_check CHECK ((document_kind = ANY (ARRAY['PASSPORT'::text, 'IDENTITY_CARD'::text]))),
  constraint persons_identity CHECK ((num_nonnulls(document_country, document_kind, document_number) =
CASE
    WHEN (tax_code IS NULL) THEN 3
    ELSE 0
END)),
  constraint persons_tax_code_form CHECK ((tax_code ~ '^[A-Z0-9]{16}$'::text))
);
CREATE INDEX persons_name ON public.persons USING btree (family_name, given_name, id);
CREATE UNIQUE INDEX persons_document ON public.persons USING btree (document_country, document_kind, document_number);
CREATE UNIQUE INDEX persons_tax_code ON public.persons USING btree (tax_code);
comment on column email is 'Where the network writes to the person; not what one signs in with';
comment on column looked_at is 'Up to when the person has said to have seen what changed; null before the first time';
comment on index persons_tax_code is 'One human is one row: a conflict is never lost between two';
comment on this is 'A human, whatever accounts and functions: wall, votes, approvals and exclusions ask the person (art. 5)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table plan_projects (
  plan_version_id text not null,
  application_id text not null,
  position integer not null,
  grant_cents bigint not null,
  constraint plan_projects_pkey PRIMARY KEY (plan_version_id, application_id),
  constraint plan_projects_grant_cents_check CHECK ((grant_cents > 0)),
  constraint plan_projects_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint plan_projects_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES plan_versions(id)
);
CREATE INDEX plan_projects_position ON public.plan_projects USING btree (plan_version_id, "position");
comment on trigger plan_projects_within_resources is 'The plan grants no more than the resources of the alliances (art. 8)';
CREATE TRIGGER plan_projects_within_resources AFTER INSERT OR UPDATE ON plan_projects FOR EACH ROW EXECUTE FUNCTION require_plan_within_resources();
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table plan_versions (
  id text not null,
  cycle_id text not null,
  call_id text not null,
  ranking_id text not null,
  version integer not null,
  status text not null,
  alliances_cents bigint not null,
  system_actions_cents bigint not null,
  drawn_up_at timestamp with time zone not null,
  constraint plan_versions_pkey PRIMARY KEY (id),
  constraint plan_versions_cycle_id_version_key UNIQUE (cycle_id, version),
  constraint plan_versions_alliances_cents_check CHECK ((alliances_cents >= 0)),
  constraint plan_versions_states CHECK ((status = ANY (ARRAY['DRAWN_UP'::text, 'WITHDRAWN'::text, 'ADOPTED'::text, 'SENT'::text, 'VALIDATED'::text, 'SUPERSEDED'::text]))),
  constraint plan_versions_system_actions_cents_check CHECK ((system_actions_cents >= 0)),
  constraint plan_versions_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint plan_versions_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint plan_versions_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id)
);
CREATE UNIQUE INDEX plan_versions_current ON public.plan_versions USING btree (cycle_id) WHERE (status = 'VALIDATED'::text);
CREATE UNIQUE INDEX plan_versions_under_way ON public.plan_versions USING btree (cycle_id) WHERE (status = ANY (ARRAY['DRAWN_UP'::text, 'ADOPTED'::text, 'SENT'::text]));
comment on index plan_versions_current is 'One version is in force: the last that the Region validated (art. 8)';
comment on index plan_versions_under_way is 'One version is on its way to the Region at a time (art. 8)';
CREATE TRIGGER plan_versions_births AFTER INSERT ON plan_versions FOR EACH ROW WHEN (new.status <> 'DRAWN_UP'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER plan_versions_moves AFTER UPDATE ON plan_versions FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'DRAWN_UP'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'DRAWN_UP'::text OR new.status <> 'ADOPTED'::text) AND (old.status <> 'ADOPTED'::text OR new.status <> 'SENT'::text) AND (old.status <> 'SENT'::text OR new.status <> 'VALIDATED'::text) AND (old.status <> 'VALIDATED'::text OR new.status <> 'SUPERSEDED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table process_instances (
  engine_id text not null,
  process_instance_key text not null,
  process_id text not null,
  cycle_id text not null,
  application_id text,
  evaluated_call_id text,
  seen_at timestamp with time zone not null default network_time(),
  ended_at timestamp with time zone,
  outcome text,
  asked_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint process_instances_pkey PRIMARY KEY (engine_id, process_instance_key),
  constraint process_instances_end CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  constraint process_instances_outcome_check CHECK ((outcome = ANY (ARRAY['COMPLETED'::text, 'TERMINATED'::text]))),
  constraint process_instances_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id)
);
CREATE INDEX process_instances_alive ON public.process_instances USING btree (engine_id, process_id, seen_at) WHERE (outcome IS NULL);
CREATE INDEX process_instances_application ON public.process_instances USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX process_instances_ended ON public.process_instances USING btree (engine_id, process_id) WHERE (outcome IS NOT NULL);
CREATE INDEX process_instances_everywhere ON public.process_instances USING btree (engine_id, seen_at, process_instance_key);
CREATE INDEX process_instances_listed ON public.process_instances USING btree (cycle_id, seen_at, process_instance_key);
CREATE INDEX process_instances_living ON public.process_instances USING btree (engine_id, asked_at) WHERE (ended_at IS NULL);
CREATE INDEX process_instances_of_process ON public.process_instances USING btree (cycle_id, process_id, seen_at, process_instance_key);
CREATE INDEX process_instances_over ON public.process_instances USING btree (engine_id, outcome, seen_at, process_instance_key) WHERE (outcome IS NOT NULL);
CREATE INDEX process_instances_under_way ON public.process_instances USING btree (engine_id, seen_at, process_instance_key) WHERE (outcome IS NULL);
comment on column asked_at is 'When the engine was last asked whether it has ended, system time: the longest unasked comes first';
comment on column evaluated_call_id is 'It evaluates all applications of a call, or is the meeting that votes on them: closed to anybody kept from one of them (art. 5)';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((application_id IS NULL) OR (EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = process_instances.application_id)
 OFFSET 0))) AND ((evaluated_call_id IS NULL) OR (evaluated_call_id IN ( SELECT c.id
   FROM seen_calls c)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table project_balances (
  project_id text not null,
  grant_cents bigint not null,
  committed_cents bigint not null default 0,
  reserved_cents bigint not null default 0,
  constraint project_balances_pkey PRIMARY KEY (project_id),
  constraint never_above_commitment CHECK ((reserved_cents <= committed_cents)),
  constraint never_above_grant CHECK ((committed_cents <= grant_cents)),
  constraint project_balances_committed_cents_check CHECK ((committed_cents >= 0)),
  constraint project_balances_reserved_cents_check CHECK ((reserved_cents >= 0)),
  constraint project_balances_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
comment on constraint never_above_commitment is 'No commitment, no liquidation: payments stay within what is committed of the grant, tranches and all (art. 8)';
comment on trigger project_balances_by_entries is 'Nothing is assigned, received, committed, reserved or given back without an entry (art. 8)';
comment on trigger project_balances_whole is 'No grant without its tranches (art. 8)';
CREATE TRIGGER project_balances_by_entries BEFORE DELETE OR UPDATE ON project_balances FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
CREATE TRIGGER project_balances_from_nothing BEFORE INSERT ON project_balances FOR EACH ROW WHEN (new.committed_cents <> 0 OR new.reserved_cents <> 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
CREATE CONSTRAINT TRIGGER project_balances_whole AFTER INSERT ON project_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_whole_grant();
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table project_tranches (
  project_id text not null,
  id text not null,
  position integer not null,
  label text not null,
  amount_cents bigint not null,
  constraint project_tranches_pkey PRIMARY KEY (project_id, id),
  constraint project_tranches_project_id_id_amount_cents_key UNIQUE (project_id, id, amount_cents),
  constraint project_tranches_project_id_position_key UNIQUE (project_id, "position"),
  constraint project_tranches_amount_cents_check CHECK ((amount_cents >= 0)),
  constraint project_tranches_position_check CHECK (("position" > 0)),
  constraint project_tranches_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
comment on this is 'The parts of a grant by the frozen configuration of its call, which names and orders them (art. 8)';
comment on trigger project_tranches_fixed is 'The call''s schedule was frozen before it was used (L. 241/1990 art. 12)';
comment on trigger project_tranches_whole is 'The tranches of a grant sum to it to the cent, however many they are (art. 8)';
CREATE TRIGGER project_tranches_fixed BEFORE DELETE OR UPDATE ON project_tranches FOR EACH ROW EXECUTE FUNCTION refuse_change('the tranches of a grant never change');
CREATE CONSTRAINT TRIGGER project_tranches_whole AFTER INSERT ON project_tranches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_whole_grant();
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table projects (
  id text not null,
  cycle_id text not null,
  application_id text not null,
  plan_version_id text not null,
  code text collate counted not null,
  status text not null,
  grant_cents bigint not null,
  cost_cents bigint not null,
  agreement_signed_on date,
  agreement_sha256 text,
  agreement_protocol text,
  agreement_signed_by text,
  cup text,
  commitment_number text,
  commitment_on date,
  starts_on date,
  started_on date,
  ends_on date not null,
  closed_at timestamp with time zone,
  constraint projects_pkey PRIMARY KEY (id),
  constraint projects_code_key UNIQUE (code),
  constraint projects_agreement_before_start CHECK (((agreement_signed_on <= starts_on) AND (starts_on <= started_on))),
  constraint projects_check CHECK ((cost_cents >= grant_cents)),
  constraint projects_cup CHECK ((cup ~ '^[A-Z][0-9]{2}[A-Z][0-9]{11}$'::text)),
  constraint projects_cup_before_grant CHECK (((status = ANY (ARRAY['APPROVED'::text, 'AGREED'::text])) OR (cup IS NOT NULL))),
  constraint projects_grant_cents_check CHECK ((grant_cents > 0)),
  constraint projects_states CHECK ((status = ANY (ARRAY['APPROVED'::text, 'AGREED'::text, 'GRANTED'::text, 'RUNNING'::text, 'REPORTED'::text, 'CLOSED'::text]))),
  constraint projects_agreement_sha256_fkey FOREIGN KEY (agreement_sha256) REFERENCES stored_files(sha256),
  constraint projects_agreement_signed_by_fkey FOREIGN KEY (agreement_signed_by) REFERENCES persons(id),
  constraint projects_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint projects_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint projects_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES plan_versions(id)
);
CREATE INDEX projects_cycle ON public.projects USING btree (cycle_id, code, id);
CREATE UNIQUE INDEX projects_cup_unique ON public.projects USING btree (cup);
CREATE UNIQUE INDEX projects_living ON public.projects USING btree (application_id) WHERE (status <> 'CLOSED'::text);
comment on column agreement_signed_by is 'Who signed for the lead: a signatory of that body on that day (art. 9)';
comment on constraint projects_agreement_before_start is 'The alliance is formally set up before its project starts (art. 9)';
comment on constraint projects_cup_before_grant is 'A grant act without CUP is void (DL 76/2020 art. 41)';
comment on index projects_living is 'An application has one project at a time: a later plan version that funds it finds it (art. 9)';
comment on trigger projects_granted_once is 'What an application was granted is paid once: another project of it only after one that took nothing (art. 8)';
CREATE TRIGGER projects_births AFTER INSERT ON projects FOR EACH ROW WHEN (new.status <> 'APPROVED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER projects_granted_once BEFORE INSERT ON projects FOR EACH ROW EXECUTE FUNCTION refuse_second_grant();
CREATE TRIGGER projects_moves AFTER UPDATE ON projects FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'APPROVED'::text OR new.status <> 'AGREED'::text) AND (old.status <> 'AGREED'::text OR new.status <> 'GRANTED'::text) AND (old.status <> 'GRANTED'::text OR new.status <> 'RUNNING'::text) AND (old.status <> 'RUNNING'::text OR new.status <> 'REPORTED'::text) AND (old.status <> 'REPORTED'::text OR new.status <> 'CLOSED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table protocol_register (
  id text not null,
  year integer not null,
  number integer not null,
  direction text not null,
  subject text not null,
  correspondent text not null,
  file_sha256 text,
  registered_at timestamp with time zone not null,
  constraint protocol_register_pkey PRIMARY KEY (year, number),
  constraint protocol_register_id_key UNIQUE (id),
  constraint protocol_register_direction_check CHECK ((direction = ANY (ARRAY['IN'::text, 'OUT'::text])))
);
comment on column id is 'Of what is registered, which is registered once: a step run again reads its number, another letter gets another (DPR 445/2000 art. 53)';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view published_entries with (security_barrier=true) as
 SELECT e.ranking_id,
    e.application_id,
    e."position",
    a.code,
    a.title,
    a.lead_name,
    a.lead_tax_code,
    e.points,
    e.missed_minima,
    e.tie_break,
    COALESCE(g.outcome, e.outcome) AS outcome,
    COALESCE(g.grant_cents, e.grant_cents) AS grant_cents,
    e.place,
    e.below,
    COALESCE(( SELECT d.reasons
           FROM admissibility_decisions d
          WHERE d.application_id = e.application_id AND d.outcome = 'NOT_ADMITTED'::text), ( SELECT k.wrong
           FROM ranking_corrections k
          WHERE k.application_id = e.application_id AND k.status = 'IN_FORCE'::text AND k.datum = 'ADMISSIBILITY'::text)) AS refusal
   FROM ranking_entries e
     CROSS JOIN LATERAL ( SELECT a_1.code,
            a_1.title,
            b.name AS lead_name,
            b.tax_code AS lead_tax_code
           FROM applications a_1
             JOIN bodies b ON b.id = a_1.lead_body_id
          WHERE a_1.id = e.application_id
         OFFSET 0) a
     LEFT JOIN LATERAL ( SELECT s.outcome,
            s.grant_cents
           FROM slid_grants s
          WHERE s.ranking_id = e.ranking_id AND s.application_id = e.application_id
          ORDER BY (s.outcome = 'DECLINED'::text) DESC
         LIMIT 1) g ON true
  WHERE (e.ranking_id IN ( SELECT r.id
           FROM rankings r
             JOIN calls c ON c.id = r.call_id
          WHERE r.status = 'ADOPTED'::text AND c.outcome_published_at IS NOT NULL
         OFFSET 0))
  ORDER BY e.place, e.below;
comment on this is 'Rankings as anybody reads them, once their outcome is published (D.Lgs. 33/2013 art. 26)';
grant select to concilia_application;
grant select to concilia_reader;

create table ranking_corrections (
  id text not null,
  call_id text not null,
  ranking_id text not null,
  successor_id text,
  status text not null,
  kind text not null,
  application_id text not null,
  datum text not null,
  ranked_cost_cents bigint not null,
  eligible_cost_cents bigint,
  rule text not null,
  wrong text not null,
  interest text not null,
  heard_until date not null,
  annullable_until date,
  observations text,
  weighed_by text,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawal_reason text,
  constraint ranking_corrections_pkey PRIMARY KEY (id),
  constraint ranking_corrections_successor_id_key UNIQUE (successor_id),
  constraint ranking_corrections_datum CHECK ((((datum = 'ELIGIBLE_COST'::text) = (eligible_cost_cents IS NOT NULL)) AND ((datum = 'ELIGIBLE_COST'::text) OR (kind = 'ANNULMENT'::text)))),
  constraint ranking_corrections_datum_check CHECK ((datum = ANY (ARRAY['ADMISSIBILITY'::text, 'ELIGIBLE_COST'::text]))),
  constraint ranking_corrections_eligible_cost_cents_check CHECK ((eligible_cost_cents > 0)),
  constraint ranking_corrections_kind_check CHECK ((kind = ANY (ARRAY['ANNULMENT'::text, 'RECTIFICATION'::text]))),
  constraint ranking_corrections_ranked_cost_cents_check CHECK ((ranked_cost_cents >= 0)),
  constraint ranking_corrections_states CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'WITHDRAWN'::text, 'IN_FORCE'::text]))),
  constraint ranking_corrections_term CHECK (((kind = 'ANNULMENT'::text) = (annullable_until IS NOT NULL))),
  constraint ranking_corrections_weighed CHECK (((observations IS NULL) = (weighed_by IS NULL))),
  constraint ranking_corrections_withdrawn CHECK ((num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) =
CASE
    WHEN (status = 'WITHDRAWN'::text) THEN 0
    ELSE 3
END)),
  constraint ranking_corrections_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint ranking_corrections_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint ranking_corrections_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES persons(id),
  constraint ranking_corrections_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id),
  constraint ranking_corrections_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES rankings(id),
  constraint ranking_corrections_weighed_by_fkey FOREIGN KEY (weighed_by) REFERENCES persons(id),
  constraint ranking_corrections_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES persons(id)
);
CREATE INDEX ranking_corrections_application ON public.ranking_corrections USING btree (application_id);
CREATE UNIQUE INDEX ranking_corrections_applied ON public.ranking_corrections USING btree (ranking_id) WHERE (status = 'IN_FORCE'::text);
CREATE UNIQUE INDEX ranking_corrections_pending ON public.ranking_corrections USING btree (call_id) WHERE (status = 'PROPOSED'::text);
comment on column annullable_until is 'The last day on which the act may be annulled, as the office has reckoned it (L. 241/1990 art. 21-nonies)';
comment on column heard_until is 'Until when those concerned may be heard, as the notice of the start tells them (L. 241/1990 art. 7, 10)';
comment on column ranked_cost_cents is 'On which the corrected ranking had computed the grant';
comment on column successor_id is 'The ranking that its act approves in the place of the corrected one; null until it is drawn up';
comment on constraint ranking_corrections_datum is 'An admission that was wrong is annulled, and is no material error';
comment on index ranking_corrections_applied is 'A ranking is annulled once';
comment on index ranking_corrections_pending is 'One correction of a ranking at a time: each says what it corrects';
comment on this is 'What the body corrects of an adopted ranking of its own, one datum at a time: an illegitimate act that it annuls, or a material error (L. 241/1990 art. 21-nonies)';
comment on trigger ranking_corrections_fixed is 'Those concerned were told of it as it is (L. 241/1990 art. 7, 8)';
CREATE TRIGGER ranking_corrections_births AFTER INSERT ON ranking_corrections FOR EACH ROW WHEN (new.status <> 'PROPOSED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER ranking_corrections_fixed BEFORE UPDATE ON ranking_corrections FOR EACH ROW WHEN (old.id IS DISTINCT FROM new.id OR old.call_id IS DISTINCT FROM new.call_id OR old.ranking_id IS DISTINCT FROM new.ranking_id OR old.kind IS DISTINCT FROM new.kind OR old.application_id IS DISTINCT FROM new.application_id OR old.datum IS DISTINCT FROM new.datum OR old.ranked_cost_cents IS DISTINCT FROM new.ranked_cost_cents OR old.eligible_cost_cents IS DISTINCT FROM new.eligible_cost_cents OR old.rule IS DISTINCT FROM new.rule OR old.wrong IS DISTINCT FROM new.wrong OR old.interest IS DISTINCT FROM new.interest OR old.heard_until IS DISTINCT FROM new.heard_until OR old.annullable_until IS DISTINCT FROM new.annullable_until OR old.proposed_by IS DISTINCT FROM new.proposed_by OR old.observations IS NOT NULL AND old.observations IS DISTINCT FROM new.observations OR old.successor_id IS NOT NULL AND old.successor_id IS DISTINCT FROM new.successor_id) EXECUTE FUNCTION refuse_change('what a correction of a ranking says stays as it was told');
CREATE TRIGGER ranking_corrections_kept BEFORE DELETE ON ranking_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change('a correction of a ranking stays');
CREATE TRIGGER ranking_corrections_moves AFTER UPDATE ON ranking_corrections FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PROPOSED'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'IN_FORCE'::text)) EXECUTE FUNCTION refuse_move('status');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((status = 'IN_FORCE'::text) OR ((( SELECT acting_role() AS acting_role) = 'PROCESS_OWNER'::text) AND (( SELECT acting_application() AS acting_application) IS NULL) AND (NOT (call_id IN ( SELECT k.call_id
   FROM own_conflicts k))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table ranking_entries (
  ranking_id text not null,
  application_id text not null,
  position integer,
  numerator text,
  denominator text,
  points text,
  missed_minima jsonb not null default '[]'::jsonb,
  tie_break text,
  outcome text not null,
  grant_cents bigint not null,
  place bigint not null generated always as (COALESCE("position", 2147483647)) stored,
  below bigint not null generated always as (COALESCE((- round((((numerator)::numeric / (denominator)::numeric) * (1000000)::numeric))), (1)::numeric)) stored,
  constraint ranking_entries_pkey PRIMARY KEY (ranking_id, application_id),
  constraint ranking_entries_grant_cents_check CHECK ((grant_cents >= 0)),
  constraint ranking_entries_outcome_check CHECK ((outcome = ANY (ARRAY['FUNDED'::text, 'PARTIALLY_FUNDED'::text, 'ADMITTED_NOT_FUNDED'::text, 'BELOW_THRESHOLD'::text, 'NOT_ADMITTED'::text]))),
  constraint ranking_entries_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint ranking_entries_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id)
);
CREATE INDEX ranking_entries_application ON public.ranking_entries USING btree (application_id);
CREATE INDEX ranking_entries_listed ON public.ranking_entries USING btree (ranking_id, place, below);
comment on column below is 'Among those without a position by points, to the millionth of a hundredth';
comment on column missed_minima is 'The threshold and the minima of criteria that it does not reach, with the points reached';
comment on column place is 'Where it stands in the list: who has a position by position, all others after them';
comment on column points is 'As people read them: with as many digits as tell them from the threshold and from the entries beside (art. 6, 7)';
CREATE TRIGGER ranking_entries_fixed BEFORE DELETE OR UPDATE ON ranking_entries FOR EACH ROW EXECUTE FUNCTION refuse_change('the lines of a ranking never change');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = ranking_entries.application_id)
 OFFSET 0)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table ranking_sheets (
  ranking_id text not null,
  scoring_id text not null,
  constraint ranking_sheets_pkey PRIMARY KEY (ranking_id, scoring_id),
  constraint ranking_sheets_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id),
  constraint ranking_sheets_scoring_id_fkey FOREIGN KEY (scoring_id) REFERENCES scorings(id)
);
CREATE INDEX ranking_sheets_scoring ON public.ranking_sheets USING btree (scoring_id);
comment on this is 'The sheets that a provisional ranking was drawn up from, frozen while it stands (art. 6)';
CREATE TRIGGER ranking_sheets_fixed BEFORE DELETE OR UPDATE ON ranking_sheets FOR EACH ROW EXECUTE FUNCTION refuse_change('the sheets of a ranking never change');
grant delete, insert, select, update to concilia_application;

create table rankings (
  id text not null,
  call_id text not null,
  meeting_id text,
  provisional_id text,
  seal jsonb not null,
  seal_sha256 text not null,
  status text not null,
  drawn_up_at timestamp with time zone not null,
  constraint rankings_pkey PRIMARY KEY (id),
  constraint rankings_check CHECK (((meeting_id IS NULL) = (provisional_id IS NULL))),
  constraint rankings_states CHECK ((status = ANY (ARRAY['PROVISIONAL'::text, 'DRAWN_UP'::text, 'SUPERSEDED'::text, 'ADOPTED'::text, 'ANNULLED'::text]))),
  constraint rankings_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint rankings_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
  constraint rankings_provisional_id_fkey FOREIGN KEY (provisional_id) REFERENCES rankings(id)
);
CREATE INDEX rankings_call ON public.rankings USING btree (call_id);
CREATE UNIQUE INDEX rankings_adopted ON public.rankings USING btree (call_id) WHERE (status = 'ADOPTED'::text);
CREATE UNIQUE INDEX rankings_provisional ON public.rankings USING btree (call_id) WHERE (status = 'PROVISIONAL'::text);
comment on column provisional_id is 'The provisional ranking that the committee voted on, at the meeting; both null in a provisional one (art. 6, 7)';
comment on index rankings_adopted is 'One ranking of a call is adopted, however many were drawn up (art. 8)';
comment on index rankings_provisional is 'One provisional ranking of a call stands at a time (art. 6)';
comment on trigger rankings_annulled is 'An adopted ranking is annulled by the act on the one that corrects it, before a plan that rests on it is adopted (art. 8; L. 241/1990 art. 21-nonies)';
comment on trigger rankings_fixed is 'A sealed ranking stays as it was sealed (art. 6, 8)';
comment on trigger rankings_reopened is 'A ranking is taken back by two humans: who told the conflict and who decided it (DPR 62/2013 art. 7)';
comment on trigger rankings_voted is 'A definitive ranking follows from the vote of the committee on the provisional one (art. 6, 7)';
CREATE TRIGGER rankings_annulled BEFORE UPDATE ON rankings FOR EACH ROW WHEN (old.status <> 'ANNULLED'::text AND new.status = 'ANNULLED'::text) EXECUTE FUNCTION require_correction();
CREATE TRIGGER rankings_births AFTER INSERT ON rankings FOR EACH ROW WHEN (new.status <> ALL (ARRAY['PROVISIONAL'::text, 'DRAWN_UP'::text])) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER rankings_fixed BEFORE UPDATE ON rankings FOR EACH ROW WHEN (old.id IS DISTINCT FROM new.id OR old.call_id IS DISTINCT FROM new.call_id OR old.seal IS DISTINCT FROM new.seal OR old.seal_sha256 IS DISTINCT FROM new.seal_sha256 OR old.drawn_up_at IS DISTINCT FROM new.drawn_up_at OR old.meeting_id IS DISTINCT FROM new.meeting_id OR old.provisional_id IS DISTINCT FROM new.provisional_id) EXECUTE FUNCTION refuse_change('what is sealed never changes');
CREATE TRIGGER rankings_kept BEFORE DELETE ON rankings FOR EACH ROW EXECUTE FUNCTION refuse_change('a ranking stays');
CREATE TRIGGER rankings_moves AFTER UPDATE ON rankings FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PROVISIONAL'::text OR new.status <> 'SUPERSEDED'::text) AND (old.status <> 'DRAWN_UP'::text OR new.status <> 'SUPERSEDED'::text) AND (old.status <> 'DRAWN_UP'::text OR new.status <> 'ADOPTED'::text) AND (old.status <> 'ADOPTED'::text OR new.status <> 'ANNULLED'::text)) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER rankings_reopened BEFORE UPDATE ON rankings FOR EACH ROW WHEN (old.status <> 'SUPERSEDED'::text AND new.status = 'SUPERSEDED'::text) EXECUTE FUNCTION require_reopening();
CREATE TRIGGER rankings_voted BEFORE INSERT ON rankings FOR EACH ROW WHEN (new.provisional_id IS NOT NULL) EXECUTE FUNCTION require_vote();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((call_id IN ( SELECT c.id
   FROM seen_calls c)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table regional_outcomes (
  id text not null,
  submission_id text not null,
  outcome text not null,
  protocol_number text not null,
  decided_on date not null,
  status text not null,
  recorded_at timestamp with time zone not null,
  constraint regional_outcomes_pkey PRIMARY KEY (id),
  constraint regional_outcomes_outcome_check CHECK ((outcome = ANY (ARRAY['VALIDATED'::text, 'VALIDATED_WITH_REMARKS'::text, 'SENT_BACK'::text, 'REJECTED'::text]))),
  constraint regional_outcomes_states CHECK ((status = ANY (ARRAY['IN_FORCE'::text, 'SUPERSEDED'::text, 'NOTED'::text]))),
  constraint regional_outcomes_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id)
);
CREATE UNIQUE INDEX regional_outcomes_in_force ON public.regional_outcomes USING btree (submission_id) WHERE (status = 'IN_FORCE'::text);
CREATE UNIQUE INDEX regional_outcomes_told ON public.regional_outcomes USING btree (submission_id, outcome, protocol_number, decided_on);
comment on index regional_outcomes_in_force is 'By one outcome the process goes on; a later one takes its place until then, and is noted after it (art. 8)';
comment on index regional_outcomes_told is 'The same outcome delivered again is one (art. 8)';
CREATE TRIGGER regional_outcomes_births AFTER INSERT ON regional_outcomes FOR EACH ROW WHEN (new.status <> ALL (ARRAY['IN_FORCE'::text, 'NOTED'::text])) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER regional_outcomes_moves AFTER UPDATE ON regional_outcomes FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'IN_FORCE'::text OR new.status <> 'SUPERSEDED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table replaced_attachments (
  id text not null,
  application_id text not null,
  kind text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  signature text not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by text not null,
  replaced_at timestamp with time zone not null,
  replaced_by text not null,
  constraint replaced_attachments_pkey PRIMARY KEY (id),
  constraint replaced_attachments_signature_check CHECK ((signature = ANY (ARRAY['NONE'::text, 'UNVERIFIED'::text]))),
  constraint replaced_attachments_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint replaced_attachments_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES persons(id),
  constraint replaced_attachments_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256),
  constraint replaced_attachments_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES persons(id)
);
CREATE INDEX replaced_attachments_application ON public.replaced_attachments USING btree (application_id, kind, replaced_at);
comment on this is 'Attachments of a draft that another took the place of: who had uploaded what, when, and who replaced it. Read by its lead until the submission fixes which counts';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM applications a
  WHERE ((a.id = replaced_attachments.application_id) AND (a.status = 'DRAFT'::text)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table request_answers (
  person_id text not null,
  request_key text not null,
  content_sha256 text not null,
  answer jsonb,
  answered_at timestamp with time zone not null default now(),
  constraint request_answers_pkey PRIMARY KEY (person_id, request_key)
);
comment on column content_sha256 is 'What the request asked: the same key with another content is refused, not answered with the first answer';
comment on this is 'A request sent again with its Idempotency-Key gets the first answer and does nothing twice';
grant delete, insert, select, update to concilia_application;

create table reshaped_budget_lines (
  request_id text not null,
  application_id text not null,
  body_id text not null,
  category text not null,
  year integer not null,
  cost_cents bigint not null,
  constraint reshaped_budget_lines_pkey PRIMARY KEY (request_id, body_id, category, year),
  constraint reshaped_budget_lines_cost_cents_check CHECK ((cost_cents > 0)),
  constraint reshaped_budget_lines_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint reshaped_budget_lines_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint reshaped_budget_lines_request_id_fkey FOREIGN KEY (request_id) REFERENCES reshapings(request_id)
);
CREATE INDEX reshaped_budget_lines_application ON public.reshaped_budget_lines USING btree (application_id);
comment on this is 'The costs of an approved reshaping: they stand in the place of those that were presented';
CREATE TRIGGER reshaped_budget_lines_kept BEFORE DELETE OR UPDATE ON reshaped_budget_lines FOR EACH ROW EXECUTE FUNCTION refuse_change('what a project costs once it was reshaped stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = reshaped_budget_lines.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table reshapings (
  request_id text not null,
  application_id text not null,
  content jsonb not null,
  content_sha256 text not null,
  if_refused text not null,
  outcome text,
  reasons text,
  examined_by text,
  examined_at timestamp with time zone,
  constraint reshapings_pkey PRIMARY KEY (request_id),
  constraint reshapings_examined CHECK ((num_nulls(outcome, reasons, examined_by, examined_at) = ANY (ARRAY[0, 4]))),
  constraint reshapings_if_refused_check CHECK ((if_refused = ANY (ARRAY['ACCEPTED'::text, 'DECLINED'::text]))),
  constraint reshapings_outcome_check CHECK ((outcome = ANY (ARRAY['APPROVED'::text, 'REFUSED'::text]))),
  constraint reshapings_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint reshapings_examined_by_fkey FOREIGN KEY (examined_by) REFERENCES persons(id),
  constraint reshapings_request_id_fkey FOREIGN KEY (request_id) REFERENCES lead_requests(id)
);
CREATE INDEX reshapings_application ON public.reshapings USING btree (application_id);
comment on column if_refused is 'What the lead does with the grant, should this not be approved';
comment on this is 'What a lead makes of its project to do it with a cut grant: costs and co-financing, beside what was presented, which never changes; the officer examines whether it is still the project that was evaluated (art. 6, 8, 10)';
comment on trigger reshapings_sum is 'The lines of an approved reshaping sum to its total (art. 8, 10)';
CREATE TRIGGER reshapings_fixed BEFORE UPDATE ON reshapings FOR EACH ROW WHEN (old.outcome IS NOT NULL OR old.request_id IS DISTINCT FROM new.request_id OR old.application_id IS DISTINCT FROM new.application_id OR old.content IS DISTINCT FROM new.content OR old.content_sha256 IS DISTINCT FROM new.content_sha256 OR old.if_refused IS DISTINCT FROM new.if_refused) EXECUTE FUNCTION refuse_change('a reshaping is examined once, as it was asked');
CREATE TRIGGER reshapings_kept BEFORE DELETE ON reshapings FOR EACH ROW EXECUTE FUNCTION refuse_change('a reshaping stays');
CREATE CONSTRAINT TRIGGER reshapings_sum AFTER UPDATE ON reshapings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_reshaped_sum();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_applications s
  WHERE (s.id = reshapings.application_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table room_movements (
  agenda_item_id text not null,
  seat_id text not null,
  presence text not null,
  constraint room_movements_pkey PRIMARY KEY (agenda_item_id, seat_id),
  constraint room_movements_presence_check CHECK ((presence = ANY (ARRAY['TITULAR'::text, 'DEPUTY'::text, 'ABSENT'::text, 'LEFT'::text]))),
  constraint room_movements_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_items(id),
  constraint room_movements_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
comment on this is 'Who comes, goes or is replaced when an item begins, from then on; LEFT: out for that item alone, for an interest of one''s own (L. 241/1990 art. 6-bis)';
CREATE TRIGGER room_movements_kept BEFORE DELETE OR UPDATE ON room_movements FOR EACH ROW EXECUTE FUNCTION refuse_change('who came and left stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM agenda_items i
  WHERE (i.id = room_movements.agenda_item_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table schema_rooms (
  only_row boolean not null default true,
  sha256 text not null,
  constraint schema_rooms_pkey PRIMARY KEY (only_row),
  constraint schema_rooms_only_row_check CHECK (only_row)
);
comment on this is 'Which text of the rooms of SQL this schema holds: once it has changed they are made anew';

create table scores (
  scoring_id text not null,
  criterion text not null,
  centipoints integer not null,
  reason text not null,
  constraint scores_pkey PRIMARY KEY (scoring_id, criterion),
  constraint scores_centipoints_check CHECK ((centipoints >= 0)),
  constraint scores_scoring_id_fkey FOREIGN KEY (scoring_id) REFERENCES scorings(id)
);
comment on trigger scores_frozen is 'No point and no reason changes once the provisional ranking is drawn up (art. 6, 7)';
CREATE TRIGGER scores_frozen BEFORE INSERT OR DELETE OR UPDATE ON scores FOR EACH ROW EXECUTE FUNCTION refuse_frozen_sheet();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM scorings s
  WHERE ((s.id = scores.scoring_id) AND ((s.person_id = ( SELECT current_viewer() AS current_viewer)) OR (s.call_id IN ( SELECT o.id
           FROM open_sheets o)))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table scoring_rounds (
  id text not null,
  call_id text not null,
  number integer not null,
  due_at timestamp with time zone not null,
  reminded_at timestamp with time zone,
  status text not null,
  constraint scoring_rounds_pkey PRIMARY KEY (id),
  constraint scoring_rounds_call_id_number_key UNIQUE (call_id, number),
  constraint scoring_rounds_states CHECK ((status = ANY (ARRAY['PLANNED'::text, 'OPEN'::text, 'COMPLETED'::text, 'CLOSED'::text]))),
  constraint scoring_rounds_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id)
);
CREATE TRIGGER scoring_rounds_births AFTER INSERT ON scoring_rounds FOR EACH ROW WHEN (new.status <> 'PLANNED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER scoring_rounds_moves AFTER UPDATE ON scoring_rounds FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PLANNED'::text OR new.status <> 'OPEN'::text) AND (old.status <> 'OPEN'::text OR new.status <> 'COMPLETED'::text) AND (old.status <> 'OPEN'::text OR new.status <> 'CLOSED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table scorings (
  id text not null,
  round_id text not null,
  call_id text not null,
  application_id text not null,
  seat_id text,
  person_id text not null,
  replaces_id text,
  substitution_reason text,
  status text not null,
  requested_at timestamp with time zone not null,
  scored_at timestamp with time zone,
  constraint scorings_pkey PRIMARY KEY (id),
  constraint scorings_states CHECK ((status = ANY (ARRAY['REQUESTED'::text, 'SCORED'::text, 'WITHDRAWN'::text, 'EXPIRED'::text]))),
  constraint scorings_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint scorings_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint scorings_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint scorings_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES scorings(id),
  constraint scorings_round_id_fkey FOREIGN KEY (round_id) REFERENCES scoring_rounds(id),
  constraint scorings_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
CREATE INDEX scorings_application ON public.scorings USING btree (application_id, id);
CREATE INDEX scorings_asked ON public.scorings USING btree (call_id, person_id) WHERE (status = 'REQUESTED'::text);
CREATE INDEX scorings_call ON public.scorings USING btree (call_id, person_id);
CREATE UNIQUE INDEX scorings_once_a_round ON public.scorings USING btree (round_id, application_id, person_id);
CREATE UNIQUE INDEX scorings_one_for_person ON public.scorings USING btree (application_id, person_id) WHERE (status = ANY (ARRAY['REQUESTED'::text, 'SCORED'::text]));
CREATE UNIQUE INDEX scorings_one_for_seat ON public.scorings USING btree (application_id, seat_id) WHERE ((seat_id IS NOT NULL) AND (status = ANY (ARRAY['REQUESTED'::text, 'SCORED'::text])));
comment on index scorings_once_a_round is 'A person is asked once in a round about an application, however often the step runs: ids of sheets are random (art. 6)';
comment on index scorings_one_for_seat is 'A seat scores an application once: titular or deputy, never both (art. 5)';
comment on trigger scorings_frozen is 'No sheet is asked, handed in, taken back or voided once the provisional ranking is drawn up (art. 6, 7)';
comment on trigger scorings_voided is 'No sheet is voided by one hand: who tells the conflict does not decide it (DPR 62/2013 art. 7)';
CREATE TRIGGER scorings_births AFTER INSERT ON scorings FOR EACH ROW WHEN (new.status <> 'REQUESTED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER scorings_frozen BEFORE INSERT OR DELETE OR UPDATE ON scorings FOR EACH ROW EXECUTE FUNCTION refuse_frozen_sheet();
CREATE TRIGGER scorings_moves AFTER UPDATE ON scorings FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'REQUESTED'::text OR new.status <> 'SCORED'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'REQUESTED'::text OR new.status <> 'EXPIRED'::text) AND (old.status <> 'SCORED'::text OR new.status <> 'WITHDRAWN'::text)) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER scorings_unread BEFORE UPDATE ON scorings FOR EACH ROW WHEN (old.status <> 'SCORED'::text AND new.status = 'SCORED'::text) EXECUTE FUNCTION refuse_reader_to_score();
CREATE TRIGGER scorings_unread_births BEFORE INSERT ON scorings FOR EACH ROW EXECUTE FUNCTION refuse_reader_to_score();
CREATE TRIGGER scorings_voided BEFORE UPDATE ON scorings FOR EACH ROW WHEN (old.status = 'SCORED'::text AND new.status <> 'SCORED'::text) EXECUTE FUNCTION require_decided_conflict();
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = scorings.application_id)
 OFFSET 0)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view seen_applications with (security_barrier=true) as
 SELECT id
   FROM applications a
  WHERE (status <> ALL (ARRAY['DRAFT'::text, 'DISCARDED'::text])) AND COALESCE(id = (( SELECT acting_application() AS acting_application)), true) AND ((call_id IN ( SELECT c.id
           FROM calls c
          WHERE c.outcome_published_at IS NOT NULL OR c.status = 'DESERTED'::text)) AND (((( SELECT acting_role() AS acting_role)) <> ALL (ARRAY['ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text])) OR (( SELECT acting_role() AS acting_role)) = 'ALLIANCE_LEAD'::text AND lead_body_id = (( SELECT acting_body() AS acting_body))) OR withdrawn_at IS NULL AND ((call_id IN ( SELECT c.id
           FROM evaluating_calls c
          WHERE c.status = 'CLOSED'::text)) OR (id IN ( SELECT e.application_id
           FROM expert_applications e))) AND NOT (id IN ( SELECT k.application_id
           FROM own_conflicts k))) OR (( SELECT acting_role() AS acting_role)) = 'ALLIANCE_LEAD'::text AND lead_body_id = (( SELECT acting_body() AS acting_body));
comment on this is 'The wall (art. 5): until the outcome is published an excluded or undeclared person gets no byte of an application; a lead sees its own';
grant select to concilia_application;
grant select to concilia_reader;

create view seen_calls as
 SELECT id
   FROM calls c
  WHERE outcome_published_at IS NOT NULL OR (( SELECT acting_application() AS acting_application)) IS NULL AND (id IN ( SELECT e.id
           FROM evaluating_calls e)) AND NOT (id IN ( SELECT k.call_id
           FROM own_conflicts k));
comment on this is 'What speaks of several applications of a call at once is closed, until the outcome is published, to anybody kept from one of them, not declared, or standing in for one alone';
grant select to concilia_application;
grant select to concilia_reader;

create view seen_evaluations with (security_barrier=true) as
 SELECT id
   FROM applications a
  WHERE (status <> ALL (ARRAY['DRAFT'::text, 'DISCARDED'::text])) AND COALESCE(id = (( SELECT acting_application() AS acting_application)), true) AND ((call_id IN ( SELECT c.id
           FROM calls c
          WHERE c.outcome_published_at IS NOT NULL OR c.status = 'DESERTED'::text)) AND (((( SELECT acting_role() AS acting_role)) <> ALL (ARRAY['ALLIANCE_LEAD'::text, 'NETWORK_MEMBER'::text])) OR (( SELECT acting_role() AS acting_role)) = 'ALLIANCE_LEAD'::text AND lead_body_id = (( SELECT acting_body() AS acting_body))) OR withdrawn_at IS NULL AND ((call_id IN ( SELECT c.id
           FROM evaluating_calls c
          WHERE c.status = 'CLOSED'::text)) OR (id IN ( SELECT e.application_id
           FROM expert_applications e))) AND NOT (id IN ( SELECT k.application_id
           FROM own_conflicts k)));
comment on this is 'Applications whose evaluators, scores and votes the viewer sees (art. 5): until the outcome is published closed to their lead, to the excluded, to the undeclared, and to whose conflict is not waived';
grant select to concilia_application;
grant select to concilia_reader;

create table sessions (
  token_sha256 text not null,
  account_id text not null,
  function_id text,
  since timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  id_token text,
  constraint sessions_pkey PRIMARY KEY (token_sha256),
  constraint sessions_token_sha256_check CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sessions_function_id_fkey FOREIGN KEY (function_id) REFERENCES functions(id)
);
CREATE INDEX sessions_account ON public.sessions USING btree (account_id);
CREATE INDEX sessions_since ON public.sessions USING btree (since);
comment on column function_id is 'The function chosen; null, or one that has ended, is the first of the person''s own';
comment on column id_token is 'What the provider told of the person, shown to it again for signing out there; forgotten then';
comment on this is 'Who is signed in: the browser keeps a random token, here is its hash only. By the clock of the system, not by legal time';
grant delete, insert, select, update to concilia_application;

create table sheet_readings (
  call_id text not null,
  person_id text not null,
  read_at timestamp with time zone not null,
  constraint sheet_readings_pkey PRIMARY KEY (call_id, person_id),
  constraint sheet_readings_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id),
  constraint sheet_readings_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id)
);
comment on this is 'Who has read the sheets of others before the outcome was published: scores no more in that call (art. 5, 6)';
CREATE TRIGGER sheet_readings_kept BEFORE DELETE OR UPDATE ON sheet_readings FOR EACH ROW EXECUTE FUNCTION refuse_change('that somebody read the sheets stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((person_id = ( SELECT current_viewer() AS current_viewer)) OR (call_id IN ( SELECT c.id
   FROM seen_calls c))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table sign_ins (
  state_sha256 text not null,
  browser_sha256 text not null,
  nonce text not null,
  code_verifier text not null,
  next text not null,
  invitation_sha256 text,
  began_at timestamp with time zone not null default now(),
  constraint sign_ins_pkey PRIMARY KEY (state_sha256),
  constraint sign_ins_browser_sha256_check CHECK ((browser_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint sign_ins_next_check CHECK ((next ~~ '/%'::text)),
  constraint sign_ins_state_sha256_check CHECK ((state_sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX sign_ins_began ON public.sign_ins USING btree (began_at);
comment on this is 'Begun at the provider and not finished: taken away by its answer, which so counts once, and for the browser that began';
grant delete, insert, select, update to concilia_application;

create table slid_grants (
  ranking_id text not null,
  application_id text not null,
  request_id text not null,
  outcome text not null,
  grant_cents bigint not null,
  constraint slid_grants_pkey PRIMARY KEY (ranking_id, application_id, request_id),
  constraint slid_grants_amount CHECK (((grant_cents = 0) = (outcome = 'DECLINED'::text))),
  constraint slid_grants_grant_cents_check CHECK ((grant_cents >= 0)),
  constraint slid_grants_outcome_check CHECK ((outcome = ANY (ARRAY['FUNDED'::text, 'PARTIALLY_FUNDED'::text, 'DECLINED'::text]))),
  constraint slid_grants_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint slid_grants_ranking_id_fkey FOREIGN KEY (ranking_id) REFERENCES rankings(id),
  constraint slid_grants_request_id_fkey FOREIGN KEY (request_id) REFERENCES lead_requests(id)
);
CREATE INDEX slid_grants_request ON public.slid_grants USING btree (request_id);
CREATE UNIQUE INDEX slid_grants_declined ON public.slid_grants USING btree (ranking_id, application_id) WHERE (outcome = 'DECLINED'::text);
CREATE UNIQUE INDEX slid_grants_risen ON public.slid_grants USING btree (ranking_id, application_id) WHERE (outcome <> 'DECLINED'::text);
comment on column request_id is 'The request whose answer, or silence, changed it';
comment on index slid_grants_declined is 'Who does without does so once';
comment on index slid_grants_risen is 'A grant rises once: the money is given in the order of the ranking (art. 8)';
comment on this is 'What an answer on a cut grant changes of an adopted ranking, whose lines stay as they were sealed: who does without, and who follows (art. 8)';
CREATE TRIGGER slid_grants_kept BEFORE DELETE OR UPDATE ON slid_grants FOR EACH ROW EXECUTE FUNCTION refuse_change('what an answer on a cut grant changed stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM seen_evaluations s
  WHERE (s.id = slid_grants.application_id)
 OFFSET 0)));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create view standing_budget_lines with (security_invoker=true) as
 SELECT l.application_id,
    l.body_id,
    l.category,
    l.year,
    l.cost_cents
   FROM budget_lines l
  WHERE NOT (EXISTS ( SELECT 1
           FROM partner_decisions d
          WHERE d.application_id = l.application_id AND d.body_id = l.body_id AND d.decision = 'DROPPED'::text)) AND NOT (EXISTS ( SELECT 1
           FROM standing_reshaped_lines r
          WHERE r.application_id = l.application_id))
UNION ALL
 SELECT r.application_id,
    r.body_id,
    r.category,
    r.year,
    r.cost_cents
   FROM standing_reshaped_lines r;
comment on this is 'What an alliance costs as it stands: without the lines of partners that were dropped, or as its project was reshaped to a cut grant';
grant select to concilia_application;
grant select to concilia_reader;

create view standing_reshaped_lines with (security_invoker=true) as
 SELECT r.application_id,
    r.body_id,
    r.category,
    r.year,
    r.cost_cents
   FROM reshaped_budget_lines r
     JOIN lead_requests q ON q.id = r.request_id
     JOIN rankings k ON k.id = q.ranking_id
  WHERE k.status = 'ADOPTED'::text;
comment on this is 'The costs of reshapings to a grant that the ranking in force cuts: those to a grant of one that was annulled fall with it (art. 8; L. 241/1990 art. 21-nonies)';
grant select to concilia_application;
grant select to concilia_reader;

create table statements (
  id text not null,
  project_id text not null,
  period integer not null,
  status text not null,
  claimed_cents bigint not null default 0,
  admitted_cents bigint not null default 0,
  submitted_by text,
  submitted_at timestamp with time zone,
  signed_by text,
  verified_by text,
  verified_at timestamp with time zone,
  constraint statements_pkey PRIMARY KEY (id),
  constraint statements_check CHECK ((admitted_cents <= claimed_cents)),
  constraint statements_states CHECK ((status = ANY (ARRAY['OPEN'::text, 'SUBMITTED'::text, 'VERIFIED'::text, 'SETTLED'::text]))),
  constraint statements_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint statements_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES persons(id),
  constraint statements_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES persons(id),
  constraint statements_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES persons(id)
);
CREATE UNIQUE INDEX statements_period ON public.statements USING btree (project_id, period);
CREATE UNIQUE INDEX statements_under_way ON public.statements USING btree (project_id) WHERE (status <> 'SETTLED'::text);
comment on column signed_by is 'Who signs it for the lead: a signatory of that body on the day (art. 10)';
comment on index statements_under_way is 'One statement of a project is under way at a time: the next, of another period, follows once it is settled (art. 10)';
CREATE TRIGGER statements_births AFTER INSERT ON statements FOR EACH ROW WHEN (new.status <> 'OPEN'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER statements_moves AFTER UPDATE ON statements FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'OPEN'::text OR new.status <> 'SUBMITTED'::text) AND (old.status <> 'SUBMITTED'::text OR new.status <> 'VERIFIED'::text) AND (old.status <> 'VERIFIED'::text OR new.status <> 'SETTLED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table stored_files (
  sha256 text not null,
  size_bytes bigint not null,
  stored_at timestamp with time zone not null,
  constraint stored_files_pkey PRIMARY KEY (sha256)
);
comment on this is 'Contents live in the document store under their sha-256; the same bytes are one row';
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table submissions (
  id text not null,
  cycle_id text not null,
  kind text not null,
  subject_id text not null,
  status text not null,
  package_sha256 text,
  idempotency_key text not null,
  sent_at timestamp with time zone,
  receipt_number text,
  protocol_number text,
  received_at timestamp with time zone,
  reminded_at timestamp with time zone,
  answered_at timestamp with time zone,
  constraint submissions_pkey PRIMARY KEY (id),
  constraint submissions_idempotency_key_key UNIQUE (idempotency_key),
  constraint submissions_kind_check CHECK ((kind = ANY (ARRAY['PLAN'::text, 'FINAL_RETURN'::text]))),
  constraint submissions_states CHECK ((status = ANY (ARRAY['PREPARED'::text, 'SENT'::text, 'RECEIVED'::text, 'VALIDATED'::text]))),
  constraint submissions_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint submissions_package_sha256_fkey FOREIGN KEY (package_sha256) REFERENCES stored_files(sha256)
);
CREATE INDEX submissions_cycle ON public.submissions USING btree (cycle_id);
CREATE UNIQUE INDEX submissions_under_way ON public.submissions USING btree (kind, subject_id) WHERE 
CASE kind
    WHEN 'PLAN'::text THEN (answered_at IS NULL)
    ELSE (status = ANY (ARRAY['PREPARED'::text, 'SENT'::text]))
END;
comment on column answered_at is 'When the first outcome of the Region was recorded; all of them are in regional_outcomes';
comment on column reminded_at is 'When the process owner was told that the Region has not answered: once for each submission (art. 8)';
comment on index submissions_under_way is 'One submission of a subject at a time: another only after the Region answered a plan, or has a return (art. 8)';
CREATE TRIGGER submissions_births AFTER INSERT ON submissions FOR EACH ROW WHEN (new.status <> 'PREPARED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER submissions_moves AFTER UPDATE ON submissions FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PREPARED'::text OR new.status <> 'SENT'::text) AND (old.status <> 'SENT'::text OR new.status <> 'RECEIVED'::text) AND (old.status <> 'RECEIVED'::text OR new.status <> 'VALIDATED'::text)) EXECUTE FUNCTION refuse_move('status');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table task_drafts (
  work_item_id text not null,
  person_id text not null,
  version integer not null generated always as identity,
  typed jsonb not null,
  saved_at timestamp with time zone not null,
  constraint task_drafts_pkey PRIMARY KEY (work_item_id, person_id),
  constraint task_drafts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint task_drafts_work_item_id_fkey FOREIGN KEY (work_item_id) REFERENCES work_items(id)
);
comment on column version is 'Each saving has its own, never given twice: of two tabs the second is told, not obeyed';
comment on this is 'What a person has typed into a task''s form and not sent. Gone when it is sent, discarded, or a month after its task has ended';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((person_id = ( SELECT current_viewer() AS current_viewer)) AND (EXISTS ( SELECT 1
   FROM work_items w
  WHERE (w.id = task_drafts.work_item_id)))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table votes (
  agenda_item_id text not null,
  seat_id text not null,
  person_id text not null,
  choice text not null,
  constraint votes_pkey PRIMARY KEY (agenda_item_id, seat_id),
  constraint votes_choice_check CHECK ((choice = ANY (ARRAY['FAVOURABLE'::text, 'AGAINST'::text, 'ABSTAINED'::text]))),
  constraint votes_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_items(id),
  constraint votes_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint votes_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES committee_seats(id)
);
CREATE UNIQUE INDEX votes_person ON public.votes USING btree (agenda_item_id, person_id);
comment on index votes_person is 'One vote for a person, whatever seats and accounts (art. 7)';
CREATE TRIGGER votes_kept BEFORE DELETE OR UPDATE ON votes FOR EACH ROW EXECUTE FUNCTION refuse_change('a vote stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM agenda_items i
  WHERE (i.id = votes.agenda_item_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table work_item_files (
  id text not null,
  work_item_id text not null,
  kind text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  signature text not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null,
  constraint work_item_files_pkey PRIMARY KEY (id),
  constraint work_item_files_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256),
  constraint work_item_files_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES persons(id),
  constraint work_item_files_work_item_id_fkey FOREIGN KEY (work_item_id) REFERENCES work_items(id)
);
CREATE UNIQUE INDEX work_item_files_kind ON public.work_item_files USING btree (work_item_id, kind);
comment on index work_item_files_kind is 'One file for each kind asked: uploading again replaces it until the task is completed';
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM work_items w
  WHERE (w.id = work_item_files.work_item_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table work_items (
  id text not null,
  engine_id text not null,
  element_instance_key text not null,
  process_instance_key text not null,
  element_id text not null,
  cycle_id text not null,
  subject_id text not null,
  role text not null,
  chair_too boolean not null,
  person_id text,
  body_id text,
  application_id text,
  of_evaluation boolean not null,
  evaluated_call_id text,
  decides text,
  decides_on text,
  variables jsonb not null,
  state text not null,
  due_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  completed_by text,
  completed_in text,
  taken_by text,
  taken_at timestamp with time zone,
  constraint work_items_pkey PRIMARY KEY (id),
  constraint work_items_engine_id_element_instance_key_key UNIQUE (engine_id, element_instance_key),
  constraint work_items_decides CHECK (((decides IS NULL) = (decides_on IS NULL))),
  constraint work_items_decides_check CHECK ((decides = ANY (ARRAY['EVALUATION'::text, 'PROJECT'::text]))),
  constraint work_items_states CHECK ((state = ANY (ARRAY['OPEN'::text, 'WITHDRAWN'::text, 'EXPIRED'::text, 'COMPLETED'::text]))),
  constraint work_items_taken CHECK ((((taken_by IS NULL) = (taken_at IS NULL)) AND ((person_id IS NULL) OR (taken_by IS NULL)))),
  constraint work_items_completed_by_fkey FOREIGN KEY (completed_by) REFERENCES persons(id),
  constraint work_items_completed_in_fkey FOREIGN KEY (completed_in) REFERENCES functions(id),
  constraint work_items_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cycles(id),
  constraint work_items_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint work_items_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES persons(id)
);
CREATE INDEX work_items_body ON public.work_items USING btree (role, body_id, COALESCE(due_at, 'infinity'::timestamp with time zone), opened_at, id) WHERE ((state = 'OPEN'::text) AND (person_id IS NULL) AND (body_id IS NOT NULL));
CREATE INDEX work_items_chair ON public.work_items USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), opened_at, id) WHERE ((state = 'OPEN'::text) AND (person_id IS NULL) AND chair_too);
CREATE INDEX work_items_cycle ON public.work_items USING btree (cycle_id, state);
CREATE INDEX work_items_due ON public.work_items USING btree (due_at) WHERE (state = 'OPEN'::text);
CREATE INDEX work_items_instance ON public.work_items USING btree (engine_id, process_instance_key, opened_at);
CREATE INDEX work_items_person ON public.work_items USING btree (person_id, COALESCE(due_at, 'infinity'::timestamp with time zone), opened_at, id) WHERE ((state = 'OPEN'::text) AND (person_id IS NOT NULL));
CREATE INDEX work_items_role ON public.work_items USING btree (role, COALESCE(due_at, 'infinity'::timestamp with time zone), opened_at, id) WHERE ((state = 'OPEN'::text) AND (person_id IS NULL) AND (body_id IS NULL));
CREATE INDEX work_items_subject ON public.work_items USING btree (subject_id);
CREATE INDEX work_items_taken ON public.work_items USING btree (taken_by) WHERE ((state = 'OPEN'::text) AND (taken_by IS NOT NULL));
CREATE INDEX work_items_waited ON public.work_items USING btree (element_id, opened_at) WHERE (state = 'OPEN'::text);
CREATE INDEX work_items_waiting ON public.work_items USING btree (element_id, due_at) WHERE (state = 'OPEN'::text);
comment on column completed_in is 'The function in which completed_by acted: the own, or one in the place of somebody';
comment on column decides is 'What is decided with it, of decides_on: whoever is tied to an application that it touches neither has it nor gets it (art. 5; L. 241/1990 art. 6-bis)';
comment on column evaluated_call_id is 'It speaks of all applications of a call at once (art. 5)';
comment on column of_evaluation is 'It speaks of evaluators and scores of its application, which its lead does not see (art. 5)';
comment on constraint work_items_taken is 'One person has it at a time, since an instant; what is asked of one person is nobody else''s to take (art. 5)';
CREATE TRIGGER work_items_births AFTER INSERT ON work_items FOR EACH ROW WHEN (new.state <> ALL (ARRAY['OPEN'::text, 'WITHDRAWN'::text, 'EXPIRED'::text])) EXECUTE FUNCTION refuse_move('state');
CREATE TRIGGER work_items_moves AFTER UPDATE ON work_items FOR EACH ROW WHEN (old.state <> new.state AND (old.state <> 'OPEN'::text OR new.state <> 'COMPLETED'::text) AND (old.state <> 'OPEN'::text OR new.state <> 'WITHDRAWN'::text) AND (old.state <> 'OPEN'::text OR new.state <> 'EXPIRED'::text)) EXECUTE FUNCTION refuse_move('state');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((((application_id IS NULL) OR
CASE
    WHEN of_evaluation THEN (EXISTS ( SELECT 1
       FROM seen_evaluations s
      WHERE (s.id = work_items.application_id)
     OFFSET 0))
    ELSE (EXISTS ( SELECT 1
       FROM seen_applications s
      WHERE (s.id = work_items.application_id)
     OFFSET 0))
END) AND ((evaluated_call_id IS NULL) OR (evaluated_call_id IN ( SELECT c.id
   FROM seen_calls c))) AND
CASE
    WHEN (( SELECT acting_application() AS acting_application) IS NULL) THEN true
    ELSE (touches_only(decides_on, acting_application()) OR false)
END));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table working_group_members (
  working_group_id text not null,
  position integer not null,
  person_id text,
  body_id text,
  name text,
  organisation text,
  email text,
  constraint working_group_members_pkey PRIMARY KEY (working_group_id, "position"),
  constraint working_group_members_contact CHECK ((num_nonnulls(name, organisation, email) = ANY (ARRAY[0, 3]))),
  constraint working_group_members_one CHECK ((num_nonnulls(person_id, body_id, name) = 1)),
  constraint working_group_members_body_id_fkey FOREIGN KEY (body_id) REFERENCES bodies(id),
  constraint working_group_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(id),
  constraint working_group_members_working_group_id_fkey FOREIGN KEY (working_group_id) REFERENCES working_groups(id)
);
CREATE INDEX working_group_members_of_body ON public.working_group_members USING btree (body_id);
CREATE INDEX working_group_members_of_person ON public.working_group_members USING btree (person_id);
CREATE UNIQUE INDEX working_group_members_body ON public.working_group_members USING btree (working_group_id, body_id);
CREATE UNIQUE INDEX working_group_members_person ON public.working_group_members USING btree (working_group_id, person_id);
comment on this is 'Who takes part beside the referent: people of the register, bodies, or others by name, organisation and address (art. 5)';
CREATE TRIGGER working_group_members_kept BEFORE DELETE OR UPDATE ON working_group_members FOR EACH ROW EXECUTE FUNCTION refuse_change('who takes part in a working group stays as it was recorded');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM working_groups g
  WHERE (g.id = working_group_members.working_group_id))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table working_group_reports (
  id text not null,
  working_group_id text not null,
  text text,
  file_name text,
  media_type text,
  sha256 text,
  handed_in_at timestamp with time zone,
  constraint working_group_reports_pkey PRIMARY KEY (id),
  constraint working_group_reports_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_files(sha256),
  constraint working_group_reports_working_group_id_fkey FOREIGN KEY (working_group_id) REFERENCES working_groups(id)
);
CREATE INDEX working_group_reports_group ON public.working_group_reports USING btree (working_group_id);
CREATE UNIQUE INDEX working_group_reports_to_hand_in ON public.working_group_reports USING btree (working_group_id) WHERE (handed_in_at IS NULL);
comment on index working_group_reports_to_hand_in is 'One report is prepared at a time: its file may be there before its text';
comment on this is 'What the referent tells the committee of the outcomes: once handed in it waits for an agenda (art. 5)';
CREATE TRIGGER working_group_reports_kept BEFORE DELETE OR UPDATE ON working_group_reports FOR EACH ROW WHEN (old.handed_in_at IS NOT NULL) EXECUTE FUNCTION refuse_change('a report that was handed in stays');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using ((EXISTS ( SELECT 1
   FROM working_groups g
  WHERE ((g.id = working_group_reports.working_group_id) AND ((working_group_reports.handed_in_at IS NOT NULL) OR (g.referent_id = ( SELECT current_viewer() AS current_viewer)))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table working_groups (
  id text not null,
  name text not null,
  purpose text not null,
  referent_id text not null,
  report_due_on date not null,
  ends_on date,
  status text not null,
  proposed_at timestamp with time zone not null,
  constraint working_groups_pkey PRIMARY KEY (id),
  constraint working_groups_states CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'WITHDRAWN'::text, 'CONSTITUTED'::text, 'REJECTED'::text, 'DISSOLVED'::text]))),
  constraint working_groups_referent_id_fkey FOREIGN KEY (referent_id) REFERENCES persons(id)
);
CREATE INDEX working_groups_referent ON public.working_groups USING btree (referent_id);
comment on column ends_on is 'Its last day; null where it lasts until the committee dissolves it';
comment on this is 'Working groups of the committee, whatever the cycle: it constitutes and dissolves them by its vote (art. 5)';
CREATE TRIGGER working_groups_births AFTER INSERT ON working_groups FOR EACH ROW WHEN (new.status <> 'PROPOSED'::text) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER working_groups_kept BEFORE DELETE ON working_groups FOR EACH ROW EXECUTE FUNCTION refuse_change('a working group stays');
CREATE TRIGGER working_groups_moves AFTER UPDATE ON working_groups FOR EACH ROW WHEN (old.status <> new.status AND (old.status <> 'PROPOSED'::text OR new.status <> 'WITHDRAWN'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'CONSTITUTED'::text) AND (old.status <> 'PROPOSED'::text OR new.status <> 'REJECTED'::text) AND (old.status <> 'CONSTITUTED'::text OR new.status <> 'DISSOLVED'::text)) EXECUTE FUNCTION refuse_move('status');
CREATE TRIGGER working_groups_proposed BEFORE UPDATE ON working_groups FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.purpose IS DISTINCT FROM new.purpose OR old.referent_id IS DISTINCT FROM new.referent_id OR old.report_due_on IS DISTINCT FROM new.report_due_on OR old.ends_on IS DISTINCT FROM new.ends_on) EXECUTE FUNCTION refuse_change('what the committee votes on a working group stays');
alter table this force row level security;
create policy house for all to owner, concilia_application
  using (true) with check (true);
create policy wall for select to concilia_reader
  using (((( SELECT acting_application() AS acting_application) IS NULL) AND ((( SELECT acting_role() AS acting_role) = ANY (ARRAY['PROCESS_OWNER'::text, 'CASE_OFFICER'::text, 'FINANCE'::text, 'COMMITTEE_MEMBER'::text, 'COMMITTEE_SECRETARY'::text])) OR ((status <> 'PROPOSED'::text) AND (id IN ( SELECT w.id
   FROM groups_of_viewer() w(id)))))));
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

create table year_balances (
  cycle_id text not null,
  year integer not null,
  allocated_cents bigint not null default 0,
  committed_cents bigint not null default 0,
  constraint year_balances_pkey PRIMARY KEY (cycle_id, year),
  constraint commitments_within_allocation CHECK ((committed_cents <= allocated_cents)),
  constraint year_balances_allocated_cents_check CHECK ((allocated_cents >= 0)),
  constraint year_balances_committed_cents_check CHECK ((committed_cents >= 0)),
  constraint year_balances_cycle_id_year_fkey FOREIGN KEY (cycle_id, year) REFERENCES allocations(cycle_id, year)
);
comment on constraint commitments_within_allocation is 'Commitments that charge a year never exceed what the Region assigned for it, even under concurrent requests (art. 8)';
comment on trigger year_balances_by_entries is 'Nothing is assigned, received, committed, reserved or given back without an entry (art. 8)';
CREATE TRIGGER year_balances_by_entries BEFORE DELETE OR UPDATE ON year_balances FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
CREATE TRIGGER year_balances_from_nothing BEFORE INSERT ON year_balances FOR EACH ROW WHEN (new.allocated_cents <> 0 OR new.committed_cents <> 0) EXECUTE FUNCTION refuse_change('balances are moved by entries only');
grant delete, insert, select, update to concilia_application;
grant select to concilia_reader;

CREATE OR REPLACE FUNCTION public.acting_application()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('concilia.application', true), '') $function$;
comment on function acting_application is 'The only application that the person acts for, with its project, in a substitution that is limited to it; null in any other function';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.acting_body()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('concilia.body', true), '') $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.acting_chair()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select 1 from committee_seats s where s.id = acting_seat() and s.chair)
$function$;
comment on function acting_chair is 'Whether the person acts for the seat that chairs the committee; as a function, so that a condition with it finds rows by their keys behind the wall';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.acting_role()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('concilia.role', true), '') $function$;
comment on function acting_role is 'The role of the function in which the person acts: rights come from that one alone';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.acting_seat()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('concilia.seat', true), '') $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.applicant_bodies(asked_call text)
 RETURNS TABLE(application_id text, place integer, body_name text, tax_code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select a.id, a.place, b.name, b.tax_code
    from (select s.id, s.status, row_number() over (order by s.id)::int as place
            from applications s join calls c on c.id = s.call_id and c.status = 'CLOSED'
           where s.call_id = asked_call and s.status not in ('DRAFT', 'DISCARDED')) a
    join partner_standings p on p.application_id = a.id and not p.dropped
    join body_subjects s on s.body_id = p.body_id join bodies b on b.id = s.subject_id
   where a.status not in ('WITHDRAWN', 'NOT_ADMITTED')
     and exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = current_viewer())
     and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = current_viewer())
$function$;
comment on function applicant_bodies is 'All that a member sees before declaring: names and tax codes of the bodies of applications that may still be evaluated, each under a number that is the same for everybody and says nothing (L. 241/1990 art. 6-bis)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.application_handle(id text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ select left(encode(sha256(convert_to(id, 'UTF8')), 'hex'), 16) $function$;
comment on function application_handle is 'By what an application is told to whom it is closed: it says nothing of it';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.applications_of(subject text)
 RETURNS TABLE(id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select a.id from applications a where a.id = subject
  union all select a.id from applications a where a.call_id = subject
  union all select s.application_id from scorings s where s.id = subject
  union all select a.id from rankings r join applications a on a.call_id = r.call_id where r.id = subject
  union all select p.application_id from plan_projects p where p.plan_version_id = subject
  union all select p.application_id from submissions s join plan_projects p on p.plan_version_id = s.subject_id where s.id = subject
  union all select p.application_id from projects p where p.id = subject
  union all select p.application_id from payments y join projects p on p.id = y.project_id where y.id = subject
  union all select p.application_id from statements s join projects p on p.id = s.project_id where s.id = subject $function$;
comment on function applications_of is 'The applications that a decision on a subject touches, whatever it is: an application or its sheet; a call, its ranking, a plan or its submission; a project, its payment or its statement';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.applications_of_expert()
 RETURNS TABLE(application_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select p.application_id from panel_appointments p
       join applications a on a.id = p.application_id
       join calls c on c.id = a.call_id and c.status = 'CLOSED'
       join conflict_declarations d on d.call_id = a.call_id and d.person_id = p.person_id and d.status = 'DECLARED'
      where p.person_id = current_viewer() and acting_role() <> 'ALLIANCE_LEAD' $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.barred_to_viewer()
 RETURNS TABLE(matter text, subject_id text, personal boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
begin
  if not exists (select from conflict_ties t where t.person_id = current_viewer()) then return; end if;
  return query with tied as materialized (
      select t.application_id as id, bool_or(t.personal) as personal from conflict_ties t
       where t.person_id = current_viewer() and (acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE') or acting_chair()) group by 1),
    planned as (select p.plan_version_id as id, t.personal from tied t join plan_projects p on p.application_id = t.id),
    running as (select p.id, t.personal from tied t join projects p on p.application_id = t.id),
    about as (
      select id, personal from tied union all select a.call_id, t.personal from tied t join applications a on a.id = t.id
      union all select r.id, t.personal from tied t join applications a on a.id = t.id join rankings r on r.call_id = a.call_id
      union all select id, personal from planned union all select s.id, p.personal from planned p join submissions s on s.subject_id = p.id
      union all select id, personal from running
      union all select y.id, p.personal from running p join payments y on y.project_id = p.id
      union all select s.id, p.personal from running p join statements s on s.project_id = p.id)
    select m.matter, a.id, bool_or(a.personal) from about a join (values ('EVALUATION', false), ('PROJECT', true)) m(matter, needs) on a.personal or not m.needs
     group by 1, 2;
end $function$;
comment on function barred_to_viewer is 'What the viewer may not decide, by matter and subject, and whether for a tie of the person: as applications_of the other way round, but for sheets, which are asked of one person. Of whom decides for an office or presides; asked once for a list of tasks, and nothing is looked for where the viewer is tied to nothing (art. 5; L. 241/1990 art. 6-bis)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.calls_of_open_sheets()
 RETURNS TABLE(id text, opens_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.id, case when c.outcome_published_at is null and acting_role() = 'COMMITTEE_MEMBER' then
            (select min(m.starts_at) from meetings m where m.stage = 'EVALUATION' and m.subject_id = c.id and m.status in ('CONVENED', 'HELD')) end
        from calls c where c.outcome_published_at is not null
        or acting_role() = 'PROCESS_OWNER' and not exists (
          select 1 from conflict_declarations d where d.call_id = c.id and d.person_id = current_viewer() and d.status = 'DECLARED')
        or acting_role() = 'COMMITTEE_MEMBER'
          and exists (select 1 from scoring_rounds n where n.call_id = c.id and n.status = 'COMPLETED')
          and exists (select 1 from meetings m where m.stage = 'EVALUATION' and m.subject_id = c.id and m.status in ('CONVENED', 'HELD'))
          and not exists (select 1 from scorings o where o.call_id = c.id and o.person_id = current_viewer() and o.status = 'REQUESTED') $function$;
comment on function calls_of_open_sheets is 'Calls of which the viewer may read the sheets of others: the process owner who is no evaluator; the committee, the chair too, once the own sheets are in and the meeting on the ranking is convened; everybody who sees the evaluation once the outcome is published; opens_at is when that meeting begins, null where nothing is waited for (art. 5, 6)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.calls_of_viewer()
 RETURNS TABLE(id text, status text)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.id, c.status from calls c
      where acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE')
          and c.id not in (select d.call_id from conflict_declarations d where d.person_id = current_viewer() and d.status = 'REQUESTED')
        or c.id in (select d.call_id from conflict_declarations d where d.person_id = current_viewer() and d.status = 'DECLARED'
          and d.seat_id = acting_seat()) $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.closed_instances(asked_cycle text, asked_keys text[])
 RETURNS TABLE(engine_id text, process_instance_key text, process_id text, seen_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at from process_instances i
   where i.cycle_id = asked_cycle and i.process_instance_key = any(asked_keys)
     and (i.application_id is not null and not exists (select 1 from seen_evaluations s where s.id = i.application_id offset 0)
       or i.evaluated_call_id is not null and i.evaluated_call_id not in (select s.id from seen_calls s))
$function$;
comment on function closed_instances is 'Those of these processes about one application or the evaluation of a call that the wall closes to the viewer, without saying which: where they stand is not shown (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.conflicts_of_viewer()
 RETURNS TABLE(application_id text, call_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select k.application_id, k.call_id from closing_conflicts k where k.person_id = current_viewer() $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.current_viewer()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('concilia.viewer', true), '') $function$;
comment on function current_viewer is 'The person: what the wall closes, it closes to the person, in whatever function and by whatever account (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.decided_in_conflict(asked_application text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select min(e.excluded_at) from admissibility_decisions d join exclusions e on e.application_id = d.application_id and e.person_id = d.decided_by
   where d.application_id = asked_application and (acting_role() in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE') or acting_chair())
$function$;
comment on function decided_in_conflict is 'When a conflict came out of who decided on the admissibility of an application: to the offices and the chair, never whose (art. 5; L. 241/1990 art. 6-bis)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.decisions_ahead(asked text, most integer)
 RETURNS TABLE(application_id text, call_id text, handle text, place integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with here as (
    select c.id, c.number, y.code, c.outcome_published_at is null as evaluated from calls c join cycles y on y.id = c.cycle_id
     where (acting_role() = 'PROCESS_OWNER' and acting_application() is null or acting_chair()) and c.status = 'CLOSED')
  select f.id, f.call_id, application_handle(f.id), min(f.place)::int from (
    (select a.id, a.call_id, null as place from here c join applications a on a.call_id = c.id
      where asked <> '' and asked in (a.id, application_handle(a.id)) and a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
        and (c.evaluated or exists (select 1 from projects p where p.application_id = a.id and p.status <> 'CLOSED')) limit 1)
    union all
    (select a.id, c.id, a.place from (select h.* from here h order by h.code, h.number) c cross join lateral (
        select a.id, row_number() over (order by coalesce(a.code, ''), a.id) as place
          from applications a where a.call_id = c.id and a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
        and (c.evaluated or exists (select 1 from projects p where p.application_id = a.id and p.status <> 'CLOSED')) order by coalesce(a.code, ''), a.id limit most) a
      order by c.code, c.number, a.place limit most)) f
   group by f.id, f.call_id
$function$;
comment on function decisions_ahead is 'Of which applications something is still to be decided, the asked one and the first so many: for who keeps the register of substitutions and who presides, whatever the wall closes to them: to them each is told by its handle, which says nothing of it; place is its place in its call, null of one that is only asked';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.decisions_without_anybody(asked_cycle text, asked_on date)
 RETURNS TABLE(role text, matter text, call_id text, application_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  with holders as (
    select distinct f.role, f.person_id, f.application_id from functions f left join functions o on o.id = f.stands_for
     where f.role in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE') and f.starts_on <= asked_on and coalesce(f.ends_on, 'infinity') >= asked_on
       and (f.stands_for is null or o.starts_on <= asked_on and coalesce(o.ends_on, 'infinity') >= asked_on)),
  asked (role, matter) as (values ('CASE_OFFICER', 'EVALUATION'), ('PROCESS_OWNER', 'PROJECT'), ('CASE_OFFICER', 'PROJECT'), ('FINANCE', 'PROJECT')),
  tied as materialized (
    select t.person_id, t.application_id, t.personal from conflict_ties t where t.person_id = any(array(select h.person_id from holders h))),
  here as (select c.id, c.outcome_published_at is null as evaluated from calls c
     where (acting_role() = 'PROCESS_OWNER' and acting_application() is null or acting_chair()) and c.cycle_id = asked_cycle and c.status = 'CLOSED'),
  perhaps as (
    select t.application_id as id from tied t
    union select a.id from here c join applications a on a.call_id = c.id
     where exists (select 1 from asked q where not exists (select 1 from holders h where h.role = q.role and h.application_id is null))),
  ahead as materialized (
    select a.id as application_id, a.call_id, c.evaluated from perhaps p join applications a on a.id = p.id join here c on c.id = a.call_id
     where a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
       and (c.evaluated or exists (select 1 from projects j where j.application_id = a.id and j.status <> 'CLOSED')))
  select q.role, q.matter, a.call_id, a.application_id from asked q cross join ahead a
   where (q.matter = 'PROJECT' or a.evaluated) and not exists (
     select 1 from holders h where h.role = q.role and (h.application_id is null or h.application_id = a.application_id) and not exists (
       select 1 from tied t where t.person_id = h.person_id and t.application_id = a.application_id and (t.personal or q.matter = 'EVALUATION')))
  union all
  select 'PROCESS_OWNER', 'EVALUATION', c.id, null from here c
   where c.evaluated and exists (select 1 from applications a where a.call_id = c.id and a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')) and not exists (
     select 1 from holders h where h.role = 'PROCESS_OWNER' and h.application_id is null and not exists (
       select 1 from tied t join ahead a on a.application_id = t.application_id where t.person_id = h.person_id and a.call_id = c.id))
$function$;
comment on function decisions_without_anybody is 'What is still to be decided in a cycle, and by which function, where a conflict bars everybody who holds it on a day; of a whole call where no application is named. Told to the process owner and who presides, never who is barred or why (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 7)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.evaluation_seen_by(asked text, people jsonb)
 RETURNS TABLE(place integer)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "concilia.viewer" TO ''
 SET "concilia.role" TO ''
 SET "concilia.body" TO ''
 SET "concilia.seat" TO ''
 SET "concilia.application" TO ''
AS $function$
declare
  one record;
begin
  for one in select p.value, p.ordinality from jsonb_array_elements(people) with ordinality p order by p.ordinality loop
    perform set_config('concilia.viewer', one.value ->> 0, true), set_config('concilia.role', coalesce(one.value ->> 1, ''), true),
      set_config('concilia.body', coalesce(one.value ->> 2, ''), true), set_config('concilia.seat', coalesce(one.value ->> 3, ''), true),
      set_config('concilia.application', coalesce(one.value ->> 4, ''), true);
    if exists (select 1 from seen_evaluations s where s.id = asked) then
      place := one.ordinality;
      return next;
    end if;
  end loop;
end $function$;
comment on function evaluation_seen_by is 'Of these people in their functions (person, role, body, seat, only application), the places of those to whom the wall shows it (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.groups_of_viewer()
 RETURNS TABLE(id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select m.working_group_id from working_group_members m where m.person_id = current_viewer() or m.body_id = acting_body() $function$;
comment on function groups_of_viewer is 'Working groups in which the viewer takes part, or the body acted for: they open nothing but the group itself (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.has_effective_act(asked_kind text, asked_subject text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select 1 from act_proposals p join acts a on a.proposal_id = p.id
    where p.kind = asked_kind and p.subject_id = asked_subject and p.status = 'EFFECTIVE' and a.published_on is not null)
$function$;
comment on function has_effective_act is 'An act has effects only once it is adopted and published (art. 8, 11; D.Lgs. 33/2013 art. 26 c. 3)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.is_frozen(asked_call text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform 1 from calls c where c.id = asked_call for share;
  return exists (select 1 from rankings r where r.call_id = asked_call and r.status <> 'SUPERSEDED');
end $function$;
comment on function is_frozen is 'From its provisional ranking on, the sheets of a call are frozen (art. 6)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.keep_replaced_attachment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into replaced_attachments (id, application_id, kind, file_name, media_type, sha256, signature, uploaded_at, uploaded_by, replaced_at, replaced_by)
  values (encode(sha256(convert_to(old.id || old.sha256 || old.uploaded_at || new.uploaded_at || new.sha256, 'UTF8')), 'hex'), old.application_id, old.kind, old.file_name,
    old.media_type, old.sha256, old.signature, old.uploaded_at, old.uploaded_by, new.uploaded_at, new.uploaded_by) on conflict do nothing;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.knows_reasons()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(acting_role() = 'PROCESS_OWNER', false) or acting_chair()
$function$;
comment on function knows_reasons is 'Chair and process owner read the whole reason of an exclusion; nobody else does';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.move_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  of_year integer;
begin
  of_year := case when new.kind = 'RELEASED' then (select e.year from money_entries e where e.occasion = new.occasion and e.kind = 'PAID') else new.year end;
  if new.kind in ('ALLOCATED','ADJUSTED','RECEIVED','COMMITTED','ECONOMY','PAID','RELEASED') and of_year is not null then
    insert into book_years (cycle_id, year, assigned_cents, received_cents, committed_cents, paid_cents) values (new.cycle_id, of_year, case when new.kind in ('ALLOCATED','ADJUSTED') then new.amount_cents else 0 end, case when new.kind in ('RECEIVED') then new.amount_cents else 0 end, case when new.kind in ('COMMITTED') then new.amount_cents when new.kind in ('ECONOMY') then -new.amount_cents else 0 end, case when new.kind in ('PAID') then new.amount_cents when new.kind in ('RELEASED') then -new.amount_cents else 0 end)
    on conflict (cycle_id, year) do update set assigned_cents = book_years.assigned_cents + excluded.assigned_cents, received_cents = book_years.received_cents + excluded.received_cents, committed_cents = book_years.committed_cents + excluded.committed_cents, paid_cents = book_years.paid_cents + excluded.paid_cents;
  end if;
  if new.kind in ('ALLOCATED','ADJUSTED','COMMITTED','ECONOMY') then
    update year_balances set allocated_cents = allocated_cents + case when new.kind in ('ALLOCATED','ADJUSTED') then new.amount_cents else 0 end, committed_cents = committed_cents + case when new.kind in ('COMMITTED') then new.amount_cents when new.kind in ('ECONOMY') then -new.amount_cents else 0 end where cycle_id = new.cycle_id and year = new.year;
    if not found then
      raise exception 'there is no year for the entry to move' using errcode = '23514';
    end if;
  end if;
  if new.kind in ('ALLOCATED','ADJUSTED','RECEIVED','RESERVED','RELEASED','RECOVERED') then
    update cash_balances set allocated_cents = allocated_cents + case when new.kind in ('ALLOCATED','ADJUSTED') then new.amount_cents else 0 end, received_cents = received_cents + case when new.kind in ('RECEIVED') then new.amount_cents else 0 end, reserved_cents = reserved_cents + case when new.kind in ('RESERVED') then new.amount_cents when new.kind in ('RELEASED','RECOVERED') then -new.amount_cents else 0 end where cycle_id = new.cycle_id;
    if not found then
      raise exception 'there is no cash for the entry to move' using errcode = '23514';
    end if;
  end if;
  if new.kind in ('COMMITTED','ECONOMY','RESERVED','RELEASED','RECOVERED') then
    update project_balances set committed_cents = committed_cents + case when new.kind in ('COMMITTED') then new.amount_cents when new.kind in ('ECONOMY') then -new.amount_cents else 0 end, reserved_cents = reserved_cents + case when new.kind in ('RESERVED') then new.amount_cents when new.kind in ('RELEASED','RECOVERED') then -new.amount_cents else 0 end where project_id = new.project_id;
    if not found then
      raise exception 'there is no project for the entry to move' using errcode = '23514';
    end if;
  end if;
  if new.kind = 'ECONOMY' and (select sum(case e.kind when 'COMMITTED' then e.amount_cents else -e.amount_cents end) from money_entries e
    where e.project_id = new.project_id and e.year = new.year and e.kind in ('COMMITTED','ECONOMY')) < 0 then
    raise exception 'the economy is above what the project has committed in %', new.year using errcode = '23514';
  end if;
  if new.kind in ('RECOVERED','RELEASED') and (select sum(case e.kind when 'PAID' then e.amount_cents else -e.amount_cents end) from money_entries e
    where e.project_id = new.project_id and (e.kind = 'RECOVERED' or e.kind = 'PAID'
      and not exists (select 1 from money_entries r where r.occasion = e.occasion and r.kind = 'RELEASED'))) < 0 then
    raise exception 'what is recovered is above what the project was paid' using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.named_in_drafts(asked_call text)
 RETURNS TABLE(place bigint, submitted boolean, body_id text, role text, confirmed boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with asked as (
    select a.id, a.content, a.status = 'SUBMITTED' as submitted, row_number() over (order by a.id) as place
      from applications a join calls c on c.id = a.call_id
     where c.id = asked_call and c.status = 'PUBLISHED' and a.status in ('DRAFT', 'SUBMITTED') and acting_role() = 'PROCESS_OWNER'
     order by a.id limit 1000),
  named as (
    select q.place, q.submitted, p ->> 'bodyTaxCode' as code, p ->> 'role' as role,
        p ->> 'role' = 'LEAD' or exists (
          select 1 from partner_confirmations k where k.application_id = q.id and k.partner_code = p ->> 'bodyTaxCode'
            and k.part_sha256 = part_hash(p ->> 'role', p ->> 'contribution') and (k.means = 'ACCOUNT' or k.signature = 'UNVERIFIED')) as confirmed
      from asked q cross join lateral jsonb_array_elements(q.content -> 'partners') p
     where p ->> 'bodyTaxCode' is not null and p ->> 'role' is not null)
  select n.place, n.submitted, b.id, n.role, n.confirmed
    from named n left join lateral (
      select x.id from bodies x where x.tax_code = n.code union select x.id from bodies x where x.vat_number = n.code
      union select m.subject_id from bodies x join body_names m on m.body_id = x.id where x.tax_code = n.code) b on true
$function$;
comment on function named_in_drafts is 'Which bodies of the register each draft of an open call names, and which of them have confirmed, for the process owner alone: to count how many members would remain. Which draft it is, and what it holds, is not told (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.network_time()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select now() + coalesce((select clock_offset_ms from engine_identity), 0) * interval '1 millisecond'
$function$;
comment on function network_time is 'What people are shown as now: the machine''s time, and in the demo how far its clock was moved';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.own_confirmations()
 RETURNS TABLE(application_id text, partner_code text, means text, part_sha256 text, signature text, given_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select k.application_id, k.partner_code, k.means, k.part_sha256, k.signature, k.given_at
    from own_partnerships() o join partner_confirmations k on k.application_id = o.application_id and k.partner_code = o.partner_code
$function$;
comment on function own_confirmations is 'What is there of the confirmations of the viewer''s own body';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.own_exclusions()
 RETURNS TABLE(call_id text, application_id text, basis text, own_reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select e.call_id, e.application_id, e.basis, e.own_reason from exclusions e where e.person_id = current_viewer()
$function$;
comment on function own_exclusions is 'All that an excluded person is told: that it is so, and the tie with the own body';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.own_partnerships()
 RETURNS TABLE(application_id text, call_id text, call_title text, closes_at timestamp with time zone, lead_name text, title text, partner_code text, role text, contribution text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select a.id, c.id, c.title, c.closes_at, l.name, a.title, p ->> 'bodyTaxCode', p ->> 'role', p ->> 'contribution'
    from bodies b
    join lateral (select b.tax_code as code union select b.vat_number where not exists (
      select 1 from bodies o where o.vat_number = b.vat_number and o.id <> b.id
        and not exists (select 1 from body_names n where n.body_id = o.id and n.subject_id = b.id))) named on named.code is not null
    join applications a on a.content -> 'partners' @> jsonb_build_array(jsonb_build_object('bodyTaxCode', named.code)) and a.status in ('DRAFT', 'SUBMITTED')
    join calls c on c.id = a.call_id and c.status = 'PUBLISHED'
    join bodies l on l.id = a.lead_body_id
    cross join lateral jsonb_array_elements(a.content -> 'partners') p
   where b.id = acting_body() and acting_role() in ('ALLIANCE_LEAD', 'NETWORK_MEMBER') and p ->> 'bodyTaxCode' = named.code and p ->> 'role' <> 'LEAD'
     and p ->> 'contribution' is not null
$function$;
comment on function own_partnerships is 'Where the viewer''s own body is named as a partner, while it can still confirm: which project and whose, and its own part in it, nothing else (art. 9)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.own_progress(asked_call text)
 RETURNS TABLE(to_score integer, drafts integer, done integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select count(*) filter (where s.status = 'REQUESTED' and d.work_item_id is null)::int,
          count(*) filter (where s.status = 'REQUESTED' and d.work_item_id is not null)::int, count(*) filter (where s.status = 'SCORED')::int
        from scorings s
        left join work_items w on w.subject_id = s.id and w.element_id = 'Task_ScoreApplication' and w.person_id = s.person_id
        left join task_drafts d on d.work_item_id = w.id and d.person_id = s.person_id
       where s.call_id = asked_call and s.person_id = current_viewer() $function$;
comment on function own_progress is 'How many sheets are asked of the viewer in a call, and how far they are: numbers alone (art. 6)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.own_void_sheets()
 RETURNS TABLE(cycle_id text, call_id text, code text, voided_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER COST 1 ROWS 5
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select c.cycle_id, c.id, a.code, l.decided_at from late_conflicts l join applications a on a.id = l.application_id join calls c on c.id = a.call_id
      where l.person_id = current_viewer() and l.decision = 'EXCLUDED' and exists (
        select 1 from scorings s where s.application_id = l.application_id and s.person_id = l.person_id and s.status = 'WITHDRAWN') $function$;
comment on function own_void_sheets is 'All that is told to whose sheet a late conflict made void: of which application, and when, never who told or decided it, or why (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.part_hash(role text, contribution text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select encode(sha256(convert_to('{"contribution":' || to_json(contribution)::text || ',"role":' || to_json(role)::text || '}', 'UTF8')), 'hex')
$function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.project_flags(asked_project text)
 RETURNS TABLE(flagged_at timestamp with time zone, person text, reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select e.excluded_at, case when knows_reasons() and e.person_id <> current_viewer() then p.display_name end,
      case when knows_reasons() and e.person_id <> current_viewer() then e.full_reason end
    from projects j join exclusions e on e.application_id = j.application_id join persons p on p.id = e.person_id
   where j.id = asked_project and (e.basis = 'AFTER_RANKING'
       or exists (select 1 from admissibility_decisions d where d.application_id = e.application_id and d.decided_by = e.person_id)) and acting_role() in ('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE')
   order by e.excluded_at desc, p.display_name, e.full_reason
$function$;
comment on function project_flags is 'The conflicts that came out after the ranking, which they do not change, and those of who decided on the admissibility: to the offices that they are there, to who may know reasons also whose and why, never of oneself, and nobody''s points (art. 5, 9)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_adopted_content()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from acts a where a.proposal_id = old.id) then
    raise exception 'what act % says stays as it was adopted', old.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_amendment_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'amendment of %: what all have read stays as it was read', old.question_id using errcode = '23514';
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_answer_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'question %: it is published with its answer and does not change', old.id using errcode = '23514';
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%: %', tg_table_name, tg_argv[0] using errcode = '23514';
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_check_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'application %: the check of its declarations is recorded and does not change', old.application_id using errcode = '23514';
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_dropped_lead()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from application_partners p where p.application_id = new.application_id and p.body_id = new.body_id and p.role = 'LEAD') then
    raise exception 'application %: its lead is never dropped (art. 9, 10)', new.application_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_frozen_call_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status <> 'DRAFT' and (new.status = 'DRAFT'
      or new.cycle_id <> old.cycle_id or new.number <> old.number or new.title <> old.title
      or new.configuration is distinct from old.configuration
      or new.configuration_sha256 <> old.configuration_sha256
      or new.opens_at <> old.opens_at or new.closes_at <> old.closes_at)
    and not (old.status = 'PUBLISHED' and new.status = 'PUBLISHED' and new.cycle_id = old.cycle_id and new.number = old.number
      and new.opens_at = old.opens_at and new.closes_at >= old.closes_at and exists (
        select 1 from call_corrections k where k.call_id = old.id and k.status = 'PUBLISHED' and k.replaced_sha256 = old.configuration_sha256
          and k.configuration_sha256 = new.configuration_sha256 and k.configuration = new.configuration and k.closes_at = new.closes_at)) then
    raise exception 'a frozen call does not change (L. 241/1990 art. 12)' using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_frozen_sheet()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  sheet jsonb := coalesce(to_jsonb(new), to_jsonb(old));
  of_call text := coalesce(sheet ->> 'call_id', (select s.call_id from scorings s where s.id = sheet ->> 'scoring_id'));
begin
  if is_frozen(of_call) then
    raise exception 'the sheets of call % are frozen: its provisional ranking is drawn up', of_call using errcode = '23514';
  end if;
  return coalesce(new, old);
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_late_confirmation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from applications a join calls c on c.id = a.call_id
      where a.id = new.application_id and (a.status in ('DRAFT','SUBMITTED') and c.status = 'PUBLISHED' and (new.means = 'ACCOUNT' or new.sha256 is not null)
        or a.status = 'DISCARDED' and tg_op = 'UPDATE' and new.sha256 is null)) then
    raise exception 'application %: a partner confirms until its call closes (art. 9)', new.application_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_lifted_exclusion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from rankings r where r.call_id = old.call_id) then
    raise exception 'exclusions of call % stay: a ranking was drawn up', old.call_id using errcode = '23514';
  end if;
  return old;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_minuted_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from meetings m where m.id = old.meeting_id and m.approved is not null) then
    raise exception 'item % is in the minutes, and stays', old.id using errcode = '23514';
  end if;
  return coalesce(new, old);
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% %: no move from % to %', tg_table_name, new.id, coalesce(to_jsonb(old) ->> tg_argv[0], 'nothing'), to_jsonb(new) ->> tg_argv[0]
    using errcode = '23514', constraint = tg_name;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_own_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from conflict_declarations d where d.id = new.declaration_id and d.person_id = new.decided_by) then
    raise exception 'conflict % decided by the declarer', new.declaration_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_reader_to_score()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from sheet_readings r where r.call_id = new.call_id and r.person_id = new.person_id) then
    raise exception 'scoring %: its evaluator has read the sheets of others (art. 5, 6)', new.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_reshaped_sum()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from reshapings r where r.request_id = new.request_id and r.outcome = 'APPROVED' and (r.content ->> 'totalCostCents')::bigint
      is distinct from (select sum(l.cost_cents) from reshaped_budget_lines l where l.request_id = r.request_id)) then
    raise exception 'the costs of reshaping % do not sum to its total', new.request_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_second_grant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from projects p join project_balances b on b.project_id = p.id where p.application_id = new.application_id and b.reserved_cents > 0) then
    raise exception 'application % was granted before, and took money', new.application_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.refuse_unfit_expert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from applications a join applications o on o.call_id = a.call_id join admissibility_decisions d on d.application_id = o.id
      where a.id = new.application_id and d.decided_by = new.person_id) then
    raise exception 'expert % decided on admissibility in the call (art. 5)', new.person_id using errcode = '23514';
  end if;
  if exists (select 1 from applications a join sheet_readings r on r.call_id = a.call_id where a.id = new.application_id and r.person_id = new.person_id) then
    raise exception 'expert % has read the sheets of others (art. 5, 6)', new.person_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_claims_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  document text := coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0];
begin
  if (select d.claimed_cents from expense_documents d where d.id = document)
    <> (select coalesce(sum(q.claimed_cents), 0) from expense_quotas q where q.expense_document_id = document) then
    raise exception 'the quotas of expense document % are not what is claimed of it', document using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_commitment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from payments m join projects p on p.id = m.project_id
    where m.id = new.subject_id and m.finance_approved_by is not null and p.commitment_number is not null) then
    raise exception 'nothing to liquidate: payment % is not approved or has no commitment', new.subject_id using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_correction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from ranking_corrections k join act_proposals p on p.subject_id = k.successor_id
      where k.ranking_id = old.id and k.status = 'PROPOSED' and p.kind = 'RANKING_APPROVAL' and p.status = 'EFFECTIVE')
    or exists (select 1 from plan_versions v where v.ranking_id = old.id and v.status not in ('DRAWN_UP','WITHDRAWN')) then
    raise exception 'ranking % is annulled by no act on the one that corrects it, or a plan rests on it', old.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_decided_conflict()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from late_conflicts l
    where l.application_id = old.application_id and l.person_id = old.person_id and l.decision = 'EXCLUDED') then
    raise exception 'sheet % was handed in: only a decided late conflict voids it', old.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_decisions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from money_entries e where e.occasion = new.id and e.kind = tg_argv[0] and e.amount_cents = new.amount_cents) then
    raise exception 'payment % is not %, of its amount, in the book of money', new.id, tg_argv[0] using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_liquidation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not has_effective_act('LIQUIDATION', new.id) or not has_effective_act('GRANT', new.project_id)
    or exists (select 1 from projects p where p.id = new.project_id and p.commitment_number is null) then
    raise exception 'payment % has no commitment, published grant or published liquidation', new.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_occasion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.kind = 'RESERVED' and exists (select 1 from projects p where p.id = new.project_id and p.status = 'CLOSED') then
    raise exception 'project % is closed: it takes no more', new.project_id using errcode = '23514';
  end if;
  if new.project_id is not null and not exists (select 1 from projects p join applications a on a.id = p.application_id
    where p.id = new.project_id and p.cycle_id = new.cycle_id and a.lead_body_id = new.payee_id) then
    raise exception 'the entry is not of its project: another cycle, or another payee' using errcode = '23514';
  end if;
  if new.kind = 'ALLOCATED' and not exists (select 1 from allocations a
    where a.cycle_id = new.cycle_id and a.year = new.year and a.amount_cents = new.amount_cents) then
    raise exception 'the entry is not of its allocation' using errcode = '23514';
  end if;
  if new.kind = 'RECEIVED' and not exists (select 1 from cash_receipts r
    where r.id = new.occasion and r.cycle_id = new.cycle_id and r.year = new.year and r.amount_cents = new.amount_cents) then
    raise exception 'the entry is not of its receipt' using errcode = '23514';
  end if;
  if new.kind = 'COMMITTED' and not exists (select 1 from projects p where p.id = new.project_id and p.commitment_number = new.occasion) then
    raise exception 'the entry is not of its commitment' using errcode = '23514';
  end if;
  if new.kind in ('RESERVED','LIQUIDATED','PAID','RELEASED') and not exists (select 1 from payments m
    where m.id = new.occasion and m.project_id = new.project_id and m.amount_cents = new.amount_cents
      and (new.kind, m.status) in (('RESERVED','OPEN'),('LIQUIDATED','ORDERED'),('PAID','PAID'),('RELEASED','REFUSED'),('RELEASED','REVERSED'))) then
    raise exception 'the entry is not of its payment: another amount or project, or the payment is not there yet' using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_plan_within_resources()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  resources bigint;
begin
  select v.alliances_cents into resources from plan_versions v where v.id = new.plan_version_id for no key update;
  if (select sum(p.grant_cents) from plan_projects p where p.plan_version_id = new.plan_version_id) > resources then
    raise exception 'the grants of plan % are above its resources', new.plan_version_id using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_reopening()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from late_conflicts l where l.reopens = coalesce(old.provisional_id, old.id) and l.decision = 'EXCLUDED')
    and not exists (select 1 from ranking_corrections k where k.successor_id = old.id and k.status = 'WITHDRAWN') then
    raise exception 'ranking % is reopened by no decided late conflict, and follows from no correction that was taken back', old.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_signed_minutes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from meetings m where m.status = 'HELD'
      and m.id in (select v.id from rankings r join meetings v on v.id = r.meeting_id or v.ranking_id = r.provisional_id where r.id = new.subject_id
        union all select g.id from meetings g where g.stage = 'GUIDANCE' and g.subject_id = new.subject_id and g.approved)
      and (select count(*) from minutes_signatures s where s.meeting_id = m.id) < 2) then
    raise exception 'the minutes that the act on % cites are not signed by chair and secretary', new.subject_id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_uncorrected()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_vote()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from rankings p join meetings m on m.ranking_id = p.id where p.id = new.provisional_id and m.id = new.meeting_id
      and p.call_id = new.call_id and p.status = 'PROVISIONAL' and m.approved) then
    raise exception 'ranking % follows from no vote on a provisional ranking that stands', new.id using errcode = '23514';
  end if;
  return new;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.require_whole_grant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select b.grant_cents from project_balances b where b.project_id = new.project_id)
    is distinct from (select sum(t.amount_cents) from project_tranches t where t.project_id = new.project_id) then
    raise exception 'the tranches of project % are not its grant', new.project_id using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.seats_with_vote(asked_call text, asked_on date, for_excluded boolean, asked text[])
 RETURNS TABLE(application_id text, seats integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with free as (
    select f.seat_id, f.person_id from functions f
     where f.seat_id is not null and f.starts_on <= asked_on and coalesce(f.ends_on, 'infinity') >= asked_on
  and (f.stands_for is null or exists (select from functions o where o.id = f.stands_for
    and o.starts_on <= asked_on and coalesce(o.ends_on, 'infinity') >= asked_on))
       and (f.seat_role = 'TITULAR' or for_excluded or not exists (
         select 1 from functions t where t.seat_id = f.seat_id and t.seat_role = 'TITULAR' and t.starts_on <= asked_on and coalesce(t.ends_on, 'infinity') >= asked_on
  and (t.stands_for is null or exists (select from functions o where o.id = t.stands_for
    and o.starts_on <= asked_on and coalesce(o.ends_on, 'infinity') >= asked_on))))
       and (not exists (select 1 from conflict_declarations d where d.call_id = asked_call)
         or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = f.person_id
           and d.seat_id is not null and d.status in ('DECLARED','REQUESTED')))
  ), kept as materialized (select c.application_id, c.person_id from closing_conflicts c where c.application_id = any(asked))
  select e.id, (select count(distinct s.seat_id)::integer from free s
      where (e.id, s.person_id) not in (select k.application_id, k.person_id from kept k))
    from seen_evaluations e where e.id = any(asked) and knows_reasons()
  union all
  select null, (select count(distinct s.seat_id)::integer from free s
      where not exists (select 1 from closing_conflicts k where k.person_id = s.person_id and k.call_id = asked_call))
   where knows_reasons()
$function$;
comment on function seats_with_vote is 'How many seats could vote on these applications of a call, and under null on its ranking, as a number for chair and process owner (art. 5, 7)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.signed_in(asked_token text, asked_day date, in_order text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return (
    with open as (select a.person_id, s.function_id, s.seen_at < now() - interval '5 minutes' as stale
        from sessions s join accounts a on a.id = s.account_id where s.token_sha256 = asked_token and s.ended_at is null and s.since > now() - interval '10 hours'),
      own as (select p.id as "personId", p.display_name as "displayName", f.id as "functionId", f.role,
    coalesce(f.body_id, s.body_id) as "bodyId", f.seat_id as "seatId", b.name as "bodyName", case when f.stands_for is not null then json_build_object('personId', replaced.id,
    'displayName', replaced.display_name, 'act', f.act, 'until', f.ends_on, 'only', case when f.application_id is not null then json_build_object('applicationId', f.application_id,
    'code', (select a.code from applications a where a.id = f.application_id)) end) end as "standsFor"
  from functions f join persons p on p.id = f.person_id
  left join committee_seats s on s.id = f.seat_id
  left join bodies b on b.id = coalesce(f.body_id, s.body_id) left join functions other on other.id = f.stands_for left join persons replaced on replaced.id = other.person_id
 where f.role <> 'OFFICE_HOLDER' and f.starts_on <= cast(asked_day as date) and coalesce(f.ends_on, 'infinity') >= cast(asked_day as date)
  and (f.stands_for is null or exists (select from functions o where o.id = f.stands_for
    and o.starts_on <= cast(asked_day as date) and coalesce(o.ends_on, 'infinity') >= cast(asked_day as date))) and p.id = (select person_id from open) order by array_position(cast(in_order as text[]), f.role), f.stands_for nulls first, f.starts_on, f.id)
    select json_build_object('stale', (select stale from open), 'chosen', (select function_id from open), 'functions', json_agg(own),
        'undecided', case when bool_or(own.role = 'PROCESS_OWNER') then ((select count(*) from outbox where state = 'PARKED') + (select count(*) from database_place where held_since is not null))::int else 0 end)
      from own);
end $function$;
comment on function signed_in is 'The person of an open session with the own functions on that day, in order, which of them is chosen, and how many deliveries wait for a process owner; without functions where there is none';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.ties_to(subject text, people text[])
 RETURNS TABLE(person_id text, personal boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select distinct t.person_id, t.personal from conflict_ties t
    where t.application_id = any(array(select a.id from applications_of(subject) a)) and t.person_id = any(people) $function$;
comment on function ties_to is 'Which of these people are tied to what a decision touches: asked before each decision, and of everybody to whom a task may be given; no page shows it (art. 5; L. 241/1990 art. 6-bis)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.touches_only(subject text, application text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(a.id) = array[application], false) from applications_of(subject) a
$function$;
comment on function touches_only is 'Whether a subject is of this application and of no other: what a substitution that is limited to it lets see and decide';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.untold_instances(asked_keys text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select k.key from unnest(asked_keys) as k (key) where not exists (
    select 1 from process_instances i join engine_identity e on e.engine_id = i.engine_id where i.process_instance_key = k.key)
$function$;
comment on function untold_instances is 'Those of these processes that no job has told of; one that the wall closes to the viewer is told of, and no more is said (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.work_item_seen_by(asked text, people jsonb)
 RETURNS TABLE(place integer)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "concilia.viewer" TO ''
 SET "concilia.role" TO ''
 SET "concilia.body" TO ''
 SET "concilia.seat" TO ''
 SET "concilia.application" TO ''
AS $function$
declare
  one record;
begin
  for one in select p.value, p.ordinality from jsonb_array_elements(people) with ordinality p order by p.ordinality loop
    perform set_config('concilia.viewer', one.value ->> 0, true), set_config('concilia.role', coalesce(one.value ->> 1, ''), true),
      set_config('concilia.body', coalesce(one.value ->> 2, ''), true), set_config('concilia.seat', coalesce(one.value ->> 3, ''), true),
      set_config('concilia.application', coalesce(one.value ->> 4, ''), true);
    if exists (select 1 from work_items where id = asked and ((application_id is null or case when of_evaluation then exists (select 1 from seen_evaluations s where s.id = work_items.application_id offset 0) else exists (select 1 from seen_applications s where s.id = work_items.application_id offset 0) end)
    and (evaluated_call_id is null or evaluated_call_id in (select c.id from seen_calls c)) and case when (select acting_application()) is null then true else touches_only(decides_on, acting_application()) or false end)) then
      place := one.ordinality;
      return next;
    end if;
  end loop;
end $function$;
comment on function work_item_seen_by is 'Of these people in their functions (person, role, body, seat, only application), the places of those to whom the wall shows it (art. 5)';
grant execute to concilia_application; grant execute to concilia_reader;

CREATE OR REPLACE FUNCTION public.written_applications(asked_call text)
 RETURNS TABLE(submitted integer, drafts integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select count(*) filter (where a.status = 'SUBMITTED')::int, count(*) filter (where a.status = 'DRAFT')::int
    from applications a join calls c on c.id = a.call_id
   where c.id = asked_call and c.status = 'PUBLISHED' and a.status in ('DRAFT', 'SUBMITTED') and acting_role() = 'PROCESS_OWNER'
$function$;
comment on function written_applications is 'How many applications of an open call were submitted and how many are being written: whose leads are told of a correction, for the process owner alone';
grant execute to concilia_application; grant execute to concilia_reader;
