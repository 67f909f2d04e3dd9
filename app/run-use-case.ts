import { createStores } from '../db/stores.ts'
import type { Viewer } from '../db/viewer.ts'
import { viewing } from '../db/viewer.ts'
import type { Actor, UseCase, UseCaseContext } from '../use-cases/context.ts'
import type { StepParts } from './once-per-job.ts'
import { inTransaction } from './transactions.ts'

/** How HTTP runs verbs: each in one transaction of its own, with the audit row it records. */
export function createUseCaseRunner({ knex, files, clock }: Pick<StepParts, 'knex' | 'files' | 'clock'>) {
  const asViewer = viewing(knex)
  return {
    run: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C): Promise<R> =>
      inTransaction(knex, (tx) => {
        const stores = createStores(tx)
        const now = clock.now()
        const record: UseCaseContext['record'] = ({ cycleId, ...entry }) =>
          stores.audit.append({ chainId: cycleId, at: now, actor: actor.personId, ...entry })
        return useCase({ stores, files, now, actor, record }, command)
      }),

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
