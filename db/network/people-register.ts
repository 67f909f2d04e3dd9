import type { Knex } from 'knex'
import type { FunctionRole } from '../../domain/network/functions.ts'
import type { SeatRole } from '../../domain/network/network.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { OnlyApplication, StandsFor } from '../../domain/network/functions.ts'
import { IN_FORCE, onlyOf, STANDS_FOR, WHOSE } from './function-store.ts'

export interface PeopleAsked extends PageAsked {
  /** Part of the name, or of the codice fiscale. */
  text?: string | undefined
  /** Who holds this on the day. */
  role?: string | undefined
  /** Who holds something in a body: part of its name, or its codice fiscale. */
  body?: string | undefined
}

/** A person of the list, with what it is on the day. */
export interface ListedPerson {
  id: string
  displayName: string
  email: string
  functions: { role: FunctionRole; bodyName: string | null; standsFor: StandsFor | null }[]
}

/* A function with its period, the act that gave it, and the one that ended it before its time. */
interface RegisteredFunction {
  id: string
  role: FunctionRole
  bodyName: string | null
  seatRole: SeatRole | null
  office: string | null
  signatory: boolean
  from: LocalDate
  until: LocalDate | null
  act: string
  endAct: string | null
  /** In whose place; null for a function of the person's own. */
  standsFor: StandsFor | null
  /** Who acts, has acted or will act in its place, the newest first. */
  substitutes: {
    displayName: string
    from: LocalDate
    until: LocalDate
    act: string
    only: OnlyApplication | null
  }[]
}

/** All that the register holds of a person. `document` is that of who has no codice fiscale. */
export interface RegisteredPerson {
  id: string
  displayName: string
  email: string
  bornOn: LocalDate
  taxCode: string | null
  document: string | null
  /** Addresses of the demo, or the provider by which the person signs in. */
  accounts: { id: string; name: string }[]
  functions: RegisteredFunction[]
}

/** Somebody who decides for an office or in the committee, or evaluates as an expert, with its roles there. */
export interface DecidingPerson {
  id: string
  displayName: string
  roles: FunctionRole[]
}

/* A function in whose place somebody may be asked to act. */
interface ReplaceableFunction {
  id: string
  role: FunctionRole
  displayName: string
  bodyName: string | null
}

const PLACE = `left join committee_seats s on s.id = f.seat_id
  left join bodies b on b.id = coalesce(f.body_id, s.body_id)`

const SUBSTITUTES = `coalesce((select json_agg(json_build_object('displayName', sp.display_name, 'from', sf.starts_on,
    'until', sf.ends_on, 'act', sf.act, 'only', ${onlyOf('sf')}) order by sf.starts_on desc, sf.id)
  from functions sf join persons sp on sp.id = sf.person_id where sf.stands_for = f.id), '[]') as substitutes`

/** The register of people, read for who keeps it (art. 8). */
export function createPeopleRegister(tx: Knex) {
  return {
    /** A page of the people, by family name. */
    async pageOfPeople(
      { text, role, body, ...page }: PeopleAsked,
      on: LocalDate,
    ): Promise<Page<ListedPerson>> {
      const held = (condition: string) =>
        `exists (select from functions f ${PLACE} where f.person_id = p.id and ${IN_FORCE} and ${condition})`
      const { items, next } = await readPage<Omit<ListedPerson, 'functions'>>(
        tx,
        {
          about: ['people'],
          rows: `select p.id, p.display_name as "displayName", p.email, p.family_name, p.given_name from persons p where true`,
          values: { on },
          filters: {
            text: [contains('p.display_name', 'p.tax_code'), text],
            role: [held('f.role = :role'), role],
            body: [held(`(b.tax_code = :body or position(lower(:body) in lower(b.name)) > 0)`), body],
          },
          order: { family_name: 'text', given_name: 'text', id: 'text' },
        },
        page,
      )
      const functions = await inForce(
        tx,
        items.map(({ id }) => id),
        on,
      )
      return { items: items.map((one) => ({ ...one, functions: functions.get(one.id) ?? [] })), next }
    },

    /** In whose place a person can be asked to act from a day on: who has a function in the network, or in a body in which the
     * person has one. */
    async replaceableBy(personId: string, on: LocalDate): Promise<ReplaceableFunction[]> {
      const { rows } = await tx.raw<{ rows: ReplaceableFunction[] }>(
        `select f.id, f.role, p.display_name as "displayName", b.name as "bodyName"
           from functions f join persons p on p.id = f.person_id ${PLACE}
          where f.stands_for is null and f.role not in ('COMMITTEE_MEMBER','OFFICE_HOLDER') and f.person_id <> :personId
            and coalesce(f.ends_on, 'infinity') >= cast(:on as date)
            and (f.body_id is null or f.body_id in (select own.body_id from functions own where own.person_id = :personId))
          order by f.role, p.display_name, f.id`,
        { personId, on },
      )
      return rows
    },

    /** Who decides something of applications on a day, by name: for an office or in the committee, and experts whom the viewer knows to
     * be called in, whatever their body. */
    async deciding(on: LocalDate): Promise<DecidingPerson[]> {
      const { rows } = await tx.raw<{ rows: DecidingPerson[] }>(
        `select p.id, p.display_name as "displayName", array_agg(distinct f.role) as roles from functions f join persons p on p.id = f.person_id
          where (f.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE','COMMITTEE_MEMBER')
              or f.role = 'NETWORK_MEMBER' and p.id in (select e.person_id from panel_appointments e)) and ${IN_FORCE}
          group by p.id, p.display_name order by p.display_name, p.id`,
        { on },
      )
      return rows
    },

    /** A person with its accounts and all its functions, the newest first. */
    async registeredPerson(id: string): Promise<RegisteredPerson | null> {
      const [row] = (
        await tx.raw<{ rows: Omit<RegisteredPerson, 'accounts' | 'functions'>[] }>(
          `select p.id, p.display_name as "displayName", p.email, p.born_on as "bornOn", p.tax_code as "taxCode",
              nullif(concat_ws(' ', p.document_kind, p.document_country, p.document_number), '') as document
             from persons p where p.id = ?`,
          [id],
        )
      ).rows
      if (row === undefined) return null
      return { ...row, accounts: await accountsOf(tx, id), functions: await functionsOf(tx, id) }
    },
  }
}

async function inForce(
  tx: Knex,
  ids: readonly string[],
  on: LocalDate,
): Promise<Map<string, ListedPerson['functions']>> {
  const { rows } = await tx.raw<{ rows: (ListedPerson['functions'][number] & { id: string })[] }>(
    `select f.person_id as id, f.role, b.name as "bodyName", ${STANDS_FOR} from functions f ${PLACE} ${WHOSE}
      where f.person_id = any(cast(:ids as text[])) and ${IN_FORCE} order by f.role, b.name, f.id`,
    { ids: [...ids], on },
  )
  const byPerson = Map.groupBy(rows, ({ id }) => id)
  return new Map(
    [...byPerson].map(([id, held]) => [
      id,
      held.map(({ role, bodyName, standsFor }) => ({ role, bodyName, standsFor })),
    ]),
  )
}

async function accountsOf(tx: Knex, id: string): Promise<RegisteredPerson['accounts']> {
  const sql = `select id, coalesce(email, issuer) as name from accounts where person_id = ? order by 2, 1`
  return (await tx.raw<{ rows: RegisteredPerson['accounts'] }>(sql, [id])).rows
}

async function functionsOf(tx: Knex, id: string): Promise<RegisteredFunction[]> {
  const { rows } = await tx.raw<{ rows: RegisteredFunction[] }>(
    `select f.id, f.role, b.name as "bodyName", f.seat_role as "seatRole", f.office, f.signatory, f.starts_on as "from",
        f.ends_on as "until", f.act, f.end_act as "endAct", ${STANDS_FOR}, ${SUBSTITUTES}
       from functions f ${PLACE} ${WHOSE} where f.person_id = ? order by f.starts_on desc, f.role, f.id`,
    [id],
  )
  return rows
}
