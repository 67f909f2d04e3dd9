import type { Knex } from 'knex'
import type { SeatRole } from '../../domain/network/network.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/** A seat with all who held it and who will, each with period and acts (art. 5). */
export interface RegisteredSeat {
  id: string
  category: string
  bodyName: string
  chair: boolean
  holders: {
    personId: string
    displayName: string
    seatRole: SeatRole
    from: LocalDate
    until: LocalDate | null
    act: string
    endAct: string | null
  }[]
}

/** The register of the committee's seats. */
export function createSeatRegister(tx: Knex) {
  return {
    /** A seat with its holders, the newest first; titular before deputy of the same day. */
    async registeredSeat(id: string): Promise<RegisteredSeat | null> {
      const seat = await tx.raw<{ rows: Omit<RegisteredSeat, 'holders'>[] }>(
        `select s.id, s.category, b.name as "bodyName", s.chair
           from committee_seats s join bodies b on b.id = s.body_id where s.id = ?`,
        [id],
      )
      const [found] = seat.rows
      if (found === undefined) return null
      const { rows: holders } = await tx.raw<{ rows: RegisteredSeat['holders'] }>(
        `select p.id as "personId", p.display_name as "displayName", f.seat_role as "seatRole", f.starts_on as "from",
            f.ends_on as "until", f.act, f.end_act as "endAct"
           from functions f join persons p on p.id = f.person_id
          where f.seat_id = ? order by f.starts_on desc, f.seat_role desc, f.id`,
        [id],
      )
      return { ...found, holders }
    },
  }
}
