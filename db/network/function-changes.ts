import type { Knex } from 'knex'
import type { FunctionRole, HeldFunction } from '../../domain/network/functions.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { PersonId } from '../../domain/shared/ids.ts'

/* A function that another one leaves no room for in its days: the same of the same person, a place in a seat that is taken,
   or a second seat of one person (art. 5). */
interface Contradiction {
  why: 'HELD_ALREADY' | 'SEAT_TAKEN' | 'SITS_ALREADY'
  displayName: string
  from: LocalDate
  until: LocalDate | null
}

/** A function as it stands, for who ends it. */
export interface StandingFunction {
  id: string
  personId: PersonId
  role: FunctionRole
  bodyName: string | null
  /** The function whose place it takes; null for one of the person's own. */
  standsFor: string | null
  from: LocalDate
  until: LocalDate | null
}

const CONTRADICTION = `
select case when f.seat_id = :seatId and f.seat_role = :seatRole and f.person_id <> :personId then 'SEAT_TAKEN'
            when f.seat_id is not null then 'SITS_ALREADY' else 'HELD_ALREADY' end as why,
       p.display_name as "displayName", f.starts_on as "from", f.ends_on as "until"
  from functions f join persons p on p.id = f.person_id
 where daterange(f.starts_on, f.ends_on, '[]') && daterange(cast(:from as date), cast(:until as date), '[]')
   and (f.person_id = :personId and f.seat_id is not null and cast(:seatId as text) is not null
     or f.seat_id = :seatId and f.seat_role = :seatRole
     or f.person_id = :personId and f.stands_for is null and f.role = :role and coalesce(f.body_id, '') = coalesce(:bodyId, '')
       and coalesce(f.office, '') = coalesce(:office, ''))
 order by f.starts_on limit 1`

/* Whom a person acts for in those days, and whom these act for, and so on. */
const ACTS_FOR = `
with recursive acts_for (person_id) as (
  select other.person_id from functions f join functions other on other.id = f.stands_for
   where f.person_id = :personId and daterange(f.starts_on, f.ends_on, '[]') && daterange(cast(:from as date), cast(:until as date), '[]')
  union
  select other.person_id from acts_for a join functions f on f.person_id = a.person_id join functions other on other.id = f.stands_for
   where daterange(f.starts_on, f.ends_on, '[]') && daterange(cast(:from as date), cast(:until as date), '[]'))
select 1 from acts_for where person_id = :for`

interface Days {
  from: LocalDate
  until: LocalDate
}

/** What changes the functions of people, one at a time for a person and for a seat. */
export function createFunctionChanges(tx: Knex) {
  return {
    /** The function that stands against a new one; null where none does. Holds the person and the seat until the commit. */
    async contradictionOf(one: HeldFunction): Promise<Contradiction | null> {
      await tx.raw('select id from committee_seats where id = ? for update', [one.seatId])
      await tx.raw('select id from persons where id = ? for update', [one.personId])
      const { personId, role, bodyId, seatId, seatRole, office, from, until } = one
      const asked = { personId, role, bodyId, seatId, seatRole, office, from, until }
      const { rows } = await tx.raw<{ rows: Contradiction[] }>(CONTRADICTION, asked)
      return rows[0] ?? null
    },

    /** A function, held until the commit. */
    async standingFunction(id: string): Promise<StandingFunction | null> {
      const { rows } = await tx.raw<{ rows: StandingFunction[] }>(
        `select f.id, f.person_id as "personId", f.role, b.name as "bodyName", f.stands_for as "standsFor", f.starts_on as "from", f.ends_on as "until"
           from functions f left join committee_seats s on s.id = f.seat_id
           left join bodies b on b.id = coalesce(f.body_id, s.body_id) where f.id = ? for update of f`,
        [id],
      )
      return rows[0] ?? null
    },

    /** True when a person acts in those days, by whatever chain, in the place of another. One change at a time may ask, so
     * that no two close a circle together. */
    async standsInFor(asked: Days & { personId: string; for: string }): Promise<boolean> {
      await tx.raw('lock table functions in share row exclusive mode')
      return (await tx.raw<{ rows: unknown[] }>(ACTS_FOR, { ...asked })).rows.length > 0
    },

    /** Who acts in the place of a function in those days, for the same application or for all; null where nobody does. */
    async substituteOf(
      { functionId, only }: { functionId: string; only: string | null },
      { from, until }: Days,
    ): Promise<(Days & { displayName: string }) | null> {
      const { rows } = await tx.raw<{ rows: (Days & { displayName: string })[] }>(
        `select p.display_name as "displayName", f.starts_on as "from", f.ends_on as "until"
           from functions f join persons p on p.id = f.person_id
          where f.stands_for = :functionId and f.application_id is not distinct from :only and daterange(f.starts_on, f.ends_on, '[]') && daterange(cast(:from as date), cast(:until as date), '[]')
          order by f.starts_on limit 1`,
        { functionId, only, from, until },
      )
      return rows[0] ?? null
    },

    /** Records that a person acts in the place of a function, with all that it gives, for one application alone where `only` names it. */
    async addSubstitution(
      one: Days & { id: string; personId: string; of: string; act: string; only?: string | null },
    ): Promise<void> {
      await tx.raw(
        `insert into functions (id, person_id, role, body_id, signatory, starts_on, ends_on, act, stands_for, application_id)
         select :id, :personId, f.role, f.body_id, f.signatory, :from, :until, :act, f.id, :only from functions f where f.id = :of`,
        { only: null, ...one },
      )
    },

    /** Ends a function with a day, which is its last, by an act. */
    async endFunction(id: string, { on, act }: { on: LocalDate; act: string }): Promise<void> {
      await tx('functions').where({ id }).update({ ends_on: on, end_act: act })
    },

    /** Lets one verb at a time change who is process owner, so that the last two never end each other. */
    async holdOwners(): Promise<void> {
      await tx.raw(`select id from functions where role = 'PROCESS_OWNER' order by id for update`)
    },
  }
}
