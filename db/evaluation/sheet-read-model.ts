import type { Knex } from 'knex'
import { atOnce } from '../../domain/shared/at-once.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** One of the sheets that are asked of a person: `typed` is what is kept of it and not sent, `centipoints` the sum of what was. */
interface OwnSheet {
  id: string
  status: 'REQUESTED' | 'SCORED'
  applicationId: string
  code: string
  title: string
  /** Null until its task has opened. */
  taskId: string | null
  dueAt: Date | null
  typed: unknown
  savedAt: Date | null
  scoredAt: Date | null
  centipoints: number | null
}

interface SheetsAsked extends PageAsked {
  status?: OwnSheet['status'] | undefined
  text?: string | undefined
}

/** The own sheets of a call, and how many of them are to do, kept as drafts, handed in. */
interface OwnSheets {
  sheets: Page<OwnSheet>
  progress: { toScore: number; drafts: number; done: number }
}

const OWN = `
select s.id, s.status, s.application_id as "applicationId", a.code, a.title, w.id as "taskId", w.due_at as "dueAt", d.typed, d.saved_at as "savedAt",
       s.scored_at as "scoredAt", (select sum(x.centipoints)::int from scores x where x.scoring_id = s.id) as centipoints, coalesce(a.code, '') as place
  from scorings s join applications a on a.id = s.application_id
  left join work_items w on w.subject_id = s.id and w.element_id = 'Task_ScoreApplication' and w.person_id = s.person_id
  left join task_drafts d on d.work_item_id = w.id and d.person_id = s.person_id and s.status = 'REQUESTED'
 where s.call_id = :callId and a.call_id = :callId and s.person_id = :viewer and s.status in ('REQUESTED', 'SCORED')`

/** The sheets of whoever evaluates (art. 6). */
export function createSheetReadModel(asViewer: AsViewer) {
  return {
    /** A page of the own sheets of a call, by code. */
    ofCall: (
      viewer: Viewer,
      callId: string,
      { status, text, ...page }: SheetsAsked = {},
    ): Promise<OwnSheets> =>
      asViewer(viewer, (tx) =>
        atOnce({
          sheets: readPage<OwnSheet>(
            tx,
            {
              about: ['own sheets', callId, viewer.personId],
              rows: OWN,
              values: { callId, viewer: viewer.personId },
              filters: {
                status: ['s.status = :status', status],
                text: [contains('a.code', 'a.title'), text],
              },
              order: { place: 'text', '"applicationId"': 'text' },
            },
            page,
          ),
          progress: progressOf(tx, callId),
        }),
      ),
  }
}

async function progressOf(tx: Knex, callId: string): Promise<OwnSheets['progress']> {
  const { rows } = await tx.raw<{ rows: OwnSheets['progress'][] }>(
    `select to_score as "toScore", drafts, done from own_progress(:callId)`,
    { callId },
  )
  return rows[0] ?? { toScore: 0, drafts: 0, done: 0 }
}
