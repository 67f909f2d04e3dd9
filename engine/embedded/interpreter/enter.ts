import { behave } from './behave.ts'
import { boundariesOf, eventSubProcessStarts, openWaits, ownEvents } from './events.ts'
import type { Awaited } from './events.ts'
import { nextListener } from './jobs.ts'
import type { ElementRow } from './rows.ts'
import type { Turn } from './turn.ts'
import { applyMappings, setLocal } from './variables.ts'

/** An element begins: input mappings, then its start listeners one after the other, then it opens. */
export async function enter(turn: Turn, row: ElementRow): Promise<void> {
  const { inputs } = turn.definition(row)
  if (inputs.length > 0 && row.kind !== 'MULTI_INSTANCE')
    setLocal(turn, row.key, await applyMappings(turn, row, inputs))
  if (!(await nextListener(turn, row, 'START'))) turn.steps.push({ do: 'OPEN', key: row.key })
}

/** Behind the start listeners: what it waits for first, then what the element does; again only the latter, after an incident. */
export async function open(turn: Turn, row: ElementRow): Promise<void> {
  if (row.state !== 'ACTIVE') {
    await openWaits(turn, row, waitsOf(turn, row))
    row.state = 'ACTIVE'
    row.listener = 0
  }
  await behave(turn, row)
}

/** What a row waits for. The boundary of a multi-instance is its body's: its instances have none. */
export function waitsOf(turn: Turn, row: ElementRow): Awaited[] {
  const boundaries = row.loopCounter === null ? boundariesOf(turn, row) : []
  if (row.kind === 'MULTI_INSTANCE') return boundaries
  return [...boundaries, ...eventSubProcessStarts(turn, row), ...ownEvents(turn, row)]
}
