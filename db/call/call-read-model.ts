import type { Knex } from 'knex'
import { publicCallStatusSchema } from '../../domain/call/lifecycle.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

const PUBLIC = publicCallStatusSchema.options

interface PublicCall {
  id: string
  cycleCode: string
  number: number
  title: string
  status: (typeof PUBLIC)[number]
  opensAt: Date
  closesAt: Date
}

/** A published call as anybody reads it: every rule with its source (L. 241/1990 art. 12; D.Lgs. 33/2013 art. 26). */
export interface PublicCallDetail extends PublicCall {
  configurationSha256: string
  configuration: CallConfiguration
}

const columns = {
  id: 'c.id',
  cycleCode: 'y.code',
  number: 'c.number',
  title: 'c.title',
  status: 'c.status',
  opensAt: 'c.opens_at',
  closesAt: 'c.closes_at',
}

const publicCalls = (tx: Knex) =>
  tx('calls as c')
    .join('cycles as y', 'y.id', 'c.cycle_id')
    .whereIn('c.status', PUBLIC)
    .orderBy('c.opens_at', 'desc')

/** Published calls: open to anybody, signed in or not. */
export function createCallReadModel(asViewer: AsViewer) {
  return {
    published: (viewer: Viewer): Promise<PublicCall[]> =>
      asViewer(viewer, (tx) => publicCalls(tx).select<PublicCall[]>(columns)),

    find: (viewer: Viewer, callId: string): Promise<PublicCallDetail | null> =>
      asViewer(viewer, async (tx) => {
        const row = await publicCalls(tx)
          .where('c.id', callId)
          .first<PublicCallDetail | undefined>({
            ...columns,
            configurationSha256: 'c.configuration_sha256',
            configuration: 'c.configuration',
          })
        return row ?? null
      }),
  }
}
