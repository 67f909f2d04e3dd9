import type { LocalDate } from '../shared/local-date.ts'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { roles } from '../shared/roles.ts'
import type { SeatRole } from './network.ts'

/** What a person may be: a role that lets act here, or the holder of an office in a body, which only ties to it. */
export const functionRoles = [...roles, 'OFFICE_HOLDER'] as const
export type FunctionRole = (typeof functionRoles)[number]

/** A function of a person: in a body, in a seat of the committee, or, with neither, in the network itself; from the first
 * to the last day, both included, by the act that gives it. `signatory` is who signs for the body; anybody else is a
 * contact. */
export interface HeldFunction {
  personId: PersonId
  role: FunctionRole
  bodyId: BodyId | null
  seatId: SeatId | null
  seatRole: SeatRole | null
  /** What the holder of an office is there; null for a role. */
  office: string | null
  signatory: boolean
  from: LocalDate
  until: LocalDate | null
  act: string
}

/** The one application to which a substitution is limited, with the project that it becomes; no code for whom the wall closes it. */
export interface OnlyApplication {
  applicationId: string
  code: string | null
}

/** In whose place somebody acts, by which act and until which day (included). */
export interface StandsFor {
  personId: PersonId
  displayName: string
  act: string
  until: LocalDate
  /** Null where it is of all that the other does. */
  only: OnlyApplication | null
}
