import type { Knex } from 'knex'
import { ACT_STAGE } from '../act/act-stage.ts'
import type { CycleStage } from '../../domain/cycle/stages.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* Of which stage each user task is, where its element says so; of meetings and acts their own rows say it. */
type StageOfElement = Readonly<Record<string, CycleStage>>

/* Of which year of Rome figures are asked; of every year where none is. */
interface FiguresAsked {
  year?: number | undefined
  stages: StageOfElement
}

/** A stage of a cycle: from when to when (null: still under way), and its time within the years asked, in seconds. Every moment
 * is counted once: `late`, where a term of a task or of the stage was past; else `working`, where a task was open to the offices or
 * to the committee; else `waiting`, for leads, bodies, the Region, or for a day. */
export interface StageTime {
  stage: CycleStage
  cycleId: string
  cycleCode: string
  begunAt: Date
  endedAt: Date | null
  working: number
  waiting: number
  late: number
}

/** The tasks of a stage that a function completed in the years asked: how many, how many after their term, and the medians, in
 * seconds, of how long they waited to be taken and were in somebody's hands. */
export interface TaskTime {
  stage: CycleStage
  role: Role
  completed: number
  late: number
  untaken: number
  inHands: number
}

/* The most cycles that figures are of, the last that were opened. */
const MOST_CYCLES = 20

/* A day ends at its last second in Rome. */
const afterDay = (day: string): string => `cast(${day} + 1 as timestamp) at time zone 'Europe/Rome'`
const answeredOn = (planVersion: string): string =>
  `(select max(s.answered_at) from submissions s where s.kind = 'PLAN' and s.subject_id = ${planVersion})`

/* The cycles that lived in the years asked. Where a conflict closes the evaluation of one of its calls to the viewer, nothing of that
   stage of the cycle is timed (art. 5). */
const CYCLES = `
asked as (select tstzrange(make_timestamptz(:year, 1, 1, 0, 0, 0, 'Europe/Rome'), make_timestamptz(:year + 1, 1, 1, 0, 0, 0, 'Europe/Rome')) as span),
shown as (
  select c.id, c.code, c.opened_at, c.closed_at, c.guidance_due_on from cycles c cross join asked
   where tstzrange(c.opened_at, c.closed_at, '[]') && asked.span order by c.opened_at desc, c.id limit ${MOST_CYCLES}),
shut as (select k.cycle_id from calls k where k.status = 'CLOSED' and k.id not in (select s.id from seen_calls s))`

/* Open tasks last until now. What was asked of one person was in that person's hands from the beginning. A meeting and an act are
   looked up by their key, each for its task: joined, they are read whole for each. */
const TASKS = `
staged as (select * from unnest(cast(:elements as text[]), cast(:stages as text[])) as staged (element, stage)),
tasks as (
  select w.cycle_id, w.role, w.state, w.opened_at, w.due_at, coalesce(w.ended_at, network_time()) as until,
         case when w.person_id is null then coalesce(w.taken_at, w.ended_at, network_time()) else w.opened_at end as taken_at,
         coalesce(g.stage, (select m.stage from known_meetings m where m.id = w.subject_id),
           (select ${ACT_STAGE} from act_proposals p where p.id = w.subject_id), 'PROJECTS') as stage
    from work_items w join shown c on c.id = w.cycle_id left join staged g on g.element = w.element_id),
told as (select t.* from tasks t where t.opened_at <= t.until and (t.stage <> 'EVALUATION' or t.cycle_id not in (select s.cycle_id from shut s)))`

/* From what begins a stage to what ends it, by the rows of its things: of each its own term, where the cycle or the call has one. */
const SPANS = `
spans as (
  select c.id as cycle_id, 'GUIDANCE' as stage, c.opened_at as begun, ${afterDay('c.guidance_due_on')} as due,
         (select min(x.effective_at) from act_proposals p join acts x on x.proposal_id = p.id
           where p.cycle_id = c.id and p.kind = 'GUIDANCE_ADOPTION') as ended
    from shown c
  union all
  select w.cycle_id, 'CALL', w.opened_at, null, w.ended_at from work_items w where w.element_id = 'Task_PrepareCall'
  union all
  select k.cycle_id, 'CALL', p.proposed_at, null, case when k.status in ('CLOSED','DESERTED') then k.closes_at end
    from calls k join act_proposals p on p.kind = 'CALL_NOTICE' and p.subject_id = k.id
  union all
  select k.cycle_id, 'EVALUATION', k.closes_at,
         ${afterDay(`(k.closes_at at time zone 'Europe/Rome')::date + (k.configuration #>> '{terms,conclusionDays,value}')::int + k.suspended_days`)}, k.outcome_published_at
    from calls k where k.status = 'CLOSED' and k.cycle_id not in (select s.cycle_id from shut s)
  union all
  select v.cycle_id, 'PLAN', v.drawn_up_at, null,
         case when v.status in ('VALIDATED','SUPERSEDED') then ${answeredOn('v.id')} end
    from plan_versions v
  union all
  select j.cycle_id, 'PROJECTS', ${answeredOn('j.plan_version_id')}, null, j.closed_at from projects j
  union all
  select j.cycle_id, 'FINAL_RETURN', max(j.closed_at), null, (select min(s.received_at) from submissions s where s.kind = 'FINAL_RETURN' and s.cycle_id = j.cycle_id)
    from projects j group by j.cycle_id having bool_and(j.closed_at is not null))`

const STAGES = `
with ${CYCLES}, ${TASKS}, ${SPANS},
known as (
  select s.cycle_id, s.stage, s.begun, s.due, coalesce(s.ended, c.closed_at) as ended, coalesce(s.ended, c.closed_at, network_time()) as until
    from spans s join shown c on c.id = s.cycle_id),
lived as materialized (
  select k.cycle_id, k.stage, min(k.begun) as begun, case when bool_and(k.ended is not null) then max(k.ended) end as ended,
         range_agg(tstzrange(k.begun, k.until)) * (select tstzmultirange(a.span) from asked a) as spent,
         coalesce(range_agg(tstzrange(greatest(k.begun, k.due), k.until)) filter (where k.due < k.until), '{}') as overdue
    from known k where k.begun <= k.until group by k.cycle_id, k.stage),
turns as materialized (
  select t.cycle_id, t.stage, range_agg(tstzrange(t.opened_at, t.until)) filter (where t.role not in ('ALLIANCE_LEAD','NETWORK_MEMBER')) as ours,
         range_agg(tstzrange(greatest(t.due_at, t.opened_at), t.until)) filter (where t.due_at < t.until) as late
    from told t group by t.cycle_id, t.stage),
parts as (
  select l.*, l.spent * (l.overdue + coalesce(t.late, '{}')) as late, coalesce(t.ours, '{}') as ours
    from lived l left join turns t on t.cycle_id = l.cycle_id and t.stage = l.stage where not isempty(l.spent))
select p.stage, c.id as "cycleId", c.code as "cycleCode", p.begun as "begunAt", p.ended as "endedAt",
       ${seconds('p.late')} as late, ${seconds('p.spent * p.ours - p.late')} as working, ${seconds('p.spent - p.ours - p.late')} as waiting
  from parts p join shown c on c.id = p.cycle_id order by c.opened_at, c.id`

const FUNCTIONS = `
with ${CYCLES}, ${TASKS}
select t.stage, t.role, count(*)::int as completed, (count(*) filter (where t.until > t.due_at))::int as late,
       ${median('t.taken_at - t.opened_at')} as untaken, ${median('t.until - t.taken_at')} as "inHands"
  from told t cross join asked where t.state = 'COMPLETED' and t.until <@ asked.span group by t.stage, t.role order by t.role`

const FIRST_YEAR = `select extract(year from min(c.opened_at) at time zone 'Europe/Rome')::int as year from cycles c`

function seconds(times: string): string {
  return `(select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)::float8 from unnest(${times}) r)`
}

function median(time: string): string {
  return `percentile_cont(0.5) within group (order by extract(epoch from ${time}))`
}

/** What is asked of one database about times, as the viewer of the transaction may know of them. */
export function createFigureStore(tx: Knex) {
  const read = async <T>(sql: string, { year, stages }: FiguresAsked): Promise<T[]> => {
    const values = { year: year ?? null, elements: Object.keys(stages), stages: Object.values(stages) }
    return (await tx.raw<{ rows: T[] }>(sql, values)).rows
  }
  return {
    /** The stages that lasted in the years asked, cycle by cycle, in no order of stages. */
    stages: (asked: FiguresAsked): Promise<StageTime[]> => read<StageTime>(STAGES, asked),

    /** The year of Rome in which the first cycle was opened; null before it. */
    firstYear: async (): Promise<number | null> => {
      const { rows } = await tx.raw<{ rows: { year: number | null }[] }>(FIRST_YEAR)
      return rows[0]?.year ?? null
    },

    /** The tasks that were completed in the years asked. */
    tasks: (asked: FiguresAsked): Promise<TaskTime[]> => read<TaskTime>(FUNCTIONS, asked),
  }
}

/** How long the stages of the cycles took and where time went, for whoever watches (art. 6). */
export function createFigureReadModel(asViewer: AsViewer) {
  return {
    stages: (viewer: Viewer, asked: FiguresAsked): Promise<StageTime[]> =>
      asViewer(viewer, (tx) => createFigureStore(tx).stages(asked)),

    firstYear: (viewer: Viewer): Promise<number | null> =>
      asViewer(viewer, (tx) => createFigureStore(tx).firstYear()),

    tasks: (viewer: Viewer, asked: FiguresAsked): Promise<TaskTime[]> =>
      asViewer(viewer, (tx) => createFigureStore(tx).tasks(asked)),
  }
}
