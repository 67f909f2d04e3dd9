import type { ApplicationId, PersonId } from '../shared/ids.ts'
import { computeExclusions } from './conflicts.ts'
import type { ConflictInput } from './conflicts.ts'

/* How many seats would evaluate an application: if every body that is named confirms, and if only those that have do. */
interface RoomForecast {
  applicationId: ApplicationId
  ifAllConfirm: number
  ifConfirmed: number
}

/** The room of each application before the closing (art. 5): seats with a titular or a deputy whom nothing that is named, or nothing
 * that has confirmed, would exclude. Nobody has declared yet. */
export function roomForecast(input: ConflictInput): RoomForecast[] {
  const all = input.applications.map((one) => ({
    ...one,
    partners: one.partners.map((partner) => ({ ...partner, confirmed: true })),
  }))
  const ifAllConfirm = remaining({ ...input, applications: all })
  const ifConfirmed = remaining(input)
  return input.applications.map(({ id }) => ({
    applicationId: id,
    ifAllConfirm: ifAllConfirm(id),
    ifConfirmed: ifConfirmed(id),
  }))
}

function remaining(input: ConflictInput): (id: ApplicationId) => number {
  const out = new Map<ApplicationId, Set<PersonId>>()
  for (const { applicationId, personId } of computeExclusions(input).exclusions)
    out.set(applicationId, (out.get(applicationId) ?? new Set()).add(personId))
  return (id) =>
    input.seats.filter((seat) => seat.holders.some((holder) => out.get(id)?.has(holder.personId) !== true))
      .length
}
