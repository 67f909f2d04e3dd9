import type { Knex } from 'knex'
import type { SeatRole } from '../../domain/network/network.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { createBodyStore } from './body-store.ts'
import { createPersonStore } from './person-store.ts'

export interface SeatHolderRecord {
  personId: PersonId
  role: SeatRole
  displayName: string
  email: string
}
/** A seat of the committee with its titular and its deputy; fits `computeExclusions`. */
export interface SeatRecord {
  id: SeatId
  category: string
  bodyId: BodyId
  bodyName: string
  chair: boolean
  holders: SeatHolderRecord[]
}

/** The network: its bodies and their ties, the people and their roles, the committee's seats (art. 2, 5). */
export function createNetworkStore(tx: Knex) {
  return {
    ...createBodyStore(tx),
    ...createPersonStore(tx),

    /** Records a seat once for its category and body, with its holders, whom a vacant one lacks (art. 5). */
    async putSeat(
      seat: Omit<SeatRecord, 'bodyName' | 'holders'> & { holders: { personId: PersonId; role: SeatRole }[] },
    ) {
      await tx('committee_seats')
        .insert({ id: seat.id, category: seat.category, body_id: seat.bodyId, chair: seat.chair })
        .onConflict(['category', 'body_id'])
        .ignore()
      if (seat.holders.length === 0) return
      await tx('seat_holders')
        .insert(seat.holders.map((one) => ({ seat_id: seat.id, person_id: one.personId, role: one.role })))
        .onConflict()
        .ignore()
    },

    /** The committee, chair first; titular before deputy. */
    seats: (): Promise<SeatRecord[]> => readSeats(tx),

    /** True for the titular and the deputy of the seat that presides (art. 5, 7). */
    async holdsChair(personId: string): Promise<boolean> {
      const seats = await readSeats(tx)
      return seats.some((seat) => seat.chair && seat.holders.some((one) => one.personId === personId))
    },
  }
}

async function readSeats(tx: Knex): Promise<SeatRecord[]> {
  const result = await tx.raw<{ rows: SeatRecord[] }>(
    `select s.id, s.category, s.body_id as "bodyId", b.name as "bodyName", s.chair,
            json_agg(json_build_object('personId', p.id, 'role', h.role, 'displayName', p.display_name, 'email', p.email)
              order by h.role desc) as holders
       from committee_seats s
       join bodies b on b.id = s.body_id
       join seat_holders h on h.seat_id = s.id
       join persons p on p.id = h.person_id
      group by s.id, b.name order by s.chair desc, b.name, s.id`,
  )
  return result.rows
}
