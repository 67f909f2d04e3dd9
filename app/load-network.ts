import { readFile } from 'node:fs/promises'
import type { Stores } from '../db/stores.ts'
import { readNetworkDocument } from '../domain/network/network-document-check.ts'
import { isInForce } from '../domain/network/network-document.ts'
import type { HeldFunction, NetworkDocument } from '../domain/network/network-document.ts'
import { networkIds } from '../domain/network/network-ids.ts'
import type { BodyId } from '../domain/shared/ids.ts'
import type { Checked, Problem } from '../domain/shared/problem.ts'
import { localDateOf } from '../domain/shared/terms.ts'

/** Reads and checks a network's file. Throws Error where there is no file, SyntaxError where it is no JSON. */
export async function readNetworkFile(path: string | URL): Promise<Checked<NetworkDocument>> {
  return readNetworkDocument(JSON.parse(await readFile(path, 'utf8')))
}

/** Loads a checked network on one transaction, with the functions in force on that day (art. 2, 5). Gives what stands
 * against it, and then has written nothing: another document in the database. The same one again changes nothing. */
export async function loadNetwork(stores: Stores, document: NetworkDocument, now: Date): Promise<Problem[]> {
  const put = await stores.networkSettings.put(document, now)
  if (put === 'KNOWN') return []
  if (put !== 'LOADED') return [otherNetwork(put.loaded)]
  await loadBodies(stores, document, now)
  for (const { code, name, email } of document.people)
    await stores.network.putPerson({ id: networkIds(document.code).person(code), displayName: name, email })
  const holders = document.people.map(({ code, functions }) => ({
    code,
    functions: functions.filter((held) => isInForce(held, localDateOf(now))),
  }))
  for (const holder of holders) await loadFunctions(stores, document, holder)
  await loadSeats(stores, document, holders)
  const { source, ...layout } = document.paymentOrders
  await stores.orders.putLayout({ ...layout, source: source.act })
  return []
}

const otherNetwork = (code: string): Problem => ({
  path: 'code',
  code: 'ANOTHER_LOADED',
  message: `Questo database ha già una rete, ${code}, con un altro contenuto: a un’altra rete serve un database nuovo.`,
})

async function loadBodies(
  stores: Stores,
  { code: network, bodies, links }: NetworkDocument,
  saidAt: Date,
): Promise<void> {
  const ids = networkIds(network)
  for (const { code, name, taxCode, vatNumber, kind, size, email, memberSince } of bodies) {
    const facts = { name, taxCode, vatNumber, kind, size, email }
    await stores.network.register({ ...facts, id: ids.body(code), networkMemberSince: memberSince }, saidAt)
  }
  for (const { from, to, kind, source } of links)
    await stores.network.putLink({
      ...{ fromBodyId: ids.body(from), toBodyId: ids.body(to), kind },
      source: source.act,
    })
}

type Holder = { code: string; functions: readonly HeldFunction[] }

/* The office's people act for the network's lead: their role names no body. */
async function loadFunctions(stores: Stores, document: NetworkDocument, holder: Holder): Promise<void> {
  const ids = networkIds(document.code)
  const personId = ids.person(holder.code)
  const bodyOf = (held: HeldFunction): BodyId | null => {
    if (held.role === 'COMMITTEE_MEMBER') return ids.body(seatOf(document, held.seat).body)
    return held.role === 'ALLIANCE_LEAD' || held.role === 'NETWORK_MEMBER' ? ids.body(held.body) : null
  }
  for (const held of holder.functions)
    await (held.role === 'OFFICE_HOLDER'
      ? stores.network.putOffice({ personId, bodyId: ids.body(held.body), office: held.office })
      : stores.network.putRole({ personId, role: held.role, bodyId: bodyOf(held) }))
}

function seatOf({ seats }: NetworkDocument, code: string): NetworkDocument['seats'][number] {
  const seat = seats.find((one) => one.code === code)
  if (seat === undefined) throw new Error(`a checked document has no seat ${code}`)
  return seat
}

async function loadSeats(
  stores: Stores,
  { code: network, seats }: NetworkDocument,
  people: readonly Holder[],
): Promise<void> {
  const ids = networkIds(network)
  const holdings = people.flatMap((person) =>
    person.functions.flatMap((held) =>
      held.role === 'COMMITTEE_MEMBER'
        ? [{ seat: held.seat, holder: { personId: ids.person(person.code), role: held.as } }]
        : [],
    ),
  )
  for (const { code, category, body, chair } of seats)
    await stores.network.putSeat({
      ...{ id: ids.seat(code), category, chair },
      bodyId: ids.body(body),
      holders: holdings.filter((one) => one.seat === code).map((one) => one.holder),
    })
}
