import { demoPersonId } from '../../../app/demo/network-ids.ts'
import { RANKED_CALL, SCORED_CALL, idSql } from './shape.ts'
import type { Shape } from './shape.ts'

interface Tasks {
  element: string
  role: string
  /** Rows with number, cycle_id, subject_id, person_id, body_id, application_id, of_evaluation, variables. */
  of: string
  done?: true
}

const OF_PROJECT = `p.cycle_id, null::text as person_id, a.lead_body_id as body_id, null::text as application_id, false as of_evaluation`
const OF_OFFICE = `p.cycle_id, null::text as person_id, null::text as body_id, null::text as application_id, false as of_evaluation`
const PROJECTS = `projects p join applications a on a.id = p.application_id`
const about = (...names: string[]): string =>
  `jsonb_build_object('cycleId', p.cycle_id, 'projectId', p.id${names.map((name) => `, ${name}`).join('')}) as variables`

const sheets = (call: number, status: string): string => `
select right(s.id, 9)::bigint as number, k.cycle_id, s.id as subject_id, s.person_id, null::text as body_id, s.application_id, true as of_evaluation,
       jsonb_build_object('cycleId', k.cycle_id, 'applicationId', s.application_id, 'scoringId', s.id, 'scoringDueAt', now() + interval '20 days') as variables
  from scorings s join calls k on k.id = s.call_id where s.call_id = ${idSql('CAA', String(call))} and s.status = '${status}'`

const ofPayments = (status: string, columns: string): string => `
select right(y.id, 22)::bigint as number, y.id as subject_id, ${columns}, ${about("'paymentId', y.id", "'trancheId', y.tranche_id", "'requiredChecks', jsonb_build_array('DURC')")}
  from payments y join ${PROJECTS} on p.id = y.project_id where y.status = '${status}'`

const ofProjects = (columns: string): string => `
select right(p.id, 22)::bigint as number, p.id as subject_id, ${columns}, ${about()} from ${PROJECTS}`

const ofStatements = (where: string, columns: string): string => `
select right(s.id, 22)::bigint as number, s.id as subject_id, ${columns}, ${about("'statementId', s.id")}
  from statements s join ${PROJECTS} on p.id = s.project_id where ${where}`

const ofActs = `
select right(p.id, 22)::bigint as number, p.id as subject_id, ${OF_OFFICE}, jsonb_build_object('cycleId', p.cycle_id, 'actProposalId', p.id) as variables
  from act_proposals p where p.status = 'PROPOSED'`

/* A second notice of the cycle, which its process owner is writing. */
const CALL_TO_PREPARE = `
select 1::bigint as number, c.id as cycle_id, c.id as subject_id, null::text as person_id, null::text as body_id, null::text as application_id,
       false as of_evaluation, jsonb_build_object('cycleId', c.id) as variables from cycles c where c.id = ${idSql('CYC', '1')}`
const TAKEN = `update work_items set taken_by = '${demoPersonId('PROCESS_OWNER')}', taken_at = now() where element_id = 'Task_PrepareCall'`

/* An application's admissibility, so many that the rows of tasks are as many as told. */
const admissibility = (most: number): string => `
select right(a.id, 22)::bigint as number, a.id as subject_id, k.cycle_id, null::text as person_id, null::text as body_id, a.id as application_id,
       false as of_evaluation, jsonb_build_object('cycleId', k.cycle_id, 'applicationId', a.id, 'admissibilityRoute', 'ADMIT') as variables
  from applications a join calls k on k.id = a.call_id
 order by a.id limit greatest(0, ${most} - (select count(*) from work_items))`

const kinds: readonly Tasks[] = [
  { element: 'Task_ScoreApplication', role: 'COMMITTEE_MEMBER', of: sheets(SCORED_CALL, 'REQUESTED') },
  { element: 'Task_RequestPayment', role: 'ALLIANCE_LEAD', of: ofPayments('OPEN', OF_PROJECT) },
  { element: 'Task_ApprovePaymentOffice', role: 'CASE_OFFICER', of: ofPayments('REQUESTED', OF_OFFICE) },
  { element: 'Task_ApprovePaymentFinance', role: 'FINANCE', of: ofPayments('OFFICE_APPROVED', OF_OFFICE) },
  {
    element: 'Task_VerifyStatement',
    role: 'CASE_OFFICER',
    of: ofStatements(`s.status = 'SUBMITTED'`, OF_OFFICE),
  },
  { element: 'Task_RecordAct', role: 'PROCESS_OWNER', of: ofActs },
  { element: 'Task_RecordAgreement', role: 'ALLIANCE_LEAD', of: ofProjects(OF_PROJECT), done: true },
  { element: 'Task_RecordCommitment', role: 'FINANCE', of: ofProjects(OF_OFFICE), done: true },
  {
    element: 'Task_SubmitStatement',
    role: 'ALLIANCE_LEAD',
    of: ofStatements('true', OF_PROJECT),
    done: true,
  },
  { element: 'Task_PrepareCall', role: 'PROCESS_OWNER', of: CALL_TO_PREPARE },
]

/* The instance that it is of: its application's, its project's, or one that nothing else tells of. */
const INSTANCE = `coalesce((20000000 + right(t.application_id, 22)::bigint)::text,
         (10000000 + right(t.variables ->> 'projectId', 22)::bigint)::text, (9000000000 + t.number)::text)`

function insert({ element, role, of, done }: Tasks, kind: number): string {
  const work = `
insert into work_items (id, engine_id, element_instance_key, process_instance_key, element_id, cycle_id, subject_id, role, chair_too, person_id,
       body_id, application_id, of_evaluation, variables, state, due_at, opened_at)
select '0TSK' || lpad('${kind}', 2, '0') || lpad(t.number::text, 20, '0'), e.engine_id, (${kind} * 1000000000::bigint + t.number)::text,
       ${INSTANCE}, '${element}', t.cycle_id, t.subject_id, '${role}', false, t.person_id, t.body_id, t.application_id, t.of_evaluation,
       t.variables, 'OPEN', now() + make_interval(days => (t.number % 60)::int - 2, hours => 1), now() - interval '5 days' - make_interval(secs => t.number % 86400)
  from (${of}) t cross join engine_identity e`
  const completed = `update work_items set state = 'COMPLETED', ended_at = opened_at + interval '1 day' where element_id = '${element}' and state = 'OPEN'`
  return done === undefined ? work : `${work};${completed}`
}

const handedIn = (most: number): string => `${sheets(RANKED_CALL, 'SCORED')} order by s.id limit ${most}`

const instances = `
insert into process_instances (engine_id, process_instance_key, process_id, cycle_id, application_id, seen_at)
select e.engine_id, (20000000 + right(a.id, 22)::bigint)::text, 'application-review', k.cycle_id, a.id,
       now() - make_interval(mins => right(a.id, 22)::int)
  from applications a join calls k on k.id = a.call_id cross join engine_identity e
union all
select e.engine_id, (10000000 + right(p.id, 22)::bigint)::text, 'alliance-project', p.cycle_id, null,
       now() - make_interval(mins => right(p.id, 22)::int) from projects p cross join engine_identity e
union all
select e.engine_id, (1000 + right(c.id, 22)::bigint)::text, 'grant-cycle', c.id, null, now() from cycles c cross join engine_identity e`

/* The engine's rows of the same instances: what runs or waits for people is alive, the rest is history. */
const engine = `
insert into engine.instances (key, root_key, process_id, resource_key, started_at, ended_at, outcome)
select i.process_instance_key::bigint, i.process_instance_key::bigint, i.process_id, r.key, i.seen_at,
       case when o.over then now() end, case when o.over then 'COMPLETED' end
  from process_instances i cross join lateral (select i.process_id = 'application-review' and not exists (
         select from work_items w where w.process_instance_key = i.process_instance_key and w.engine_id = i.engine_id and w.state = 'OPEN') as over) o
  join engine.resources r on r.kind = 'PROCESS' and r.id = i.process_id`

/* Mails: almost all were delivered, some wait for a person. */
const outbox = ({ workItems }: Shape): string => `
insert into outbox (id, cycle_id, stream, kind, payload, state, attempts, created_at)
select ${idSql('XTB', 'n')}, ${idSql('CYC', '1')}, 'mail-' || n, 'MAIL',
       jsonb_build_object('to', jsonb_build_array('ente' || n || '@misura.example'), 'subject', 'Avviso', 'text', repeat('Testo. ', 40)), 'PENDING', 1, now() - interval '9 days'
  from generate_series(1, ${workItems / 4}) n;
update outbox set state = 'PARKED', last_error = 'Indirizzo inesistente.' where right(id, 1) = '7';
update outbox set state = 'SENT', sent_at = created_at where state = 'PENDING';
update outbox set state = 'RECEIVED', received_at = sent_at where state = 'SENT'`

/** Tasks, open and done, the instances that they are of, and mails. */
export const workSteps = (shape: Shape): Record<string, string> => ({
  work_items: [...kinds.map(insert), TAKEN].join(';'),
  'work_items, done': [
    insert(
      { element: 'Task_ScoreApplication', role: 'COMMITTEE_MEMBER', of: handedIn(shape.workItems / 4) },
      11,
    ),
    `update work_items set state = 'COMPLETED', ended_at = opened_at + interval '1 day'
      where id like '0TSK11%'`,
    insert(
      {
        element: 'Task_DecideAdmissibility',
        role: 'CASE_OFFICER',
        of: admissibility(shape.workItems),
        done: true,
      },
      12,
    ),
  ].join(';'),
  process_instances: instances,
  'engine.instances': engine,
  outbox: outbox(shape),
})
