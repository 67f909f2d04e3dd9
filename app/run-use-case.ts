import type { Knex } from 'knex'
import { createRequestLedger } from '../db/platform/request-ledger.ts'
import { createStores } from '../db/stores.ts'
import type { Viewer } from '../db/platform/viewer.ts'
import { viewing } from '../db/platform/viewer.ts'
import type { Readers } from '../db/platform/connection.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { LongUseCase } from '../documents/outside.ts'
import type { Actor, UseCase, UseCaseContext } from '../procedures/context.ts'
import type { Clock } from '../domain/shared/ports.ts'
import { outsideAt } from './outside.ts'
import type { OutsideParts } from './outside.ts'
import { inTransaction, whileOpen } from './transactions.ts'
import { createTurns } from './turns.ts'
import type { Place, Turns } from './turns.ts'

/* Who asks, and the legal time when the request reached us: neither the wait for a connection nor a repetition makes it
   late (art. 10). */
interface ArrivedRequest {
  actor: Actor
  arrivedAt: Date
  /** Behind all others for what only brings a file: nobody's submission waits for it. */
  place?: Place
}

/* A request that names itself, so that it can be sent again. */
interface KeyedRequest extends ArrivedRequest {
  requestKey: string
  /** SHA-256 of what it asks. */
  contentSha256: string
}

type Verb<C, R> = UseCase<C, R> | LongUseCase<C, R>
type RunnerParts = OutsideParts & Readers & { clock: Clock }

/** How HTTP runs verbs: each in one transaction of its own, with the audit row it records; what makes files does so before. */
export function createUseCaseRunner(parts: RunnerParts, turns: Turns = createTurns()) {
  const { knex } = parts
  return {
    run: async <C, R>(request: ArrivedRequest, verb: Verb<C, R>, command: C): Promise<R> => {
      const useCase = await prepared(parts, request, { verb, command })
      return turns.take(
        () => inTransaction(knex, (tx) => within(parts, { tx, ...request }, { useCase, command })),
        request.place,
      )
    },

    /** The same for a request with a key: sent again, it gets the first answer and does nothing twice. Throws
     * REQUEST_KEY_REUSED when the key came before with another content. */
    runOnce: async <C, R>(request: KeyedRequest, verb: Verb<C, R>, command: C): Promise<R> => {
      const useCase = await prepared(parts, request, { verb, command })
      return turns.take(
        () =>
          inTransaction(knex, (tx) =>
            once(tx, request, () => within(parts, { tx, ...request }, { useCase, command })),
          ),
        request.place,
      )
    },

    look: lookingWith(parts),
    giveWay: turns.giveWay,
  }
}
export type UseCaseRunner = ReturnType<typeof createUseCaseRunner>

async function prepared<C, R>(
  parts: RunnerParts,
  { arrivedAt }: ArrivedRequest,
  { verb, command }: { verb: Verb<C, R>; command: C },
): Promise<UseCase<C, R>> {
  return typeof verb === 'function' ? verb : verb.prepare(outsideAt(parts, arrivedAt), command)
}

function within<C, R>(
  { files }: RunnerParts,
  { tx, actor, arrivedAt: now }: ArrivedRequest & { tx: Knex },
  act: { useCase: UseCase<C, R>; command: C },
): Promise<R> {
  const stores = createStores(tx)
  const record: UseCaseContext['record'] = ({ cycleId, facts, ...entry }) =>
    stores.audit.append({
      ...{ chainId: cycleId, at: now, actor: actor.personId, functionId: actor.functionId },
      ...entry,
      facts: { ...facts, ...inPlaceOf(actor) },
    })
  return act.useCase({ stores, files, now, actor, record }, act.command)
}

/* Whoever acts in somebody's place is told so in the chain too, with the act. */
const inPlaceOf = ({ standsFor }: Actor) =>
  standsFor === null
    ? {}
    : {
        standsFor: {
          ...{ personId: standsFor.personId, act: standsFor.act },
          ...(standsFor.only && { applicationId: standsFor.only.applicationId }),
        },
      }

const recordsNothing = () => Promise.reject(new Error('a verb that only reads records nothing'))

/* For verbs that only read: as the viewer, behind the wall. */
function lookingWith({ readers, files, clock }: RunnerParts) {
  const asViewer = viewing({ readers })
  return <C, R>(actor: Actor & Viewer, useCase: UseCase<C, R>, command: C): Promise<R> =>
    whileOpen(() =>
      asViewer(actor, (tx) =>
        useCase(
          { stores: createStores(tx), files, now: clock.now(), actor, record: recordsNothing },
          command,
        ),
      ),
    )
}

async function once<R>(
  tx: Knex,
  { actor, requestKey, contentSha256 }: KeyedRequest,
  act: () => Promise<R>,
): Promise<R> {
  const request = { personId: actor.personId, requestKey, contentSha256 }
  const ledger = createRequestLedger(tx)
  const before = await ledger.enter(request)
  if (before === 'ANOTHER') throw new BusinessError('REQUEST_KEY_REUSED')
  if (before) return before.answer as R
  const answer = await act()
  await ledger.close(request, answer)
  return answer
}
