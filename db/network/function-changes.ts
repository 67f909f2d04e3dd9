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
     or f.person_id = :personId and f.role = :role and coalesce(f.body_id, '') = coalesce(:bodyId, '')
       and coalesce(f.office, '') = coalesce(:office, ''))
 order by f.starts_on limit 1`

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
        `select f.id, f.person_id as "personId", f.role, b.name as "bodyName", f.starts_on as "from", f.ends_on as "until"
           from functions f left join committee_seats s on s.id = f.seat_id
           left join bodies b on b.id = coalesce(f.body_id, s.body_id) where f.id = ? for update of f`,
        [id],
      )
      return rows[0] ?? null
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
