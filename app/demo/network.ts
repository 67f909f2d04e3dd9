import type { Stores } from '../../db/stores.ts'
import type { Role } from '../../domain/shared/work-item-types.ts'
import { demoBodies } from './network-bodies.ts'
import type { DemoBodyCode } from './network-bodies.ts'
import { demoBodyId, demoPersonId, demoSeatId } from './network-ids.ts'
import type { DemoPersonCode } from './network-ids.ts'
import { demoOrderLayout } from './order-layout.ts'
import { demoLeads, demoLinks, demoMembers, demoOffices, demoSeats } from './network-people.ts'

/* When the demo's register says what it holds: a fixed day, so that loading it again changes nothing. */
const REGISTERED_AT = new Date('2026-01-01T00:00:00Z')
const bodyCodes = Object.keys(demoBodies) as DemoBodyCode[]

/** Loads the demo network; loading it again changes nothing. Persons are roles, addresses and tax codes are invented. */
export async function loadDemoNetwork(stores: Stores): Promise<void> {
  for (const code of bodyCodes) await loadBody(stores, code)
  for (const link of demoLinks)
    await stores.network.putLink({
      fromBodyId: demoBodyId(link.from),
      toBodyId: demoBodyId(link.to),
      kind: link.kind,
      source: 'statuto (dimostrazione)',
    })
  for (const office of demoOffices) await loadPerson(stores, { ...office, body: null })
  await loadCommittee(stores)
  await loadAlliances(stores)
  await stores.orders.putLayout(demoOrderLayout)
  await stores.networkProfile.put({
    networkName: 'Rete territoriale di conciliazione vita-lavoro (dimostrazione)',
    leadOffice: 'Dipartimento per la programmazione sociosanitaria',
    leadAddress: 'Corso Italia 52, 20122 Milano',
    signatoryName: 'Direzione generale',
    signatoryRole: 'Direttore generale',
    regionName: 'Regione Lombardia',
    regionOffice: 'Direzione generale Famiglia',
    regionAddress: 'Piazza Città di Lombardia 1, 20124 Milano',
  })
}

async function loadBody(stores: Stores, code: DemoBodyCode): Promise<void> {
  const { memberSince, ...body } = demoBodies[code]
  const facts = { ...body, vatNumber: null, email: `protocollo@${host(code)}` }
  await stores.network.register(
    { ...facts, id: demoBodyId(code), networkMemberSince: memberSince },
    REGISTERED_AT,
  )
}

async function loadCommittee(stores: Stores): Promise<void> {
  for (const { body, category, short } of demoSeats) {
    const titular: DemoPersonCode = `TITULAR_${body}`
    const deputy: DemoPersonCode = `DEPUTY_${body}`
    await loadPerson(stores, {
      code: titular,
      displayName: `Valutatore ${short}`,
      role: 'COMMITTEE_MEMBER',
      body,
    })
    await loadPerson(stores, {
      code: deputy,
      displayName: `Supplente ${short}`,
      role: 'COMMITTEE_MEMBER',
      body,
    })
    await stores.network.putSeat({
      id: demoSeatId(body),
      category,
      bodyId: demoBodyId(body),
      chair: category === 'NETWORK_LEAD',
      holders: [
        { personId: demoPersonId(titular), role: 'TITULAR' },
        { personId: demoPersonId(deputy), role: 'DEPUTY' },
      ],
    })
  }
}

async function loadAlliances(stores: Stores): Promise<void> {
  for (const body of demoLeads) {
    const code: DemoPersonCode = `LEAD_${body}`
    const displayName = `Legale rappresentante ${demoBodies[body].name}`
    await loadPerson(stores, { code, displayName, role: 'ALLIANCE_LEAD', body })
    await stores.network.putOffice({
      personId: demoPersonId(code),
      bodyId: demoBodyId(body),
      office: 'Legale rappresentante',
    })
  }
  for (const body of demoMembers)
    await loadPerson(stores, {
      code: `MEMBER_${body}`,
      displayName: `Referente di rete ${demoBodies[body].name}`,
      role: 'NETWORK_MEMBER',
      body,
    })
  await stores.network.putOffice({
    personId: demoPersonId('TITULAR_UNIVERSITA'),
    bodyId: demoBodyId('FONDAZIONE_TEMPO'),
    office: 'Componente del consiglio di amministrazione',
  })
}

async function loadPerson(
  stores: Stores,
  person: { code: DemoPersonCode; displayName: string; role: Role; body: DemoBodyCode | null },
): Promise<void> {
  const id = demoPersonId(person.code)
  const name = person.code.toLowerCase().replaceAll('_', '-')
  await stores.network.putPerson({
    id,
    displayName: person.displayName,
    email: `${name}@${host(person.body ?? 'ATS_MILANO')}`,
  })
  const bodyId = person.body === null ? null : demoBodyId(person.body)
  await stores.network.putRole({ personId: id, role: person.role, bodyId })
}

function host(code: DemoBodyCode): string {
  return `${code.toLowerCase().replaceAll('_', '-')}.example`
}
