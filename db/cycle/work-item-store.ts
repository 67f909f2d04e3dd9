import type { Knex } from 'knex'
import type { WorkItemState } from '../../domain/cycle/lifecycle.ts'
import type { Decision } from '../../domain/evaluation/may-act.ts'
import { movesOf } from '../platform/moves.ts'
import { seenBy } from '../platform/viewer.ts'
import type { Viewer } from '../platform/viewer.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { STANDS_FOR, WHOSE } from '../network/function-store.ts'
import type { StandsFor } from '../../domain/network/functions.ts'
import type { Tables } from '../tables.ts'

/** By whom a task was completed. */
export interface Completion {
  personId: string
  displayName: string
  role: Role | null
  /** In whose place; null who acted in a function of its own. */
  standsFor: StandsFor | null
}
export interface WorkItem {
  id: string
  engineId: string
  elementInstanceKey: string
  processInstanceKey: string
  /** Id of its user task in the model. */
  element: string
  cycleId: string
  subjectId: string
  role: Role
  /** True where the chair may do it too (art. 5, 7). */
  chairToo: boolean
  personId: string | null
  bodyId: string | null
  applicationId: string | null
  /** True where it speaks of evaluators and scores of the application, which its lead does not see (art. 5). */
  ofEvaluation: boolean
  /** The call of which it tells all applications at once (art. 5). */
  evaluatedCallId: string | null
  /** What is decided with it; null where nothing of an application is. */
  decides: Decision | null
  /** What its task needs of the process. */
  variables: Record<string, unknown>
  state: WorkItemState
  dueAt: Date | null
  openedAt: Date
  /** Who has taken it, and when; null while it is free. */
  taken: { by: string; at: Date } | null
}

/* `taken` where it is somebody's from the beginning. */
type OpenedWorkItem = Omit<WorkItem, 'taken'> & Partial<Pick<WorkItem, 'taken'>>

export interface WorkItemFile {
  kind: string
  fileName: string
  mediaType: string
  sha256: string
  signature: string
}

const fromRow = (row: Tables['work_items']): WorkItem => ({
  id: row.id,
  engineId: row.engine_id,
  elementInstanceKey: row.element_instance_key,
  processInstanceKey: row.process_instance_key,
  element: row.element_id,
  cycleId: row.cycle_id,
  subjectId: row.subject_id,
  role: row.role as Role,
  chairToo: row.chair_too,
  personId: row.person_id,
  bodyId: row.body_id,
  applicationId: row.application_id,
  ofEvaluation: row.of_evaluation,
  evaluatedCallId: row.evaluated_call_id,
  decides:
    row.decides === null || row.decides_on === null
      ? null
      : { matter: row.decides, subjectId: row.decides_on },
  variables: row.variables as WorkItem['variables'],
  state: row.state,
  dueAt: row.due_at,
  openedAt: row.opened_at,
  taken: row.taken_by === null || row.taken_at === null ? null : { by: row.taken_by, at: row.taken_at },
})

/** People's tasks: our row decides, the engine's task only follows it. */
export function createWorkItemStore(tx: Knex) {
  const items = movesOf(tx, 'work_items')
  return {
    async open({ taken, ...item }: OpenedWorkItem): Promise<void> {
      await tx('work_items')
        .insert({
          id: item.id,
          engine_id: item.engineId,
          element_instance_key: item.elementInstanceKey,
          process_instance_key: item.processInstanceKey,
          element_id: item.element,
          cycle_id: item.cycleId,
          subject_id: item.subjectId,
          role: item.role,
          chair_too: item.chairToo,
          person_id: item.personId,
          body_id: item.bodyId,
          application_id: item.applicationId,
          of_evaluation: item.ofEvaluation,
          evaluated_call_id: item.evaluatedCallId,
          decides: item.decides?.matter ?? null,
          decides_on: item.decides?.subjectId ?? null,
          variables: JSON.stringify(item.variables),
          state: item.state,
          due_at: item.dueAt,
          opened_at: item.openedAt,
          ...(taken && { taken_by: taken.by, taken_at: taken.at }),
        })
        .onConflict(['engine_id', 'element_instance_key'])
        .ignore()
    },

    async find(id: string): Promise<WorkItem | null> {
      const row = await tx('work_items').where({ id }).first()
      return row ? fromRow(row) : null
    },

    /** The same, held until the commit: of two who take, give or complete it at once, the second finds what the first did. */
    async hold(id: string): Promise<WorkItem | null> {
      const row = await tx('work_items').where({ id }).forUpdate().first()
      return row ? fromRow(row) : null
    },

    /** Says who has it from now on; null sets it free. */
    async handTo(id: string, taken: WorkItem['taken']): Promise<void> {
      await tx('work_items')
        .where({ id })
        .update({ taken_by: taken?.by ?? null, taken_at: taken?.at ?? null })
    },

    /** Of these people in their functions, those to whom the wall shows the item (art. 5). */
    async seenBy<V extends Viewer>(item: WorkItem, viewers: readonly V[]): Promise<V[]> {
      const isOfNone = item.applicationId === null && item.evaluatedCallId === null
      if (isOfNone && viewers.every(({ standsFor }) => !standsFor?.only)) return [...viewers]
      return seenBy(tx, viewers, { by: 'work_item_seen_by', id: item.id })
    },

    /** Completes an open item; false when somebody or a term has ended it before. */
    complete: (id: string, by: { personId: string; functionId: string | null; at: Date }) =>
      items.move(
        'complete',
        { id },
        { ended_at: by.at, completed_by: by.personId, completed_in: by.functionId },
      ),

    /** Who completed a task the last time that it was, in which role and in whose place; null where nobody has. */
    async lastCompletion(element: string, subjectId: string): Promise<Completion | null> {
      const { rows } = await tx.raw<{ rows: Completion[] }>(
        `select w.completed_by as "personId", p.display_name as "displayName", f.role, ${STANDS_FOR}
           from work_items w join persons p on p.id = w.completed_by left join functions f on f.id = w.completed_in ${WHOSE}
          where w.element_id = ? and w.subject_id = ? and w.state = 'COMPLETED' order by w.ended_at desc, w.id desc limit 1`,
        [element, subjectId],
      )
      return rows[0] ?? null
    },

    /** When and by whom an item was completed; null when it was not. */
    async completion(id: string): Promise<{ at: Date; by: string } | null> {
      const row = await tx('work_items as w')
        .join('persons as p', 'p.id', 'w.completed_by')
        .where('w.id', id)
        .first<{ at: Date; by: string } | undefined>({ at: 'w.ended_at', by: 'p.display_name' })
      return row ?? null
    },

    /** Ends every open item of an element and subject (a boundary event took the task away). */
    endAllFor: (element: string, subjectIds: string[], ending: { action: 'withdraw' | 'expire'; at: Date }) =>
      items.moveAll(
        ending.action,
        (query) => void query.where({ element_id: element }).whereRaw('subject_id = any(?)', [subjectIds]),
        { ended_at: ending.at },
      ),

    /** The term of what is open for an element and subject is another. */
    async moveDue(element: string, subjectId: string, dueAt: Date): Promise<void> {
      await tx('work_items')
        .where({ element_id: element, subject_id: subjectId, state: 'OPEN' })
        .update({ due_at: dueAt })
    },

    async files(workItemId: string): Promise<WorkItemFile[]> {
      return tx('work_item_files')
        .where({ work_item_id: workItemId })
        .orderBy('kind')
        .select({
          ...{ kind: 'kind', fileName: 'file_name', mediaType: 'media_type' },
          ...{ sha256: 'sha256', signature: 'signature' },
        })
    },

    async putFile(
      workItemId: string,
      file: WorkItemFile & { id: string; uploadedBy: string; uploadedAt: Date },
    ): Promise<void> {
      await tx('work_item_files')
        .insert({
          id: file.id,
          work_item_id: workItemId,
          kind: file.kind,
          file_name: file.fileName,
          media_type: file.mediaType,
          sha256: file.sha256,
          signature: file.signature,
          uploaded_by: file.uploadedBy,
          uploaded_at: file.uploadedAt,
        })
        .onConflict(['work_item_id', 'kind'])
        .merge()
    },
  }
}
