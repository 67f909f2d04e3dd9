import { accountIdOf } from '../../db/network/person-store.ts'
import { networkIds } from '../../domain/network/network-ids.ts'
import type { NetworkDocument } from '../../domain/network/network-document.ts'
import type { BodyId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { demoNetwork } from './network.ts'

const ids = networkIds(demoNetwork.code)

/* A code that the demo's file does not have is a slip of ours: told where it is made. */
function known<T extends { code: string }>(list: readonly T[], code: string): T {
  const found = list.find((one) => one.code === code)
  if (found === undefined) throw new Error(`the demo network has no ${code}`)
  return found
}

/** A body of the demo network, by its code. Throws Error where there is none. */
export const demoBody = (code: string): NetworkDocument['bodies'][number] => known(demoNetwork.bodies, code)

/** The id of a body of the demo network, by its code, e.g. `CCIAA`. */
export const demoBodyId = (code: string): BodyId => ids.body(demoBody(code).code)

/** The id of a person of the demo network, by its code, e.g. `TITULAR_CCIAA`, `LEAD_ASSEMI`, `FINANCE_1`. */
export const demoPersonId = (code: string): PersonId => ids.person(known(demoNetwork.people, code).code)

/** The account of a person of the demo network, with which it signs in. */
export const demoAccountId = (code: string): string => accountIdOf(known(demoNetwork.people, code).email)

/** The id of a seat of the demo committee, by its code, which is that of its body. */
export const demoSeatId = (code: string): SeatId => ids.seat(known(demoNetwork.seats, code).code)
