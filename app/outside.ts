import type { Knex } from 'knex'
import { toTransient } from '../db/platform/errors.ts'
import { createStores } from '../db/stores.ts'
import type { Outside } from '../documents/outside.ts'
import type { DocumentStore } from '../domain/shared/ports.ts'
import { outside, whileOpen } from './transactions.ts'
import type { Workshop } from './workshop.ts'

/** Of what steps and verbs are made: the database, the store of files, and who makes documents. */
export interface OutsideParts {
  knex: Knex
  files: DocumentStore
  workshop: Pick<Workshop, 'render' | 'writeWorkbook'>
}

/** What long work is given, at this legal time. */
export function outsideAt({ knex, files, workshop }: OutsideParts, now: Date): Outside {
  return {
    now,
    read: (look) => outside(() => reading(knex, (tx) => look({ stores: createStores(tx), files, now }))),
    render: (kind, viewModel) => outside(() => workshop.render(kind, viewModel)),
    keep: (content) => outside(() => files.put(content)),
    writeWorkbook: (cycleId) => outside(() => workshop.writeWorkbook(cycleId)),
  }
}

function reading<T>(knex: Knex, read: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  const snapshot = { isolationLevel: 'repeatable read', readOnly: true } as const
  return whileOpen(() => knex.transaction(read, snapshot)).catch((error: unknown) => {
    throw toTransient(error)
  })
}
