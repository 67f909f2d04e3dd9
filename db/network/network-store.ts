import type { Knex } from 'knex'
import type { SeatRole } from '../../domain/network/network.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { createBodyStore } from './body-store.ts'
import { createFunctionChanges } from './function-changes.ts'
import { createFunctionStore, IN_FORCE } from './function-store.ts'
import { createInvitationStore } from './invitation-store.ts'
import { createPeopleRegister } from './people-register.ts'
import { readRegisterEntries } from './register-entries.ts'
import { createSeatRegister } from './seat-register.ts'
import { createPersonStore } from './person-store.ts'

interface SeatHolderRecord {
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

/** The network: its bodies and their ties, the people and what they are, the committee's seats (art. 2, 5). */
export function createNetworkStore(tx: Knex) {
  return {
    ...createBodyStore(tx),
    ...createPersonStore(tx),
    ...createFunctionStore(tx),
    ...createInvitationStore(tx),
    ...createFunctionChanges(tx),
    ...createPeopleRegister(tx),
    ...createSeatRegister(tx),

    /** What was entered in the register of who votes, between two instants. */
    registerEntries: (between: { since: Date; until: Date }) => readRegisterEntries(tx, between),

    /** Records a seat once for its category and body (art. 5). */
    async putSeat(seat: Omit<SeatRecord, 'bodyName' | 'holders'>) {
      await tx('committee_seats')
        .insert({ id: seat.id, category: seat.category, body_id: seat.bodyId, chair: seat.chair })
        .onConflict(['category', 'body_id'])
        .ignore()
    },

    /** The committee as it sits on a day, chair first; titular before deputy. */
    seats: (on: LocalDate): Promise<SeatRecord[]> => readSeats(tx, on),

    /** True for a seat of the committee. */
    isSeat: async (id: string): Promise<boolean> =>
      (await tx('committee_seats').where({ id }).first('id')) !== undefined,

    /** True for the seat that presides (art. 5, 7). */
    async presides(seatId: string | null): Promise<boolean> {
      if (seatId === null) return false
      return (await tx('committee_seats').where({ id: seatId, chair: true }).first('id')) !== undefined
    },
  }
}

async function readSeats(tx: Knex, on: LocalDate): Promise<SeatRecord[]> {
  const result = await tx.raw<{ rows: SeatRecord[] }>(
    `select s.id, s.category, s.body_id as "bodyId", b.name as "bodyName", s.chair,
            coalesce(json_agg(json_build_object('personId', p.id, 'role', f.seat_role, 'displayName', p.display_name, 'email', p.email)
              order by f.seat_role desc) filter (where p.id is not null), '[]') as holders
       from committee_seats s
       join bodies b on b.id = s.body_id
       left join functions f on f.seat_id = s.id and ${IN_FORCE}
       left join persons p on p.id = f.person_id
      group by s.id, b.name order by s.chair desc, b.name, s.id`,
    { on },
  )
  return result.rows
}
