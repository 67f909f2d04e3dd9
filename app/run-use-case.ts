import type { Knex } from 'knex'
import { createRequestLedger } from '../db/platform/request-ledger.ts'
import { createStores } from '../db/stores.ts'
import { workbookReader } from '../db/expenditure/workbook-source.ts'
import type { Viewer } from '../db/platform/viewer.ts'
import { viewing } from '../db/platform/viewer.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { writeWorkbookFile } from '../documents/expenditure/workbook-file.ts'
import type { Actor, UseCase, UseCaseContext } from '../procedures/context.ts'
import type { StepParts } from './once-per-job.ts'
import { inTransaction } from './transactions.ts'

/* Who asks, and the legal time when the request reached us: neither the wait for a connection nor a repetition makes it
   late (art. 10). */
interface ArrivedRequest {
  actor: Actor
  arrivedAt: Date
}

/* A request that names itself, so that it can be sent again. */
interface KeyedRequest extends ArrivedRequest {
  requestKey: string
  /** SHA-256 of what it asks. */
  contentSha256: string
}

/** How HTTP runs verbs: each in one transaction of its own, with the audit row it records. */
export function createUseCaseRunner({ knex, files, clock }: Pick<StepParts, 'knex' | 'files' | 'clock'>) {
  const asViewer = viewing(knex)
  const within = <C, R>(
    tx: Knex,
    { actor, arrivedAt: now }: ArrivedRequest,
    act: { useCase: UseCase<C, R>; command: C },
  ): Promise<R> => {
    const stores = createStores(tx)
    const record: UseCaseContext['record'] = ({ cycleId, ...entry }) =>
      stores.audit.append({
        ...{ chainId: cycleId, at: now, actor: actor.personId, functionId: actor.functionId },
        ...entry,
      })
    return act.useCase({ stores, files, now, actor, record }, act.command)
  }
  return {
    /** The file of a workbook, before the request's transaction. */
    writeWorkbook: (cycleId: string) =>
      writeWorkbookFile({ files, readWorkbook: workbookReader(knex) }, cycleId),

    run: <C, R>(request: ArrivedRequest, useCase: UseCase<C, R>, command: C): Promise<R> =>
      inTransaction(knex, (tx) => within(tx, request, { useCase, command })),

    /** The same for a request with a key: sent again, it gets the first answer and does nothing twice. Throws
     * REQUEST_KEY_REUSED when the key came before with another content. */
    runOnce: <C, R>(request: KeyedRequest, useCase: UseCase<C, R>, command: C): Promise<R> =>
      inTransaction(knex, (tx) => once(tx, request, () => within(tx, request, { useCase, command }))),

    /** For verbs that only read: a read-only transaction as the viewer, behind the wall. */
    look: <C, R>(actor: Actor & Viewer, useCase: UseCase<C, R>, command: C): Promise<R> =>
      asViewer(actor, (tx) =>
        useCase(
          {
            stores: createStores(tx),
            files,
            now: clock.now(),
            actor,
            record: () => Promise.reject(new Error('a verb that only reads records nothing')),
          },
          command,
        ),
      ),
  }
}
export type UseCaseRunner = ReturnType<typeof createUseCaseRunner>

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
