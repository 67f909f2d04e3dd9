import type { ElementRow } from './rows.ts'
import type { Turn } from './turn.ts'

/** Keeps that a token has taken a flow of a scope: the way that people see on the diagram. */
export async function recordFlow(
  turn: Turn,
  { rootKey, instanceKey }: ElementRow,
  elementId: string,
): Promise<void> {
  const taken = { elementId, kind: 'FLOW', outcome: 'TAKEN', enteredAt: turn.now, endedAt: turn.now } as const
  turn.history.push({ key: await turn.nextKey(), rootKey, instanceKey, ...taken })
}
