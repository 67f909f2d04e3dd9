import type { MigrationPlan } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { command } from './command.ts'
import type { EngineParts } from './command.ts'
import { asKey, checkPlan } from './input.ts'
import { query, read } from '../database.ts'
import { waitsOf } from '../interpreter/enter.ts'
import { boundariesOf, openWaits } from '../interpreter/events.ts'
import type { Awaited } from '../interpreter/events.ts'
import { elementOf } from '../models/model.ts'
import type { ElementKind, ProcessModel } from '../models/model.ts'
import type { ElementRow } from '../interpreter/rows.ts'
import type { Turn } from '../interpreter/turn.ts'

interface Instance {
  rootKey: string
  processId: string
}

/**
 * Takes a running instance to another version of its process; what it waits for is opened as that version says. Throws
 * EngineRefusal that names every token with nowhere to go; then nothing is changed.
 */
export async function migrateInstance(parts: EngineParts, plan: MigrationPlan): Promise<void> {
  const key = asKey(plan.processInstanceKey)
  checkPlan(plan)
  const [instance] = await read<Instance>(parts.pool, 'living-instance', [
    `select i.root_key as "rootKey", i.process_id as "processId" from engine.instances i where i.key = $1 and i.ended_at is null`,
    key,
  ])
  if (!instance) throw new EngineRefusal('NOT_FOUND', `there is no living instance ${key}`)
  await command(parts, instance.rootKey, async (turn) => {
    const rows = await rowsOf(turn, key)
    const target = await targetOf(turn, instance, plan)
    const model = await turn.versions.process(turn.client, target)
    const mapping = plan.mapping ?? {}
    const move = { turn, key, rows, target, model, mapping, mapped: (id: string) => mapping[id] ?? id }
    refuseHomeless(move)
    await carryOver(move)
  })
}

async function rowsOf(turn: Turn, key: string): Promise<ElementRow[]> {
  const process = await turn.element(key)
  if (process === null) throw new EngineRefusal('NOT_FOUND', `there is no living instance ${key}`)
  const rows: ElementRow[] = [process]
  for (let scopes = [process]; scopes.length > 0;) {
    const children = await turn.childrenOf(scopes.map((scope) => scope.key))
    scopes = children.filter(({ instanceKey }) => instanceKey === key)
    rows.push(...scopes)
  }
  return rows
}

async function targetOf(turn: Turn, { processId }: Instance, { version }: MigrationPlan): Promise<string> {
  const [found] = await query<{ key: string }>(turn.client, 'version-of-process', [
    `select r.key from engine.resources r where r.kind = 'PROCESS' and r.id = $1 and ($2::int is null or r.version = $2)
      order by r.version desc limit 1`,
    ...[processId, version ?? null],
  ])
  if (!found) throw new EngineRefusal('NOT_FOUND', `${processId} has no version ${version}`)
  return found.key
}

interface Move {
  turn: Turn
  key: string
  rows: readonly ElementRow[]
  /** Key of the version that they go to, and its model. */
  target: string
  model: ProcessModel
  mapping: Readonly<Record<string, string>>
  mapped: (id: string) => string
}

function refuseHomeless(move: Move): void {
  const problems = move.rows.flatMap((row) => {
    const problem = homeless(move, row) ?? misplaced(move, row)
    return problem === null ? [] : [`${row.elementId} (${row.key}): ${problem}`]
  })
  if (problems.length > 0)
    throw new EngineRefusal(
      'INVALID_STATE',
      `instance ${move.key} cannot be migrated:\n${problems.join('\n')}`,
    )
}

function homeless({ model, mapped }: Move, row: ElementRow): string | null {
  const id = mapped(row.elementId)
  const element = model.elements.get(id)
  if (row.state === 'ARRIVED') return 'a token that waits at a join cannot be moved'
  if (!element) return `the version has no element ${id}: name the one that takes its place`
  if (element.kind !== activityKind(row, element.kind)) return `${id} is a ${element.kind} there`
  if ((element.loop !== null) !== isLoop(row))
    return `${id} is ${element.loop ? 'a' : 'no'} multi-instance there`
  return null
}

/* What follows an element is its scope's: one in another scope would be followed by something else. */
function misplaced({ turn, model, mapped }: Move, row: ElementRow): string | null {
  const scope = turn.scopeOf(row)
  if (scope === null || row.kind === 'PROCESS') return null
  const id = mapped(row.elementId)
  const { scopeId, loop } = elementOf(model, id)
  const around = row.loopCounter === null ? scopeId : id
  if (around !== mapped(scope.elementId)) return `${id} is inside ${around} there`
  const isSame = loop?.sequential === turn.definition(row).loop?.sequential
  return isSame ? null : `${id} goes through its items in another way there`
}

const isLoop = (row: ElementRow): boolean => row.kind === 'MULTI_INSTANCE' || row.loopCounter !== null
/* A body has a kind of its own: its activity's is compared by its instances. */
const activityKind = (row: ElementRow, there: ElementKind): ElementKind =>
  row.kind === 'MULTI_INSTANCE' ? there : row.kind

async function carryOver({ turn, key, rows, target, mapping, mapped }: Move): Promise<void> {
  const before = new Map(
    rows.map((row) => [row.key, waitsNow(turn, row).map(({ eventId }) => mapped(eventId))]),
  )
  await query(turn.client, 'migrate-instance', [
    `with elements as (update engine.elements e set resource_key = $2, element_id = coalesce($3::jsonb ->> e.element_id, e.element_id) where e.instance_key = $1),
      jobs as (update engine.jobs j set element_id = coalesce($3::jsonb ->> j.element_id, j.element_id) where j.instance_key = $1),
      incidents as (update engine.incidents n set element_id = coalesce($3::jsonb ->> n.element_id, n.element_id),
             step = case when n.step ? 'eventId' then jsonb_set(n.step, '{eventId}', to_jsonb(coalesce($3::jsonb ->> (n.step ->> 'eventId'), n.step ->> 'eventId'))) else n.step end
           where n.instance_key = $1 and n.resolved_at is null)
     update engine.instances i set resource_key = $2 where i.key = $1`,
    ...[key, target, JSON.stringify(mapping)],
  ])
  for (const row of rows) {
    row.resourceKey = target
    row.elementId = mapped(row.elementId)
  }
  for (const row of rows) await renewWaits(turn, row, { mapped, before: before.get(row.key) ?? [] })
}

/* While it completes, only its boundary may still end it. */
function waitsNow(turn: Turn, row: ElementRow): Awaited[] {
  if (row.state === 'ACTIVE') return waitsOf(turn, row)
  return row.state === 'COMPLETING' && row.loopCounter === null ? boundariesOf(turn, row) : []
}

/* What is awaited in both versions stays as it is: open, an armed timer with its instant, or over, where it has happened. What
   is awaited no more is closed, what is new is opened. */
async function renewWaits(
  turn: Turn,
  row: ElementRow,
  { mapped, before }: { mapped: (id: string) => string; before: readonly string[] },
): Promise<void> {
  const wanted = waitsNow(turn, row)
  const open = await query<{ eventId: string }>(turn.client, 'awaited-events', [
    `select t.event_id as "eventId" from engine.timers t where t.element_key = $1
     union select s.event_id from engine.subscriptions s where s.element_key = $1`,
    row.key,
  ])
  for (const { eventId } of open) {
    const id = mapped(eventId)
    if (!wanted.some((one) => one.eventId === id)) turn.closeEvents(row, [eventId])
    else if (id !== eventId)
      await query(turn.client, 'rename-event', [
        `with timers as (update engine.timers t set event_id = $3 where t.element_key = $1 and t.event_id = $2)
         update engine.subscriptions s set event_id = $3 where s.element_key = $1 and s.event_id = $2`,
        ...[row.key, eventId, id],
      ])
  }
  await openWaits(
    turn,
    row,
    wanted.filter(({ eventId }) => !before.includes(eventId)),
  )
}
