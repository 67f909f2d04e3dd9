import type { Knex } from 'knex'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { CorrectionStatus } from '../../domain/call/lifecycle.ts'
import { movesOf } from '../platform/moves.ts'

/** A new version of a published call, and the version that it replaces (L. 241/1990 art. 12). */
export interface Correction {
  id: string
  callId: string
  version: number
  reason: string
  configuration: CallConfiguration
  configurationSha256: string
  closesAt: Date
  replaced: CallConfiguration
  replacedSha256: string
  proposedBy: string
  status: CorrectionStatus
}

const columns = {
  id: 'id',
  callId: 'call_id',
  version: 'version',
  reason: 'reason',
  configuration: 'configuration',
  configurationSha256: 'configuration_sha256',
  closesAt: 'closes_at',
  replaced: 'replaced',
  replacedSha256: 'replaced_sha256',
  proposedBy: 'proposed_by',
  status: 'status',
}

/** Corrections of published calls. */
export function createCorrectionStore(tx: Knex) {
  const corrections = movesOf(tx, 'call_corrections')
  const find = async (id: string): Promise<Correction | null> =>
    (await tx('call_corrections').where({ id }).first<Correction | undefined>(columns)) ?? null
  return {
    find,

    /** A correction that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<Correction> {
      const correction = await find(id)
      if (correction === null) throw new Error(`no correction ${id}`)
      return correction
    },

    /** The one that waits for its act; null where none does. */
    async pendingOf(callId: string): Promise<string | null> {
      const row = await tx('call_corrections')
        .where({ call_id: callId, ...corrections.begin('propose') })
        .first('id')
      return row?.id ?? null
    },

    /** The version that the next correction of a call is. */
    async nextVersion(callId: string): Promise<number> {
      const row = await tx('call_corrections')
        .where({ call_id: callId, status: 'PUBLISHED' })
        .max<{ max: number | null }>({ max: 'version' })
        .first()
      return (row?.max ?? 1) + 1
    },

    /** How many corrections of a call were taken back. */
    async countWithdrawn(callId: string): Promise<number> {
      const row = await tx('call_corrections').where({ call_id: callId, status: 'WITHDRAWN' }).count().first()
      return Number(row?.['count'])
    },

    async propose(correction: Omit<Correction, 'status'>, at: Date): Promise<void> {
      await tx('call_corrections').insert({
        id: correction.id,
        call_id: correction.callId,
        version: correction.version,
        ...corrections.begin('propose'),
        reason: correction.reason,
        configuration: JSON.stringify(correction.configuration),
        configuration_sha256: correction.configurationSha256,
        closes_at: correction.closesAt,
        replaced: JSON.stringify(correction.replaced),
        replaced_sha256: correction.replacedSha256,
        ...{ proposed_by: correction.proposedBy, proposed_at: at },
      })
    },

    /** False when it was published or lapsed before. */
    publish: (id: string, at: Date) => corrections.move('publish', { id }, { published_at: at }),
    /** Takes back one that waits for its act. Throws MOVE_NOT_POSSIBLE for any other. */
    withdraw: (id: string, { at, by, reason }: { at: Date; by: string; reason: string }): Promise<void> =>
      corrections.must('withdraw', id, { withdrawn_at: at, withdrawn_by: by, withdrawal_reason: reason }),
    lapse: (id: string) => corrections.move('lapse', { id }),
  }
}
