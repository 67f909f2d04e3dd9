import type { Knex } from 'knex'
import type { BodyKind, EnterpriseSize, LinkKind, SeatCategory, SeatRole } from '../domain/network/network.ts'
import { derivedId } from '../domain/shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../domain/shared/ids.ts'
import type { Role } from '../domain/shared/work-item-types.ts'

/** A body of the register, or one that takes part in an alliance only (`networkMemberSince` null; art. 2). */
export interface BodyRecord {
  id: BodyId
  name: string
  taxCode: string
  kind: BodyKind
  size: EnterpriseSize | null
  /** Null for a body known only as a partner: the register's members always have one. */
  email: string | null
  networkMemberSince: string | null
}
export interface PersonRecord {
  id: PersonId
  displayName: string
  email: string
}
export interface SeatHolderRecord {
  personId: PersonId
  role: SeatRole
  displayName: string
  email: string
}
/** A seat of the committee with its titular and its deputy; fits `computeExclusions` and `attendanceOf`. */
export interface SeatRecord {
  id: SeatId
  category: SeatCategory
  bodyId: BodyId
  bodyName: string
  chair: boolean
  holders: SeatHolderRecord[]
}

interface BodyRow {
  id: BodyId
  name: string
  tax_code: string
  kind: BodyKind
  size: EnterpriseSize | null
  email: string | null
  network_member_since: string | null
}

const toBody = (row: BodyRow): BodyRecord => ({
  id: row.id,
  name: row.name,
  taxCode: row.tax_code,
  kind: row.kind,
  size: row.size,
  email: row.email,
  networkMemberSince: row.network_member_since,
})

/** The network: its bodies and their ties, the committee's seats, the people and their roles (art. 2, 5). */
export function createNetworkStore(tx: Knex) {
  return { ...createBodies(tx), ...createPeople(tx), ...createCommittee(tx) }
}

function createBodies(tx: Knex) {
  return {
    /** Records a body once for its tax code; returns the id that the tax code has, new or old. */
    putBody: (body: Omit<BodyRecord, 'id'> & { id?: BodyId }) => putBody(tx, body),

    async findBody(id: string): Promise<BodyRecord | null> {
      const row = await tx<BodyRow>('bodies').where('id', id).first()
      return row ? toBody(row) : null
    },

    async bodyByTaxCode(taxCode: string): Promise<BodyRecord | null> {
      const row = await tx<BodyRow>('bodies').where('tax_code', taxCode).first()
      return row ? toBody(row) : null
    },

    async bodies(ids: readonly string[]): Promise<BodyRecord[]> {
      return (await tx<BodyRow>('bodies').whereIn('id', ids).orderBy('name')).map(toBody)
    },

    /** The bodies that joined the network, by name: they get its mail (art. 2, 6). */
    async members(): Promise<(BodyRecord & { email: string })[]> {
      const rows = await tx<BodyRow>('bodies').whereNotNull('network_member_since').orderBy('name')
      return rows.flatMap((row) => (row.email === null ? [] : [{ ...toBody(row), email: row.email }]))
    },

    async putLink(link: {
      fromBodyId: BodyId
      toBodyId: BodyId
      kind: LinkKind
      source: string
    }): Promise<void> {
      await tx('body_links')
        .insert({
          from_body_id: link.fromBodyId,
          to_body_id: link.toBodyId,
          kind: link.kind,
          source: link.source,
        })
        .onConflict()
        .ignore()
    },

    async links(): Promise<{ fromBodyId: BodyId; toBodyId: BodyId; kind: LinkKind }[]> {
      return tx('body_links')
        .select({ fromBodyId: 'from_body_id', toBodyId: 'to_body_id', kind: 'kind' })
        .orderBy(['from_body_id', 'to_body_id', 'kind'])
    },
  }
}

async function putBody(tx: Knex, body: Omit<BodyRecord, 'id'> & { id?: BodyId }): Promise<BodyId> {
  await tx('bodies')
    .insert({
      id: body.id ?? derivedId('body', body.taxCode),
      name: body.name,
      tax_code: body.taxCode,
      kind: body.kind,
      size: body.size,
      email: body.email,
      network_member_since: body.networkMemberSince,
    })
    .onConflict('tax_code')
    .ignore()
  const row = await tx<BodyRow>('bodies').where('tax_code', body.taxCode).first('id')
  if (row === undefined) throw new Error('a body that was just recorded is not there')
  return row.id
}

function createPeople(tx: Knex) {
  const find = async (id: string): Promise<PersonRecord | null> => {
    const row = await tx('persons').where({ id }).first('id', 'display_name', 'email')
    return row ? { id: row.id, displayName: row.display_name, email: row.email } : null
  }
  return {
    findPerson: find,

    async putPerson(person: PersonRecord): Promise<void> {
      await tx('persons')
        .insert({ id: person.id, display_name: person.displayName, email: person.email })
        .onConflict()
        .ignore()
    },

    async putRole(holding: { personId: PersonId; role: Role; bodyId: BodyId | null }): Promise<void> {
      await tx('person_roles')
        .insert({ person_id: holding.personId, role: holding.role, body_id: holding.bodyId })
        .onConflict()
        .ignore()
    },

    async putOffice(held: { personId: PersonId; bodyId: BodyId; office: string }): Promise<void> {
      await tx('offices')
        .insert({ person_id: held.personId, body_id: held.bodyId, office: held.office })
        .onConflict()
        .ignore()
    },

    async offices(): Promise<{ personId: PersonId; bodyId: BodyId }[]> {
      return tx('offices')
        .select({ personId: 'person_id', bodyId: 'body_id' })
        .orderBy(['person_id', 'body_id'])
    },

    /** People who hold a role (for that body, where one is given), by name. */
    async personsWithRole(role: Role, bodyId?: string): Promise<PersonRecord[]> {
      return tx('persons')
        .select({ id: 'persons.id', displayName: 'display_name', email: 'email' })
        .whereExists(
          tx('person_roles')
            .whereRaw('person_roles.person_id = persons.id')
            .where(bodyId === undefined ? { role } : { role, body_id: bodyId }),
        )
        .orderBy('display_name')
    },

    /** Everybody with a role, in order of name: whom the demo's sign-in offers. */
    async everybody() {
      const rows = await tx<{ person_id: PersonId; display_name: string; role: Role; body_id: BodyId | null }>('person_roles')
        .join('persons', 'persons.id', 'person_roles.person_id')
        .orderBy(['persons.display_name', 'person_roles.role', 'person_roles.body_id'])
        .select('person_roles.person_id', 'persons.display_name', 'person_roles.role', 'person_roles.body_id')
      const people = new Map<PersonId, { personId: PersonId; displayName: string; roles: { role: Role; bodyId: BodyId | null }[] }>()
      for (const row of rows) {
        const person = people.get(row.person_id) ?? { personId: row.person_id, displayName: row.display_name, roles: [] }
        person.roles.push({ role: row.role, bodyId: row.body_id })
        people.set(row.person_id, person)
      }
      return [...people.values()]
    },

    /** Who a person is when acting: name and roles; null for an id that nobody has. */
    async actorOf(personId: string) {
      const person = await find(personId)
      if (person === null) return null
      const roles = await tx<{ role: Role; body_id: BodyId | null }>('person_roles').where(
        'person_id',
        personId,
      )
      return {
        personId: person.id,
        displayName: person.displayName,
        roles: roles.map((row) => ({ role: row.role, bodyId: row.body_id })),
      }
    },
  }
}

function createCommittee(tx: Knex) {
  return {
    /** Records a seat once for its category and body, with its holders (art. 5). */
    async putSeat(
      seat: Omit<SeatRecord, 'bodyName' | 'holders'> & { holders: { personId: PersonId; role: SeatRole }[] },
    ) {
      await tx('committee_seats')
        .insert({ id: seat.id, category: seat.category, body_id: seat.bodyId, chair: seat.chair })
        .onConflict(['category', 'body_id'])
        .ignore()
      await tx('seat_holders')
        .insert(seat.holders.map((one) => ({ seat_id: seat.id, person_id: one.personId, role: one.role })))
        .onConflict()
        .ignore()
    },

    seats: () => readSeats(tx),
  }
}

async function readSeats(tx: Knex): Promise<SeatRecord[]> {
  const seats: Omit<SeatRecord, 'holders'>[] = await tx('committee_seats')
    .join('bodies', 'bodies.id', 'committee_seats.body_id')
    .select({
      id: 'committee_seats.id',
      category: 'category',
      bodyId: 'body_id',
      bodyName: 'bodies.name',
      chair: 'chair',
    })
    .orderBy([{ column: 'chair', order: 'desc' }, 'bodies.name'])
  const holders: (SeatHolderRecord & { seatId: SeatId })[] = await tx('seat_holders')
    .join('persons', 'persons.id', 'seat_holders.person_id')
    .select({
      seatId: 'seat_id',
      personId: 'person_id',
      role: 'role',
      displayName: 'display_name',
      email: 'email',
    })
    .orderBy('role', 'desc')
  return seats.map((seat) => ({
    ...seat,
    holders: holders.filter((one) => one.seatId === seat.id).map(({ seatId: _, ...holder }) => holder),
  }))
}
