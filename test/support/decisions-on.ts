import { routes } from '../../api/routes.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import { requireMayAct } from '../../procedures/evaluation/may-act.ts'
import type { TestDatabase } from './database.ts'

/** Every verb that decides, by what the operations themselves declare, and a task of either matter: whether a person may. */
export async function decisionsOn(
  database: TestDatabase,
  { actor, applicationId, cycleId }: { actor: Actor; applicationId: string; cycleId: string },
): Promise<Record<string, 'DECIDES' | 'BARRED'>> {
  const params = new Proxy({}, { get: () => applicationId }) as never
  const decisions = routes.flatMap(({ method, path, decides }) =>
    typeof decides === 'function' ? [[`${method} ${path}`, decides({ params })] as const] : [],
  )
  const found: Record<string, 'DECIDES' | 'BARRED'> = {}
  for (const [what, decision] of decisions)
    found[what] = await mayAct(database.run(actor, requireMayAct, decision))
  for (const matter of ['EVALUATION', 'PROJECT'] as const) {
    const id = newId<string>()
    await database.stores.workItems.open({
      ...{ id, engineId: 'test-engine', elementInstanceKey: id, processInstanceKey: '1', cycleId },
      ...{
        element: 'Task_DecideAdmissibility',
        subjectId: applicationId,
        role: 'CASE_OFFICER',
        chairToo: false,
      },
      ...{ personId: null, bodyId: null, applicationId: null, ofEvaluation: false, evaluatedCallId: null },
      ...{ variables: {}, state: 'OPEN', dueAt: null, openedAt: database.clock.now() },
      decides: { matter, subjectId: applicationId },
    })
    found[`task of ${matter}`] = await mayAct(database.run(actor, workItemToDo, id))
  }
  return found
}

const mayAct = (attempt: Promise<unknown>): Promise<'DECIDES' | 'BARRED'> =>
  attempt.then(
    () => 'DECIDES',
    (error: unknown) => {
      if (error instanceof BusinessError && error.code === 'CONFLICT_EXCLUDED') return 'BARRED'
      throw error
    },
  )
