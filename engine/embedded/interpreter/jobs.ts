import type { Listener } from '../models/model.ts'
import type { ElementRow, JobPhase } from './rows.ts'
import type { Turn } from './turn.ts'

/** Asks the workers for something at an element. */
export async function createJob(
  turn: Turn,
  row: ElementRow,
  { type, retries, phase }: Listener & { phase: JobPhase },
): Promise<void> {
  const { key: elementKey, rootKey, instanceKey, elementId } = row
  const processId = turn.held(instanceKey).elementId
  const key = await turn.nextKey()
  turn.jobs.push({ key, rootKey, instanceKey, elementKey, processId, elementId, type, phase, retries })
}

/** Makes the job of the next listener of this phase; false when all of them have run. */
export async function nextListener(turn: Turn, row: ElementRow, phase: 'START' | 'END'): Promise<boolean> {
  if (row.kind === 'MULTI_INSTANCE') return false
  const { startListeners, endListeners } = turn.definition(row)
  const listener = (phase === 'START' ? startListeners : endListeners)[row.listener]
  if (!listener) return false
  await createJob(turn, row, { ...listener, phase })
  return true
}
