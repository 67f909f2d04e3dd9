import type { ElementTime, Stay, StaysAsked } from '../../domain/process/instance-reads.ts'
import type { FoundElement } from './search.ts'

/* The body of a multi-instance is no place where a token stands. */
const placesOf = (found: readonly FoundElement[]) =>
  found.filter(({ type }) => type !== 'MULTI_INSTANCE_BODY' && type !== 'PROCESS')

/** The stays that are asked, of all that the search told: it sorts by nothing that two of them may not share. */
export function staysOf(found: readonly FoundElement[], asked: StaysAsked): Stay[] {
  const { elementIds, order, after, limit } = asked
  const sign = order === 'FIRST' ? 1 : -1
  return placesOf(found)
    .filter((one) => elementIds === null || elementIds.includes(one.elementId))
    .filter((one) => after === null || sign * compare(one, after) > 0)
    .toSorted((one, other) => sign * compare(one, other))
    .slice(0, limit)
    .map(({ key, elementId, state, incident, enteredAt, endedAt }) => ({
      ...{ key, elementId, incident, enteredAt, endedAt },
      state: state === 'ACTIVE' || state === 'COMPLETED' ? state : 'TERMINATED',
    }))
}

type Place = Pick<Stay, 'key' | 'enteredAt'>
function compare(one: Place, other: Place): number {
  const time = one.enteredAt.getTime() - other.enteredAt.getTime()
  return time === 0 ? Number(BigInt(one.key) - BigInt(other.key)) : time
}

/** The stays at each element together, in the order in which they were entered. */
export function timesOf(found: readonly FoundElement[]): ElementTime[] {
  const times = new Map<string, ElementTime>()
  for (const { elementId, enteredAt, endedAt } of placesOf(found).toSorted(compare)) {
    const time = times.get(elementId) ?? { elementId, ended: 0, spentMs: 0, since: null }
    times.set(
      elementId,
      endedAt === null
        ? { ...time, since: time.since ?? enteredAt }
        : {
            ...time,
            ended: time.ended + 1,
            spentMs: time.spentMs + endedAt.getTime() - enteredAt.getTime(),
          },
    )
  }
  return [...times.values()]
}
