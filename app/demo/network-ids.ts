import { derivedId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import type { DemoBodyCode } from './network-bodies.ts'

/** The id that a body of the demo network always has. */
export function demoBodyId(code: DemoBodyCode): BodyId {
  return derivedId('demo', 'body', code)
}

/** The id that a person of the demo network always has, e.g. `TITULAR_CCIAA`, `LEAD_ASSEMI`, `FINANCE_1`. */
export function demoPersonId(code: DemoPersonCode): PersonId {
  return derivedId('demo', 'person', code)
}

/** The id of a body's seat in the demo committee. */
export function demoSeatId(code: DemoBodyCode): SeatId {
  return derivedId('demo', 'seat', code)
}

export type DemoOffice = 'PROCESS_OWNER' | 'CASE_OFFICER_1' | 'CASE_OFFICER_2' | 'FINANCE_1' | 'FINANCE_2'
export type DemoPersonCode = DemoOffice | `${'TITULAR' | 'DEPUTY' | 'LEAD' | 'MEMBER'}_${DemoBodyCode}`
