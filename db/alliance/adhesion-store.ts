import type { Knex } from 'knex'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/* A body that joined an alliance once it was set up, by the act of its adhesion (art. 9). */
interface Adhesion {
  bodyId: string
  contribution: string
  joinedOn: LocalDate
  act: string
  reason: string
}

/** Who joined which alliance (art. 9). */
export function createAdhesionStore(tx: Knex) {
  return {
    /** False when the body has joined it before. */
    async addAdhesion(
      projectId: string,
      one: Adhesion,
      { by, at }: { by: string; at: Date },
    ): Promise<boolean> {
      const written = await tx('alliance_adhesions')
        .insert({
          ...{ project_id: projectId, body_id: one.bodyId, contribution: one.contribution },
          ...{ joined_on: one.joinedOn, act: one.act, reason: one.reason },
          ...{ recorded_by: by, recorded_at: at },
        })
        .onConflict()
        .ignore()
        .returning('body_id')
      return written.length === 1
    },

    /** Of the projects of a call, each by its application. */
    adhesionsTo: (callId: string): Promise<{ applicationId: string; bodyId: string }[]> =>
      tx('alliance_adhesions as d')
        .join('projects as p', 'p.id', 'd.project_id')
        .join('applications as a', 'a.id', 'p.application_id')
        .where('a.call_id', callId)
        .select({ applicationId: 'a.id', bodyId: 'd.body_id' }),
  }
}
