import { readFile } from 'node:fs/promises'
import type { Stores } from '../db/stores.ts'
import { readNetworkDocument } from '../domain/network/network-document-check.ts'
import type { HeldFunction } from '../domain/network/functions.ts'
import type { DocumentFunction, NetworkDocument } from '../domain/network/network-document.ts'
import { networkIds } from '../domain/network/network-ids.ts'
import type { Checked, Problem } from '../domain/shared/problem.ts'

/** Reads and checks a network's file. Throws Error where there is no file, SyntaxError where it is no JSON. */
export async function readNetworkFile(path: string | URL): Promise<Checked<NetworkDocument>> {
  return readNetworkDocument(JSON.parse(await readFile(path, 'utf8')))
}

/** Loads a checked network on one transaction, with the functions of its people, whatever their period (art. 2, 5). Gives what stands
 * against it, and then has written nothing: another document in the database. The same one again changes nothing. */
export async function loadNetwork(stores: Stores, document: NetworkDocument, now: Date): Promise<Problem[]> {
  const put = await stores.networkSettings.put(document, now)
  if (put === 'KNOWN') return []
  if (put !== 'LOADED') return [otherNetwork(put.loaded)]
  await loadBodies(stores, document, now)
  for (const { id, category, bodyId, chair } of seatsOf(document))
    await stores.network.putSeat({ id, category, bodyId, chair })
  for (const person of document.people) await loadPerson(stores, document, person)
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
  for (const { code, name, taxCode, vatNumber, kind, size, email, address, memberSince } of bodies) {
    const facts = { name, taxCode, vatNumber, kind, size, email, address }
    await stores.network.register({ ...facts, id: ids.body(code), networkMemberSince: memberSince }, saidAt)
  }
  for (const { from, to, kind, source } of links)
    await stores.network.putLink({
      ...{ fromBodyId: ids.body(from), toBodyId: ids.body(to), kind },
      source: source.act,
    })
}

const seatsOf = ({ code: network, seats }: NetworkDocument) =>
  seats.map(({ code, body, ...seat }) => ({
    ...seat,
    id: networkIds(network).seat(code),
    bodyId: networkIds(network).body(body),
  }))

/* Whoever holds something that lets act here signs in with the address at which the network writes. */
async function loadPerson(
  stores: Stores,
  { code: network }: NetworkDocument,
  { code, functions, ...person }: NetworkDocument['people'][number],
): Promise<void> {
  const personId = networkIds(network).person(code)
  await stores.network.putPerson({ ...person, id: personId })
  await stores.network.putAccount({ personId, email: person.email })
  for (const held of functions) {
    const { from, until, act, role } = held
    await stores.network.addFunction({ personId, role, from, until, act, ...placeOf(network, held) })
  }
}

const IN_THE_NETWORK = { bodyId: null, seatId: null, seatRole: null, office: null, signatory: false }

/* The office's people act for the network's lead: their function is in the network itself. */
function placeOf(network: string, held: DocumentFunction): Pick<HeldFunction, keyof typeof IN_THE_NETWORK> {
  const ids = networkIds(network)
  if (held.role === 'COMMITTEE_MEMBER')
    return { ...IN_THE_NETWORK, seatId: ids.seat(held.seat), seatRole: held.as }
  if (held.role === 'OFFICE_HOLDER')
    return { ...IN_THE_NETWORK, bodyId: ids.body(held.body), office: held.office }
  if (held.role === 'ALLIANCE_LEAD' || held.role === 'NETWORK_MEMBER')
    return { ...IN_THE_NETWORK, bodyId: ids.body(held.body), signatory: held.signatory }
  return IN_THE_NETWORK
}
