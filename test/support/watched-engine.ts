import type { EngineView } from '../../api/engine-view.ts'
import { silentEngine } from './api.ts'

/** The instances of `watchedEngine`. */
export const [CYCLE, EVALUATION, MEETING] = ['1000', '2000', '3000'] as const
/** The instant at which it is watched. */
export const NOW = new Date('2027-05-20T10:00:00Z')
const DAY_MS = 86_400_000
export const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS)

const found = (key: string, processId: string) => ({
  ...{ key, processId, state: 'ACTIVE' as const, startedAt: daysAgo(9), endedAt: null },
})
const instances: Record<string, ReturnType<typeof found>> = {
  [CYCLE]: found(CYCLE, 'grant-cycle'),
  [EVALUATION]: found(EVALUATION, 'evaluation'),
  [MEETING]: found(MEETING, 'meeting'),
}
const callers: Record<string, { key: string; elementId: string }> = {
  [EVALUATION]: { key: CYCLE, elementId: 'CallActivity_Evaluation' },
  [MEETING]: { key: EVALUATION, elementId: 'CallActivity_Meeting' },
}
/** An engine in which the cycle calls the evaluation, which has called its meeting, in which a step stands still. */
export const watchedEngine = (callId: string): EngineView => ({
  ...silentEngine,
  instance: (key) => Promise.resolve(instances[key] ?? null),
  caller: (key) => Promise.resolve(callers[key] ?? null),
  called: (key) =>
    Promise.resolve(
      Object.entries(callers)
        .filter(([, caller]) => caller.key === key)
        .map(([called, { elementId }]) => ({ ...instances[called]!, elementId, stopped: true })),
    ),
  tokens: (key) =>
    Promise.resolve(
      key === MEETING
        ? []
        : [
            {
              elementId: key === CYCLE ? 'CallActivity_Evaluation' : 'Task_DeclareConflicts',
              active: 2,
              incidents: 0,
            },
          ],
    ),
  times: (key) =>
    Promise.resolve([
      { elementId: 'Task_OpenAdmissibility', ended: 2, spentMs: 6 * DAY_MS, since: null },
      {
        ...{ ended: 0, spentMs: 0, since: daysAgo(4) },
        elementId: key === CYCLE ? 'CallActivity_Evaluation' : 'Task_DeclareConflicts',
      },
    ]),
  path: () =>
    Promise.resolve([
      { elementId: 'Task_OpenAdmissibility', kind: 'ELEMENT' as const, completed: 2, terminated: 0 },
    ]),
  variables: () =>
    Promise.resolve([
      { name: 'callId', value: callId, elementId: null },
      { name: 'declarationIds', value: ['one', 'two'], elementId: null },
      { name: 'title', value: 'Never declared', elementId: null },
    ]),
  waits: () =>
    Promise.resolve({
      jobs: null,
      timers: [
        {
          ...{ elementId: 'Task_DeclareConflicts', eventId: 'BoundaryEvent_DeclarationsDue', count: 1 },
          dueAt: daysAgo(-2),
        },
      ],
      messages: [
        { elementId: 'StartEvent_LateConflictTold', name: 'LateConflictTold', count: 7, keys: ['k'] },
      ],
    }),
  stays: (_key, { elementIds, order, after, limit }) =>
    Promise.resolve(
      Array.from({ length: 60 }, (_, index) => ({
        ...{ key: String(index), elementId: 'Task_OpenAdmissibility', state: 'COMPLETED' as const },
        ...{ incident: false, enteredAt: daysAgo(60 - index), endedAt: daysAgo(60 - index) },
      }))
        .filter(({ elementId }) => elementIds === null || elementIds.includes(elementId))
        .toSorted((one, other) => (order === 'FIRST' ? 1 : -1) * (Number(one.key) - Number(other.key)))
        .filter(({ key }) => after === null || (order === 'FIRST' ? +key > +after.key : +key < +after.key))
        .slice(0, limit),
    ),
})
