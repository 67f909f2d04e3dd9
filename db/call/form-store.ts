import type { Knex } from 'knex'
import type { MadeForm } from '../../domain/call/signed-form.ts'

/** Forms to sign that were generated of applications: one for each content. */
export function createFormStore(tx: Knex) {
  return {
    of: (applicationId: string): Promise<MadeForm[]> =>
      tx('application_forms')
        .where({ application_id: applicationId })
        .orderBy('made_at')
        .select({ contentSha256: 'content_sha256', sha256: 'sha256' }),

    /** Keeps a form; false where there is one of the same content, which stays. */
    async keep(applicationId: string, form: MadeForm & { at: Date }): Promise<boolean> {
      const kept = await tx('application_forms')
        .insert({
          ...{ application_id: applicationId, content_sha256: form.contentSha256 },
          ...{ sha256: form.sha256, made_at: form.at },
        })
        .onConflict(['application_id', 'content_sha256'])
        .ignore()
        .returning('sha256')
      return kept.length > 0
    },
  }
}
