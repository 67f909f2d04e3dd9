import type { Knex } from 'knex'
import { createInboxReadModel } from './inbox-read-model.ts'
import { viewing } from './viewer.ts'

/** Every read of a page or of the API: each takes the viewer first, and sees what the viewer may see. */
export function createReadModels(knex: Knex) {
  const asViewer = viewing(knex)
  return {
    inbox: createInboxReadModel(asViewer),
  }
}
export type ReadModels = ReturnType<typeof createReadModels>
