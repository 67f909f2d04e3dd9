import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import type { IncidentRetry } from './process-read-model.ts'
import { ABOUT_TEXT } from './watched-instances.ts'

/** A step that stands still, as the engine tells it; its process and cycle where no job has told of its instance. */
export interface OpenIncident {
  key: string
  processInstanceKey: string
  elementId: string
  jobKey: string | null
  code: string
  kind: string
  sentence: string
  createdAt: Date
  untold: { processId: string; cycleId: string } | null
}

/** The same with what it is of, and who let it go on already. */
export interface StoppedStep extends Omit<OpenIncident, 'untold'> {
  processId: string
  about: string | null
  cycleId: string
  cycleCode: string
  retry: { by: string; at: string; reason: string } | null
}

/* Who let a step of any cycle go on. */
interface RetryAnywhere extends IncidentRetry {
  about: string | null
  cycleId: string
  cycleCode: string
}

/** Which of the steps are asked for. */
export interface StoppedAsked extends PageAsked {
  process?: string | undefined
  kind?: string | undefined
  text?: string | undefined
  /** Only what stands still since then, or longer. */
  since?: Date | undefined
}

const PRESENT = '(select e.engine_id from engine_identity e)'
const PROCESS = `coalesce(p.process_id, i.untold ->> 'processId')`

/* Of what no job has told our rows do not know which application or call it is about: a review is told on the cycle's page alone, as
   closed, and an evaluation or a meeting here to whom the wall closes no call of the cycle (art. 5). */
const isOpenUntold = (processId: string) =>
  `${processId} <> 'application-review' and (${processId} not in ('evaluation','meeting') or not exists (
        select from calls k where k.cycle_id = c.id and k.id not in (select s.id from seen_calls s)))`

/* What the wall closes to the viewer has no row, and so no cycle. */
const STOPPED = `
  from jsonb_to_recordset(cast(:incidents as jsonb)) as i (key text, "processInstanceKey" text, "elementId" text, "jobKey" text,
         code text, kind text, sentence text, "createdAt" timestamptz, untold jsonb)
  left join process_instances p on p.engine_id = ${PRESENT} and p.process_instance_key = i."processInstanceKey"
  join cycles c on c.id = coalesce(p.cycle_id, i.untold ->> 'cycleId')
  left join applications a on a.id = p.application_id
  left join incident_retries r on r.engine_id = ${PRESENT} and r.incident_key = i.key
  left join persons n on n.id = r.retried_by
 where (p.process_instance_key is not null or ${isOpenUntold(PROCESS)})`

const STEPS = `
select i.key, i."processInstanceKey", i."elementId", i."jobKey", i.code, i.kind, i.sentence, i."createdAt",
       ${PROCESS} as "processId", ${ABOUT_TEXT} as about, c.id as "cycleId", c.code as "cycleCode",
       case when r.incident_key is not null then jsonb_build_object('by', n.display_name, 'at', r.retried_at, 'reason', r.reason) end as retry
  ${STOPPED}`

const COUNTS = `select ${PROCESS} as "processId", count(*)::int as stopped ${STOPPED} group by 1`

/* A step is told only of an instance that the viewer may know of. */
const RETRIES = `
select r.incident_key as "incidentKey", r.process_instance_key as "processInstanceKey", r.process_id as "processId",
       r.element_id as "elementId", r.code, r.reason, n.display_name as by, r.retried_at as at, ${ABOUT_TEXT} as about,
       c.id as "cycleId", c.code as "cycleCode"
  from incident_retries r
  left join process_instances p on p.engine_id = r.engine_id and p.process_instance_key = r.process_instance_key
  join cycles c on c.id = r.cycle_id join persons n on n.id = r.retried_by
  left join applications a on a.id = p.application_id
 where r.engine_id = ${PRESENT}
   and (p.process_instance_key is not null or exists (select from untold_instances(array[r.process_instance_key]))
        and ${isOpenUntold('r.process_id')})`

/** Steps that stand still, of any cycle, as far as the viewer may know of them (art. 5): the engine's incidents with what our own
 * rows say of their instances. */
export function createIncidentReadModel(asViewer: AsViewer) {
  return {
    /** A page of these incidents, the oldest first; by text: cycle, project, act or meeting. */
    among: (
      viewer: Viewer,
      incidents: readonly OpenIncident[],
      asked: StoppedAsked = {},
    ): Promise<Page<StoppedStep>> => asViewer(viewer, (tx) => pageOfSteps(tx, incidents, asked)),

    /** The same counted, for each process that has one. */
    counts: (viewer: Viewer, incidents: readonly OpenIncident[]) =>
      asViewer(viewer, async (tx) => {
        const told = { incidents: JSON.stringify(incidents) }
        return (await tx.raw<{ rows: { processId: string; stopped: number }[] }>(COUNTS, told)).rows
      }),

    /** Those of these instances that no job has told of: of them our rows do not know whom the wall closes them to. */
    untold: (viewer: Viewer, keys: readonly string[]): Promise<string[]> =>
      asViewer(viewer, async (tx) => {
        const sql = 'select u.key from untold_instances(cast(:keys as text[])) as u (key)'
        return (await tx.raw<{ rows: { key: string }[] }>(sql, { keys })).rows.map(({ key }) => key)
      }),

    /** A page of the steps of all cycles that people let go on, latest first. */
    retries: (viewer: Viewer, page: PageAsked = {}): Promise<Page<RetryAnywhere>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['incident retries everywhere'],
            rows: RETRIES,
            values: {},
            order: { at: 'instant', '"incidentKey"': 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),
  }
}

const pageOfSteps = (
  tx: Knex,
  incidents: readonly OpenIncident[],
  { process, kind, text, since, ...page }: StoppedAsked,
): Promise<Page<StoppedStep>> =>
  readPage(
    tx,
    {
      about: ['stopped steps everywhere'],
      rows: STEPS,
      values: { incidents: JSON.stringify(incidents) },
      filters: {
        process: [`${PROCESS} = :process`, process],
        kind: ['i.kind = :kind', kind],
        text: [contains('c.code', 'a.title', ABOUT_TEXT), text],
        since: ['i."createdAt" <= cast(:since as timestamptz)', since?.toISOString()],
      },
      order: { '"createdAt"': 'instant', key: 'text' },
    },
    page,
  )
