import type { Knex } from 'knex'
import type { Person } from '../../domain/network/person.ts'
import type { ProvedIdentity } from '../../domain/network/proved-identity.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { IN_FORCE } from './function-store.ts'

export interface PersonRecord {
  id: PersonId
  displayName: string
  /** Where the network writes to the person. */
  email: string
}

const PERSON = `p.id, p.display_name as "displayName", p.email`

/** Humans, and the accounts with which they sign in. */
export function createPersonStore(tx: Knex) {
  return {
    async findPerson(id: string): Promise<PersonRecord | null> {
      return (await peopleBy(tx, [id])).get(id) ?? null
    },

    /** These people by their ids. */
    persons: (ids: readonly string[]): Promise<Map<string, PersonRecord>> => peopleBy(tx, ids),

    /** Records a human once. Throws where another row has the same codice fiscale or document. */
    async putPerson(person: Person & { id: PersonId; email: string }): Promise<void> {
      await tx('persons').insert(personRow(person)).onConflict('id').ignore()
    },

    /** Records a new human; false, and nothing written, for one that the register knows by codice fiscale or document. Its
     * address is an account of the demo unless somebody has it. */
    async registerPerson(person: Person & { id: PersonId; email: string }): Promise<boolean> {
      const written = await tx('persons').insert(personRow(person)).onConflict().ignore().returning('id')
      if (written.length === 0) return false
      await tx('accounts')
        .insert({ id: accountIdOf(person.email), person_id: person.id, email: person.email })
        .onConflict()
        .ignore()
      return true
    },

    /** Gives a person an account of the demo, once for an address; gives its id. Throws where the address is another
     * person's. */
    async putAccount(account: { personId: PersonId; email: string }): Promise<string> {
      const id = accountIdOf(account.email)
      await tx('accounts')
        .insert({ id, person_id: account.personId, email: account.email })
        .onConflict('id')
        .ignore()
      const kept = await tx('accounts').where({ id }).first('person_id')
      if (kept?.person_id !== account.personId)
        throw new Error(`the account ${account.email} is of another person`)
      return id
    },

    /** The account of a subject of a provider; null for one that nobody has. */
    async accountOfSubject({
      issuer,
      subject,
    }: Pick<ProvedIdentity, 'issuer' | 'subject'>): Promise<{ id: string; personId: PersonId } | null> {
      const row = await tx('accounts')
        .where({ issuer, subject })
        .first<{ id: string; personId: PersonId } | undefined>({ id: 'id', personId: 'person_id' })
      return row ?? null
    },

    /** Binds a subject of a provider to a person; false where it is bound already. */
    async bindSubject(personId: PersonId, { issuer, subject }: ProvedIdentity): Promise<boolean> {
      const bound = await tx('accounts')
        .insert({ id: derivedId('account', issuer, subject), person_id: personId, issuer, subject })
        .onConflict(['issuer', 'subject'])
        .ignore()
        .returning('id')
      return bound.length === 1
    },

    /** Records up to when a person has seen what changed; an earlier instant changes nothing. */
    async look(personId: string, until: Date): Promise<void> {
      await tx('persons')
        .where({ id: personId })
        .update({ looked_at: tx.raw('greatest(looked_at, ?)', [until]) })
    },

    /** The registered person with a codice fiscale. */
    async personByTaxCode(taxCode: string): Promise<PersonId | null> {
      const row = await tx('persons')
        .where('tax_code', taxCode)
        .first<{ personId: PersonId } | undefined>({ personId: 'id' })
      return row?.personId ?? null
    },

    /** The human whose account it is; null for an account that nobody has. */
    async personOf(accountId: string): Promise<PersonId | null> {
      const row = await tx('accounts')
        .where('id', accountId)
        .first<{ personId: PersonId } | undefined>({ personId: 'person_id' })
      return row?.personId ?? null
    },

    /** The people who lead for these bodies on a day, by name. */
    async leadsOf(bodyIds: readonly string[], on: LocalDate): Promise<(PersonRecord & { bodyId: BodyId })[]> {
      const { rows } = await tx.raw<{ rows: (PersonRecord & { bodyId: BodyId })[] }>(
        `select ${PERSON}, f.body_id as "bodyId" from functions f join persons p on p.id = f.person_id
          where f.role = 'ALLIANCE_LEAD' and f.body_id = any(cast(:bodyIds as text[])) and ${IN_FORCE}
          order by p.display_name, p.id`,
        { bodyIds: [...bodyIds], on },
      )
      return rows
    },

    /** Who acts on a day for one of these bodies as a lead or as a member of the network. */
    async actingFor(
      bodyIds: readonly string[],
      on: LocalDate,
    ): Promise<(PersonRecord & { bodyId: BodyId })[]> {
      const { rows } = await tx.raw<{ rows: (PersonRecord & { bodyId: BodyId })[] }>(
        `select distinct ${PERSON}, f.body_id as "bodyId" from functions f join persons p on p.id = f.person_id
          where f.role in ('ALLIANCE_LEAD', 'NETWORK_MEMBER') and f.application_id is null
            and f.body_id = any(cast(:bodyIds as text[])) and ${IN_FORCE}
          order by p.display_name, p.id`,
        { bodyIds: [...bodyIds], on },
      )
      return rows
    },

    /** Everybody who holds one of the roles on a day; with `alsoForOne` who stands in for one application alone is among them. */
    async holdersOf(roles: readonly Role[], on: LocalDate, alsoForOne = true): Promise<PersonId[]> {
      const { rows } = await tx.raw<{ rows: { personId: PersonId }[] }>(
        `select distinct f.person_id as "personId" from functions f
          where f.role = any(cast(:roles as text[])) and ${IN_FORCE} and (:alsoForOne or f.application_id is null)`,
        { roles: [...roles], on, alsoForOne },
      )
      return rows.map(({ personId }) => personId)
    },

    /** People who hold a role on a day (for that body, where one is given), by name. */
    async personsWithRole(role: Role, on: LocalDate, bodyId?: string): Promise<PersonRecord[]> {
      const { rows } = await tx.raw<{ rows: PersonRecord[] }>(
        `select ${PERSON} from persons p
          where exists (select 1 from functions f where f.person_id = p.id and f.role = :role and ${IN_FORCE}
            and (cast(:bodyId as text) is null or f.body_id = :bodyId))
          order by p.display_name, p.id`,
        { role, on, bodyId: bodyId ?? null },
      )
      return rows
    },
  }
}

const personRow = ({ id, email, ...person }: Person & { id: PersonId; email: string }) => ({
  ...{ id, email },
  given_name: person.givenName,
  family_name: person.familyName,
  born_on: person.bornOn,
  tax_code: person.taxCode,
  document_country: person.document?.country,
  document_kind: person.document?.kind,
  document_number: person.document?.number,
})

async function peopleBy(tx: Knex, ids: readonly string[]): Promise<Map<string, PersonRecord>> {
  const { rows } = await tx.raw<{ rows: PersonRecord[] }>(
    `select ${PERSON} from persons p where p.id = any(?)`,
    [[...ids]],
  )
  return new Map(rows.map((one) => [one.id, one]))
}

/** The account of an address, however it is spelt. */
export function accountIdOf(email: string): string {
  return derivedId('account', email.toLowerCase())
}
