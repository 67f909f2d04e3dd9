import type { Stores } from '../../db/stores.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/** Where to write to the leads of some applications on a day: the address of the body that leads, and those of the people who lead
 * for it, each once. */
export async function leadAddresses(
  stores: Stores,
  applications: readonly { leadBodyId: string }[],
  on: LocalDate,
): Promise<(application: { leadBodyId: string }) => string[]> {
  const bodyIds = [...new Set(applications.map((one) => one.leadBodyId))]
  const bodies = new Map(
    (await stores.network.bodies(bodyIds)).map((body) => [body.id as string, body.email]),
  )
  const people = Map.groupBy(await stores.network.leadsOf(bodyIds, on), (person) => person.bodyId as string)
  return ({ leadBodyId }) => {
    const own = people.get(leadBodyId) ?? []
    const all = [bodies.get(leadBodyId), ...own.map((person) => person.email)]
    return [...new Set(all)].filter((one) => typeof one === 'string')
  }
}
