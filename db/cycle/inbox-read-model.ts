import { barringArticle } from '../../domain/evaluation/may-act.ts'
import type { Matter, TieKind } from '../../domain/evaluation/may-act.ts'
import { mayEvaluate } from '../../domain/evaluation/expert.ts'
import type { Hold } from '../../domain/cycle/lifecycle.ts'
import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Listing, Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface InboxEntry {
  id: string
  element: string
  subjectId: string
  cycleCode: string
  about: string | null
  openedAt: Date
  dueAt: Date | null
  hold: Hold
  /** Who has taken it, and since when; null while it is free, or asked of one person. */
  takenBy: string | null
  takenAt: Date | null
  /** The article by which a conflict keeps the viewer, who has taken it, from deciding it; null where none does (art. 5; L. 241/1990
   * art. 6-bis). */
  barred: string | null
}
/* How the viewer is tied to what is decided with it. */
interface TiedRow extends Omit<InboxEntry, 'barred'> {
  decides: Matter | null
  tie: TieKind | null
}

interface TasksAsked extends PageAsked {
  element?: string | undefined
  hold?: Hold | undefined
  text?: string | undefined
}

/* What a task is about is looked up by its key, so that it is asked for the rows of the page alone. Behind the wall only a plain
   column finds a row by its key. */
const PROJECT = `from projects p where p.id = w.variables ->> 'projectId'`
const PROJECT_CODE = `(select p.code ${PROJECT})`
const APPLICATION = `(select a.code || ' · ' || a.title
  from (select coalesce(w.application_id, (select p.application_id ${PROJECT})) as id offset 0) about
  join applications a on a.id = about.id)`

const HOLD = `case when :viewer in (w.person_id, w.taken_by) or w.taken_by = :replaced then 'MINE' when w.taken_by is null then 'FREE' else 'OTHERS' end`

/* Asked of one task, or of those that the viewer has taken: no other that is barred is listed. */
const TIE = `(select case when b.personal then 'PERSONAL' else 'SEAT' end from barred_to_viewer() b
  where b.matter = w.decides and b.subject_id = w.decides_on)`

const shown = (tie: string): string => `
select w.id, w.element_id as element, w.subject_id as "subjectId", c.code as "cycleCode",
       coalesce(${APPLICATION}, ${PROJECT_CODE}) as about, w.opened_at as "openedAt", w.due_at as "dueAt",
       ${HOLD} as hold, h.display_name as "takenBy", w.taken_at as "takenAt", w.decides, ${tie} as tie
  from work_items w
  join cycles c on c.id = w.cycle_id
  left join lateral (select p.display_name from persons p where p.id = w.taken_by offset 0) h on true
 where w.state = 'OPEN'`

/* Asked of the function, of the function in its body, of the person, of the chair too: an index gives each in order, and no task is
   two of these. What nobody can ask of the viewer is not looked for. */
const askedOf = ({ role, bodyId, seatId }: Viewer): string[] => [
  `w.person_id is null and w.role = acting_role() and w.body_id is null`,
  ...(bodyId === null
    ? []
    : [`w.person_id is null and w.role = acting_role() and w.body_id = acting_body()`]),
  ...(mayEvaluate(role) ? [`w.person_id = :viewer`] : []),
  ...(seatId === null ? [] : [CHAIR_TOO]),
]
const CHAIR_TOO = `w.person_id is null and w.chair_too and acting_chair()
   and (w.role <> acting_role() or w.body_id <> coalesce(acting_body(), ''))`

const openTasks = (viewer: Viewer, tie: string, and = ''): string[] =>
  askedOf(viewer).map((of) => `${shown(tie)} and ${of}${and}`)

/* What a conflict bars the viewer from is nobody's to offer; what the viewer has taken before stays, and is told as no longer the
   viewer's. The subjects are asked once, not for each task. */
const NOT_BARRED = `(w.decides is null or (w.decides, w.decides_on) not in (select b.matter, b.subject_id from barred_to_viewer() b))`
const offered = (viewer: Viewer): string[] =>
  openTasks(
    viewer,
    `case when w.taken_by = :viewer then ${TIE} end`,
    ` and (${NOT_BARRED} or w.taken_by = :viewer)`,
  )

/* What has been taken, of every function: who may set it free (art. 5, 8) sees as much of it as the wall shows. */
const TAKEN_TASKS = `${shown('cast(null as text)')} and w.taken_by is not null and ${NOT_BARRED}
   and (acting_role() = 'PROCESS_OWNER' or (w.application_id is not null or w.evaluated_call_id is not null)
     and acting_chair())`

const FIRST_DUE = {
  [`coalesce("dueAt", 'infinity')`]: 'instant',
  '"openedAt"': 'instant',
  id: 'text',
} as const

/* Who asks, and in whose place. */
const hands = ({ personId, standsFor }: Viewer) => ({
  viewer: personId,
  replaced: standsFor?.personId ?? null,
})

const toEntry = ({ decides, tie, ...row }: TiedRow): InboxEntry => ({
  ...row,
  barred: decides === null || tie === null ? null : barringArticle(decides, [tie]),
})

/** The open tasks that a person may do in the function acted in: named to the person, to the role (for that body), or to
 * the chair too. First due first, those without a term last. */
export function createInboxReadModel(asViewer: AsViewer) {
  const read = (
    viewer: Viewer,
    { rows, id }: { rows: readonly string[]; id?: string },
    { element, hold, text, ...page }: TasksAsked,
  ) =>
    list(viewer, page, {
      ...{ about: ['inbox'], rows, values: hands(viewer), order: FIRST_DUE },
      filters: {
        element: ['w.element_id = :element', element],
        hold: [`${HOLD} = :hold`, hold],
        id: ['w.id = :id', id],
        text: [contains('c.code', APPLICATION, PROJECT_CODE), text],
      },
    })
  const list = async (viewer: Viewer, page: PageAsked, of: Listing): Promise<Page<InboxEntry>> => {
    const { items, next } = await asViewer(viewer, (tx: Knex) => readPage<TiedRow>(tx, of, page))
    return { items: items.map(toEntry), next }
  }
  return {
    /** How many there are. */
    count: (viewer: Viewer): Promise<number> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { count: number }[] }>(
          `select count(*) as count from (${offered(viewer).join(' union all ')}) open`,
          hands(viewer),
        )
        return rows[0]?.count ?? 0
      }),

    /** A page of them. */
    openTasks: (viewer: Viewer, asked: TasksAsked = {}): Promise<Page<InboxEntry>> =>
      read(viewer, { rows: offered(viewer) }, asked),

    /** A page of the tasks that somebody has taken, for who may set them free; nobody else is shown any. By text: who has
     * it, or what it is about. */
    taken: (
      viewer: Viewer,
      { text, ...page }: PageAsked & { text?: string | undefined } = {},
    ): Promise<Page<InboxEntry>> =>
      list(viewer, page, {
        ...{ about: ['taken'], rows: TAKEN_TASKS, values: hands(viewer), order: FIRST_DUE },
        filters: { text: [contains('h.display_name', 'c.code', APPLICATION, PROJECT_CODE), text] },
      }),

    /** One of them, also where a conflict bars from it; null where it is not open to the person. */
    find: async (viewer: Viewer, id: string): Promise<InboxEntry | null> =>
      (await read(viewer, { rows: openTasks(viewer, TIE), id }, {})).items[0] ?? null,
  }
}
