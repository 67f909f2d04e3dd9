import { EVALUATOR_ROLES } from '../../domain/evaluation/expert.ts'
import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface InboxEntry {
  id: string
  element: string
  subjectId: string
  cycleCode: string
  about: string | null
  openedAt: Date
  dueAt: Date | null
}

interface TasksAsked extends PageAsked {
  element?: string | undefined
  text?: string | undefined
}

/* What a task is about is looked up by its key, so that it is asked for the rows of the page alone. */
const PROJECT = `from projects p where p.id = w.variables ->> 'projectId'`
const PROJECT_CODE = `(select p.code ${PROJECT})`
const APPLICATION = `(select a.code || ' · ' || a.title from applications a
  where a.id = coalesce(w.application_id, (select p.application_id ${PROJECT})))`

const OPEN_TASKS = `
select w.id, w.element_id as element, w.subject_id as "subjectId", c.code as "cycleCode",
       coalesce(${APPLICATION}, ${PROJECT_CODE}) as about, w.opened_at as "openedAt", w.due_at as "dueAt"
  from work_items w
  join cycles c on c.id = w.cycle_id
 where w.state = 'OPEN'
   and (w.person_id = :viewer and acting_role() = any(cast(:evaluators as text[]))
     or w.person_id is null and (w.role = acting_role() and (w.body_id is null or w.body_id = acting_body())
       or w.chair_too and exists (
         select 1 from committee_seats s where s.id = acting_seat() and s.chair)))`

const FIRST_DUE = {
  [`coalesce("dueAt", 'infinity')`]: 'instant',
  '"openedAt"': 'instant',
  id: 'text',
} as const

/** The open tasks that a person may do in the function acted in: named to the person, to the role (for that body), or to
 * the chair too. First due first, those without a term last. */
export function createInboxReadModel(asViewer: AsViewer) {
  const own = ({ personId }: Viewer) => ({ viewer: personId, evaluators: [...EVALUATOR_ROLES] })
  const read = (viewer: Viewer, { element, id, text, ...page }: TasksAsked & { id?: string }) =>
    asViewer(viewer, (tx: Knex) =>
      readPage<InboxEntry>(
        tx,
        {
          about: ['inbox'],
          rows: OPEN_TASKS,
          values: own(viewer),
          filters: {
            element: ['w.element_id = :element', element],
            id: ['w.id = :id', id],
            text: [contains('c.code', APPLICATION, PROJECT_CODE), text],
          },
          order: FIRST_DUE,
        },
        page,
      ),
    )
  return {
    /** How many there are. */
    count: (viewer: Viewer): Promise<number> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { count: number }[] }>(
          `select count(*) as count from (${OPEN_TASKS}) open`,
          own(viewer),
        )
        return rows[0]?.count ?? 0
      }),

    /** A page of them. */
    openTasks: (viewer: Viewer, asked: TasksAsked = {}): Promise<Page<InboxEntry>> => read(viewer, asked),

    /** One of them; null where it is not open to the person. */
    find: async (viewer: Viewer, id: string): Promise<InboxEntry | null> =>
      (await read(viewer, { id })).items[0] ?? null,
  }
}
