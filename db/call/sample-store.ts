import type { Knex } from 'knex'
import type { CheckResult } from '../../domain/call/declaration-sample.ts'

/* What the check of a drawn application’s self-declarations has found, and on which evidence. */
interface DeclarationCheck {
  result: CheckResult
  evidence: string
  by: string
  at: Date
}

/** The applications of a call whose self-declarations are checked (DPR 445/2000 art. 71). */
export function createSampleStore(tx: Knex) {
  return {
    /** Of which call an application was drawn, and what its check has found so far; null for one that was not drawn. */
    async find(applicationId: string): Promise<{ callId: string; check: DeclarationCheck | null } | null> {
      const row = await tx('drawn_applications').where({ application_id: applicationId }).first()
      if (row === undefined) return null
      const { checked_at: at, checked_by: by, check_result: result, check_evidence: evidence } = row
      const isChecked = at !== null && by !== null && result !== null && evidence !== null
      return { callId: row.call_id, check: isChecked ? { result, evidence, by, at } : null }
    },

    /** Records what a check has found; false where somebody else was first. */
    async check(applicationId: string, { result, evidence, by, at }: DeclarationCheck): Promise<boolean> {
      const checked = { check_result: result, check_evidence: evidence, checked_by: by, checked_at: at }
      const where = { application_id: applicationId, checked_at: null }
      return (await tx('drawn_applications').where(where).update(checked)) === 1
    },

    /** Records a draw with its seed, in its order; one that was recorded before stays. */
    async record(callId: string, seed: string, applicationIds: readonly string[]): Promise<void> {
      const drawn = await tx('calls').where({ id: callId, sample_seed: null }).update({ sample_seed: seed })
      if (drawn === 0 || applicationIds.length === 0) return
      await tx('drawn_applications').insert(
        applicationIds.map((id, index) => ({ application_id: id, call_id: callId, place: index + 1 })),
      )
    },
  }
}
