import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

/** An engine instance that works for a cycle; `about` names its application, or its project, act or meeting where a task of
 * it tells. */
export interface CycleInstance {
  key: string
  processId: string
  about: string | null
  seenAt: Date
}

type InstanceState = 'ACTIVE' | 'COMPLETED' | 'TERMINATED'

/** People's step at which an instance waits: how many open tasks, and the first of their terms. */
interface AwaitedStep {
  element: string
  count: number
  dueAt: Date | null
}

/** One of any cycle, with how it stands and the open tasks that the viewer may know of: `endedAt` is null while it is active. */
export interface WatchedInstance extends CycleInstance {
  cycleId: string
  cycleCode: string
  state: InstanceState
  endedAt: Date | null
  waits: AwaitedStep[]
}

/** What is asked of a process's instances. */
export interface InstancesAsked extends PageAsked {
  process?: string | undefined
  text?: string | undefined
}

/** The same of all cycles': `element` and `term` are of one open task, `from` and `until` are days of Rome, both counted in, on which
 * it began. */
export interface WatchedAsked extends InstancesAsked {
  state?: InstanceState | undefined
  element?: string | undefined
  term?: 'LATE' | undefined
  from?: string | undefined
  until?: string | undefined
}

/** What an instance `p` is about, its application being `a`. */
export const ABOUT_TEXT = `coalesce(a.code, (select coalesce(j.code, t.title, to_char(m.starts_at at time zone 'Europe/Rome', 'DD/MM/YYYY'))
          from work_items w
          left join projects j on j.id = w.variables ->> 'projectId'
          left join act_proposals t on t.id = w.variables ->> 'actProposalId'
          left join meetings m on m.id = w.variables ->> 'meetingId'
         where w.engine_id = p.engine_id and w.process_instance_key = p.process_instance_key
         order by w.opened_at limit 1))`

/** What the instance `p` is about, as a column; `a` is its application. */
export const ABOUT = `${ABOUT_TEXT} as about`

/* Its open tasks behind their own wall, which may close more than the instance's (art. 5). */
const OPEN = `work_items w
         where w.engine_id = p.engine_id and w.process_instance_key = p.process_instance_key and w.state = 'OPEN'`
const WAITS = `(select jsonb_agg(jsonb_build_object('element', o.element_id, 'count', o.count, 'dueAt', o.due_at) order by o.due_at, o.element_id)
          from (select w.element_id, count(*) as count, min(w.due_at) as due_at from ${OPEN} group by w.element_id) o) as waits`
const waitsFor = (...conditions: readonly string[]): string =>
  `exists (select from ${[OPEN, ...conditions].join(' and ')})`

/* Every cycle's, as jobs have told of them, without what the wall closes. */
const EVERYWHERE = `
select p.process_instance_key as key, p.process_id as "processId", p.seen_at as "seenAt", p.ended_at as "endedAt",
       coalesce(p.outcome, 'ACTIVE') as state, c.id as "cycleId", c.code as "cycleCode", ${ABOUT}, ${WAITS}
  from process_instances p join cycles c on c.id = p.cycle_id left join applications a on a.id = p.application_id
 where p.engine_id = (select e.engine_id from engine_identity e)`

interface Coded {
  cycleId: string | null
  applications: string[]
  projects: string[]
}

/* What bears a code, as far as the viewer may know of it. */
const CODED = `
select (select c.id from cycles c where c.code = upper(:text)) as "cycleId",
       array(select a.id from calls k join applications a on a.call_id = k.id where a.code = upper(:text)) as applications,
       array(select j.id from projects j where j.code = upper(:text)) as projects`

const OF_CYCLE = 'p.cycle_id = :cycleId'
/* Of a project also those of its payments, statements and acts. */
const OF_PROJECT = `p.process_instance_key in (
  with subjects as (
    select unnest(cast(:projects as text[])) as id
    union all select y.id from payments y where y.project_id = any(cast(:projects as text[]))
    union all select s.id from statements s where s.project_id = any(cast(:projects as text[])))
  select i.process_instance_key from process_instances i where i.application_id = any(cast(:applications as text[]))
  union all
  select w.process_instance_key from work_items w where w.subject_id in (
    select s.id from subjects s union all select t.id from act_proposals t join subjects s on s.id = t.subject_id))`
const IN_TEXT = contains('c.code', 'a.title', ABOUT_TEXT)

const inText = (coded: Coded | null): string => {
  if (coded === null) return IN_TEXT
  return coded.cycleId === null ? OF_PROJECT : OF_CYCLE
}

/* Both of one task where both are asked: what waits for it in time is not late by another. */
function filtersOf({ process, state, text, element, term, from, until }: WatchedAsked, coded: Coded | null) {
  const late = term === undefined ? [] : ['w.due_at < network_time()']
  return {
    process: ['p.process_id = :process', process],
    state: [state === 'ACTIVE' ? 'p.outcome is null' : 'p.outcome = :state', state],
    element: [waitsFor('w.element_id = :element', ...late), element],
    term: [element === undefined ? waitsFor(...late) : 'true', term],
    from: [`p.seen_at >= cast(:from as timestamp) at time zone 'Europe/Rome'`, from],
    until: [`p.seen_at < cast(cast(:until as date) + 1 as timestamp) at time zone 'Europe/Rome'`, until],
    text: [inText(coded), text],
  } as const
}

type Row = Omit<WatchedInstance, 'waits'> & {
  waits: (Omit<AwaitedStep, 'dueAt'> & { dueAt: string | null })[] | null
}

/** A page of all cycles' instances, as far as the transaction's viewer may know of them. By text: whoever tells a whole code is
 * answered by key, with what bears it; anything else is looked for in codes, titles and days. */
export async function pageOfInstances(tx: Knex, asked: WatchedAsked): Promise<Page<WatchedInstance>> {
  const coded = asked.text === undefined ? null : await withCode(tx, asked.text)
  const { items, next } = await readPage<Row>(
    tx,
    {
      about: ['process instances everywhere'],
      rows: EVERYWHERE,
      values: { ...coded },
      filters: filtersOf(asked, coded),
      order: { '"seenAt"': 'instant', key: 'text' },
      direction: 'desc',
    },
    asked,
  )
  return { items: items.map(toInstance), next }
}

async function withCode(tx: Knex, text: string): Promise<Coded | null> {
  const { rows } = await tx.raw<{ rows: Coded[] }>(CODED, { text })
  const isFound = ({ cycleId, applications, projects }: Coded): boolean =>
    cycleId !== null || applications.length + projects.length > 0
  return rows.find(isFound) ?? null
}

const toInstance = ({ waits, ...row }: Row): WatchedInstance => ({
  ...row,
  waits: (waits ?? []).map((one) => ({ ...one, dueAt: one.dueAt === null ? null : new Date(one.dueAt) })),
})
