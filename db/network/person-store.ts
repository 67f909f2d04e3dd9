import type { Knex } from 'knex'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/work-item-types.ts'

export interface PersonRecord {
  id: PersonId
  displayName: string
  email: string
}
/** A role that a person holds, for a body where it is held for one. */
export interface Holding {
  personId: PersonId
  role: Role
  bodyId: BodyId | null
}
export interface ActingPerson {
  personId: PersonId
  displayName: string
  roles: { role: Role; bodyId: BodyId | null }[]
}

/** People, the roles that let them act, and the offices they hold in bodies. */
export function createPersonStore(tx: Knex) {
  return {
    ...createRoles(tx),

    async findPerson(id: string): Promise<PersonRecord | null> {
      const [person] = await people(tx).where('persons.id', id)
      return person ?? null
    },

    async putPerson(person: PersonRecord): Promise<void> {
      await tx('persons')
        .insert({ id: person.id, display_name: person.displayName, email: person.email })
        .onConflict()
        .ignore()
    },

    /** People who hold a role (for that body, where one is given), by name. */
    async personsWithRole(role: Role, bodyId?: string): Promise<PersonRecord[]> {
      return people(tx)
        .whereExists(
          tx('person_roles')
            .whereRaw('person_roles.person_id = persons.id')
            .where(bodyId === undefined ? { role } : { role, body_id: bodyId }),
        )
        .orderBy('display_name')
    },

    /** Everybody's roles, each with the body that it is held for. */
    async holdings(): Promise<Holding[]> {
      return tx('person_roles')
        .select({ personId: 'person_id', role: 'role', bodyId: 'body_id' })
        .orderBy(['person_id', 'role', 'body_id'])
    },

    /** The people who lead for these bodies, by name. */
    async leadsOf(bodyIds: readonly string[]): Promise<(PersonRecord & { bodyId: BodyId })[]> {
      return people(tx)
        .join('person_roles', 'person_roles.person_id', 'persons.id')
        .where('role', 'ALLIANCE_LEAD')
        .whereRaw('body_id = any(?)', [[...bodyIds]])
        .orderBy('display_name')
        .select<(PersonRecord & { bodyId: BodyId })[]>({ bodyId: 'body_id' })
    },

    /** Everybody with a role, in order of name: whom the demo's sign-in offers. */
    everybody: (): Promise<ActingPerson[]> => actingPeople(tx),

    /** Who a person is when acting: name and roles; null for an id that nobody has. */
    async actorOf(personId: string): Promise<ActingPerson | null> {
      const [actor] = await actingPeople(tx, personId)
      return actor ?? null
    },
  }
}

function createRoles(tx: Knex) {
  return {
    async putRole(holding: Holding): Promise<void> {
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
  }
}

function people(tx: Knex) {
  return tx('persons').select<PersonRecord[]>({
    id: 'persons.id',
    displayName: 'display_name',
    email: 'email',
  })
}

async function actingPeople(tx: Knex, personId?: string): Promise<ActingPerson[]> {
  const result = await tx.raw<{ rows: ActingPerson[] }>(
    `select p.id as "personId", p.display_name as "displayName",
            json_agg(json_build_object('role', r.role, 'bodyId', r.body_id) order by r.role, r.body_id) as roles
       from persons p join person_roles r on r.person_id = p.id
      where :personId::text is null or p.id = :personId
      group by p.id order by p.display_name, p.id`,
    { personId: personId ?? null },
  )
  return result.rows
}
