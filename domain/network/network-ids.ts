import { derivedId } from '../shared/ids.ts'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'

/** The ids that the codes of a network's document always have. */
export function networkIds(network: string) {
  return {
    body: (code: string): BodyId => derivedId('network', network, 'body', code),
    seat: (code: string): SeatId => derivedId('network', network, 'seat', code),
    person: (code: string): PersonId => derivedId('network', network, 'person', code),
  }
}
