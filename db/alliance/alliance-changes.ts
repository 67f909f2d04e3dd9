import type { Knex } from 'knex'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/* The newest of each: an alliance and its evaluators are fewer. */
const MOST = 100

/** What came to an alliance once its ranking was adopted: bodies that joined, and conflicts that came out. */
export interface AllianceChanges {
  adhesions: { bodyName: string; contribution: string; joinedOn: LocalDate; act: string }[]
  /** Whose it is and why, for who may know it; null for the other offices. */
  flags: { flaggedAt: Date; person: string | null; reason: string | null }[]
}

/** The same of a project, as far as whoever reads may know it (art. 5, 9). */
export async function readAllianceChanges(tx: Knex, projectId: string): Promise<AllianceChanges> {
  const { adhesions, flags } = await atOnce({
    adhesions: tx('alliance_adhesions as d')
      .join('bodies as b', 'b.id', 'd.body_id')
      .where('d.project_id', projectId)
      .orderBy([{ column: 'd.joined_on', order: 'desc' }, 'b.name'])
      .limit(MOST)
      .select<AllianceChanges['adhesions']>({
        ...{ bodyName: 'b.name', contribution: 'd.contribution', joinedOn: 'd.joined_on', act: 'd.act' },
      }),
    flags: tx.raw<{ rows: AllianceChanges['flags'] }>(
      `select flagged_at as "flaggedAt", person, reason from project_flags(:projectId) limit ${MOST}`,
      { projectId },
    ),
  })
  return { adhesions, flags: flags.rows }
}
