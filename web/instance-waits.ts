import type { FoundVariable, Waits } from '../domain/process/instance-reads.ts'
import type { TaskCount } from '../db/cycle/instance-read-model.ts'
import { contracts } from '../domain/process/contracts.ts'
import { instant } from '../domain/process/contract.ts'
import { formatCount, formatInstant } from '../words/formats.ts'
import { dueView } from './due.ts'
import { elementName, withElement } from './element-names.ts'

/** What an instance waits for: jobs, timers with their day, messages with their key, people by function and never by name (art. 5);
 * null where the engine does not tell. */
export function waitsView(
  processId: string,
  { waits, tasks }: { waits: Waits; tasks: readonly TaskCount[] },
  now: Date,
) {
  const named = withElement(processId)
  const people = tasks
    .filter(({ open }) => open > 0)
    .map((one) => ({ ...named(one), due: dueView(one.dueAt, now) }))
  const timers = (waits.timers ?? []).map((one) => ({
    ...named(one),
    event: elementName(processId, one.eventId),
    due: dueView(one.dueAt, now),
  }))
  const messages = (waits.messages ?? []).map((one) => ({ ...named(one), more: one.count - one.keys.length }))
  const jobs = (waits.jobs ?? []).map(named)
  const untold = UNTOLD.filter(([of]) => waits[of] === null).map(([, words]) => words)
  return {
    ...{ people, timers, messages, jobs },
    untold: untold.join(', '),
    none: [people, timers, messages, jobs].every((list) => list.length === 0),
  }
}

const UNTOLD = [
  ['jobs', 'i lavori automatici'],
  ['timers', 'le scadenze del processo'],
  ['messages', 'i messaggi attesi'],
] as const

const declaredIn = (processId: string, found: readonly FoundVariable[]) => {
  const declared = contracts.find(({ id }) => id === processId)?.variables ?? {}
  return found.filter(({ name }) => name in declared)
}

/** The variables that the process declares, as people read them: ids and routing facts. Of a list only how long it is: some are of
 * people (art. 5). */
export const variablesView = (processId: string, found: readonly FoundVariable[]) =>
  declaredIn(processId, found).map(({ name, value, elementId }) => ({
    name,
    value: valueText(value),
    element: elementId === null ? null : elementName(processId, elementId),
  }))

/** What the variables of the whole instance say that it is about, beside its cycle. */
export const idsIn = (processId: string, found: readonly FoundVariable[]): string[] =>
  declaredIn(processId, found).flatMap(({ name, value, elementId }) =>
    elementId === null && name.endsWith('Id') && name !== 'cycleId' && typeof value === 'string'
      ? [value]
      : [],
  )

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'sì' : 'no'
  if (typeof value === 'number') return formatCount(value)
  if (Array.isArray(value)) return value.length === 1 ? '1 valore' : `${formatCount(value.length)} valori`
  if (typeof value !== 'string') return '–'
  return instant.safeParse(value).success ? formatInstant(value) : value
}
