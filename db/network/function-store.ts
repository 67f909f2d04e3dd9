import type { Knex } from 'knex'
import type { HeldFunction, StandsFor } from '../../domain/network/functions.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { roles } from '../../domain/shared/roles.ts'

/** A person in one of its functions; `bodyId` is the body's of the function, or of its seat. */
export interface ActingPerson {
  personId: PersonId
  displayName: string
  functionId: string
  role: Role
  bodyId: BodyId | null
  seatId: SeatId | null
  /** In whose place the person acts; null in a function of its own. */
  standsFor: StandsFor | null
}

/** A function as the person that holds it chooses it: what it is, and where. */
export interface FunctionChoice {
  functionId: string
  role: Role
  bodyId: BodyId | null
  bodyName: string | null
  standsFor: StandsFor | null
}

/** Who signs for a body. */
export interface Signatory {
  personId: PersonId
  displayName: string
}

/* Of whom it is asked who may do something, and about what; null where it is of no application. */
interface Acting {
  role: Role
  bodyId: string | null
  chairToo: boolean
  subjectId: string | null
}

/** On which functions `f` count on the day `:on`: one in somebody's place as long as the other's lasts, too. */
export const IN_FORCE = `f.starts_on <= cast(:on as date) and coalesce(f.ends_on, 'infinity') >= cast(:on as date)
  and (f.stands_for is null or exists (select from functions o where o.id = f.stands_for
    and o.starts_on <= cast(:on as date) and coalesce(o.ends_on, 'infinity') >= cast(:on as date)))`

/** The application to which a function is limited, as far as whoever reads sees it. */
export const onlyOf = (
  f: string,
): string => `case when ${f}.application_id is not null then json_build_object('applicationId', ${f}.application_id,
    'code', (select a.code from applications a where a.id = ${f}.application_id)) end`

/** Whose place a function `f` takes, beside it, and how that is told. */
export const WHOSE = `left join functions other on other.id = f.stands_for left join persons replaced on replaced.id = other.person_id`
export const STANDS_FOR = `case when f.stands_for is not null then json_build_object('personId', replaced.id,
    'displayName', replaced.display_name, 'act', f.act, 'until', f.ends_on, 'only', ${onlyOf('f')}) end as "standsFor"`

/** People in their functions on the day `:on`; conditions are added with `and`. */
export const ACTING = `select p.id as "personId", p.display_name as "displayName", f.id as "functionId", f.role,
    coalesce(f.body_id, s.body_id) as "bodyId", f.seat_id as "seatId", b.name as "bodyName", ${STANDS_FOR}
  from functions f join persons p on p.id = f.person_id
  left join committee_seats s on s.id = f.seat_id
  left join bodies b on b.id = coalesce(f.body_id, s.body_id) ${WHOSE}
 where f.role <> 'OFFICE_HOLDER' and ${IN_FORCE}`
/** In the order of `:roles`, which is `ordered`. */
export const IN_ORDER = `array_position(cast(:roles as text[]), f.role), f.stands_for nulls first, f.starts_on, f.id`
export const ordered = [...roles]

export type ActingRow = ActingPerson & FunctionChoice

export const toActing = ({
  personId,
  displayName,
  functionId,
  role,
  bodyId,
  seatId,
  standsFor,
}: ActingRow): ActingPerson => ({
  ...{ personId, displayName, functionId, role, bodyId, seatId, standsFor },
})

/** What people are, where and when (art. 5, 8): a function counts on the days of its period only. */
export function createFunctionStore(tx: Knex) {
  const held = async (personId: string, on: LocalDate): Promise<ActingRow[]> => {
    const sql = `${ACTING} and p.id = :personId order by ${IN_ORDER}`
    return (await tx.raw<{ rows: ActingRow[] }>(sql, { personId, on, roles: ordered })).rows
  }
  return {
    /** Records a function once. Throws where the database holds one that contradicts it; `contradictionOf` tells before. */
    async addFunction(one: HeldFunction): Promise<void> {
      await tx('functions')
        .insert({
          id: derivedId(
            'function',
            one.personId,
            one.role,
            one.bodyId ?? `${one.seatId} ${one.seatRole}`,
            one.office ?? '',
            one.from,
          ),
          person_id: one.personId,
          role: one.role,
          body_id: one.bodyId,
          seat_id: one.seatId,
          seat_role: one.seatRole,
          office: one.office,
          signatory: one.signatory,
          starts_on: one.from,
          ends_on: one.until,
          act: one.act,
        })
        .onConflict('id')
        .ignore()
    },

    /** A person in the function chosen, or in the first of its functions where that is not, or no longer, its own; null
     * for who has none on that day. */
    async actorOf(
      personId: string,
      on: LocalDate,
      functionId: string | null = null,
    ): Promise<ActingPerson | null> {
      const own = await held(personId, on)
      const chosen = own.find((one) => one.functionId === functionId) ?? own[0]
      return chosen === undefined ? null : toActing(chosen)
    },

    /** Who holds a role on a day (for that body, where one is named), and with `chairToo` who sits where the committee's chair
     * is (art. 5, 7): each person once, by name. Who stands in for one application alone is among them where `subjectId` is of that
     * one and no other. */
    async actingIn({ role, bodyId, chairToo, subjectId }: Acting, on: LocalDate): Promise<ActingPerson[]> {
      const { rows } = await tx.raw<{ rows: ActingRow[] }>(
        `select distinct on ("displayName", "personId") * from (${ACTING}
            and (f.application_id is null or touches_only(:subjectId, f.application_id))
            and (f.role = :role and coalesce(f.body_id, s.body_id, '') = coalesce(:bodyId, f.body_id, s.body_id, '') or :chairToo and s.chair)) acting
          order by "displayName", "personId", role = :role desc, "standsFor" is not null, "standsFor" ->> 'only' is not null`,
        { role, bodyId, chairToo, subjectId, on },
      )
      return rows.map(toActing)
    },

    /** The functions among which a person chooses in which one to act, in order. */
    functionsOf: (personId: string, on: LocalDate): Promise<FunctionChoice[]> => held(personId, on),

    /** Every account with each function of its person, by name: whom the demo's sign-in offers. */
    async everybody(on: LocalDate): Promise<(ActingPerson & { accountId: string })[]> {
      const { rows } = await tx.raw<{ rows: (ActingRow & { accountId: string })[] }>(
        `with acting as (${ACTING} order by p.display_name, p.id, ${IN_ORDER})
         select acting.*, a.id as "accountId" from acting join accounts a on a.person_id = acting."personId"`,
        { on, roles: ordered },
      )
      return rows.map((row) => ({ ...toActing(row), accountId: row.accountId }))
    },

    /** Who signs for a body on a day, or on any day from `since` to it, by name. */
    async signatoriesOf(bodyId: string, on: LocalDate, since = on): Promise<Signatory[]> {
      const { rows } = await tx.raw<{ rows: Signatory[] }>(
        `select distinct p.id as "personId", p.display_name as "displayName"
           from functions f join persons p on p.id = f.person_id
          where f.body_id = :bodyId and f.signatory and f.starts_on <= cast(:on as date)
            and coalesce(f.ends_on, 'infinity') >= cast(:since as date) order by 2, 1`,
        { bodyId, on, since },
      )
      return rows
    },

    /** Who holds what in which body on a day: what ties people to bodies, beside the seats (art. 5). */
    async offices(on: LocalDate): Promise<{ personId: PersonId; bodyId: BodyId }[]> {
      const { rows } = await tx.raw<{ rows: { personId: PersonId; bodyId: BodyId }[] }>(
        `select distinct f.person_id as "personId", f.body_id as "bodyId" from functions f
          where f.body_id is not null and ${IN_FORCE} order by 1, 2`,
        { on },
      )
      return rows
    },
  }
}
