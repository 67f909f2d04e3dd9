import { query } from '../database.ts'
import { expectType } from '../feel/feel.ts'
import { assertFits } from './limits.ts'
import type { Element, Loop } from '../models/model.ts'
import type { ElementRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'
import { evaluate, merge, setLocal } from './variables.ts'

/** The body of a multi-instance begins: all its instances, or the first; an empty list is done at once. Throws FeelFault. */
export async function beginLoop(turn: Turn, row: ElementRow, element: Element): Promise<void> {
  const loop = loopOf(element)
  const items = expectType(loop.inputCollection, await evaluate(turn, row, loop.inputCollection), 'list')
  const atOnce = loop.sequential ? items.slice(0, 1) : items
  refuseLargeItems(loop, items)
  turn.reserve(atOnce.length)
  row.loopSize = items.length
  if (loop.sequential) keepItems(turn, row, items)
  if (items.length === 0) turn.steps.push({ do: 'COMPLETE', key: row.key, variables: {} })
  for (const [index, item] of atOnce.entries()) await beginInstance(turn, row, { element, index, item })
}

/* Before the first instance is made: one that fails on its way would leave the others behind. */
function refuseLargeItems({ inputElement }: Loop, items: readonly unknown[]): void {
  if (inputElement === null) return
  for (const item of items) assertFits(inputElement, item)
}

function keepItems(turn: Turn, row: ElementRow, items: readonly unknown[]): void {
  for (const [position, value] of items.entries())
    turn.loopValues.push({ scopeKey: row.key, kind: 'IN', position, value })
}

function loopOf({ id, loop }: Element): Loop {
  if (loop === null) throw new TypeError(`${id} is no multi-instance`)
  return loop
}

async function beginInstance(
  turn: Turn,
  body: ElementRow,
  { element, index, item }: { element: Element; index: number; item: unknown },
): Promise<void> {
  const loop = loopOf(element)
  const loopCounter = index + 1
  const row = await turn.create(body, { elementId: element.id, kind: element.kind, loopCounter })
  const output = loop.outputElement?.names.length === 1 ? { [loop.outputElement.names[0] ?? '']: null } : {}
  const input: Variables = loop.inputElement === null ? {} : { [loop.inputElement]: item }
  setLocal(turn, row.key, { ...output, loopCounter, ...input })
  turn.steps.push({ do: 'ENTER', key: row.key })
}

/** An instance is done: what it gives is collected in its place, and of a sequential one the next begins. Throws FeelFault. */
export async function endInstance(turn: Turn, row: ElementRow, body: ElementRow): Promise<void> {
  const element = turn.definition(body)
  const { sequential } = loopOf(element)
  const next = row.loopCounter ?? 1
  const continues = sequential && next < (body.loopSize ?? 0)
  if (continues) turn.reserve(1)
  await collect(turn, row, body)
  if (!continues) return
  const [item] = await loopValues(turn, body, { kind: 'IN', position: next })
  await beginInstance(turn, body, { element, index: next, item: item?.value ?? null })
}

async function collect(turn: Turn, row: ElementRow, body: ElementRow): Promise<void> {
  const { outputCollection, outputElement } = loopOf(turn.definition(body))
  if (outputCollection === null || outputElement === null) return
  const value = (await evaluate(turn, row, outputElement)) ?? null
  turn.loopValues.push({ scopeKey: body.key, kind: 'OUT', position: (row.loopCounter ?? 1) - 1, value })
}

/** All instances are done: the collection, in the order of the input, leaves for the scope around. Throws StepFault. */
export async function endLoop(turn: Turn, body: ElementRow): Promise<void> {
  const { outputCollection } = loopOf(turn.definition(body))
  const scope = turn.scopeOf(body)
  if (outputCollection === null || scope === null) return
  const collected: unknown[] = Array.from({ length: body.loopSize ?? 0 }, () => null)
  for (const { position, value } of await loopValues(turn, body, { kind: 'OUT', position: null }))
    collected[position] = value
  await merge(turn, scope, { [outputCollection]: collected })
}

interface LoopValue {
  position: number
  value: unknown
}

async function loopValues(
  turn: Turn,
  body: ElementRow,
  { kind, position }: { kind: 'IN' | 'OUT'; position: number | null },
): Promise<LoopValue[]> {
  const stored = turn.isNew(body.key)
    ? []
    : await query<LoopValue>(turn.client, 'loop-values', [
        `select v.position, v.value from engine.loop_values v
      where v.scope_key = $1 and v.kind = $2 and ($3::int is null or v.position = $3)`,
        ...[body.key, kind, position],
      ])
  const fresh = turn.loopValues.filter(
    (one) => one.scopeKey === body.key && one.kind === kind && (position ?? one.position) === one.position,
  )
  return [...stored, ...fresh]
}
