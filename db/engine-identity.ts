import type { Knex } from 'knex'

interface IdentityRow {
  only_row: boolean
  engine_id: string
  clock_offset_ms: number
}
interface DeploymentRow {
  engine_id: string
  file_name: string
  sha256: string
}

/** Which engine data these rows belong to, and how far the demo has moved time (milliseconds). */
export function createEngineIdentity(knex: Knex) {
  return {
    /**
     * Binds an empty database to engine data that bear no mark of another, or checks the pair. `markEngine` marks them and
     * says whether they were unmarked. Throws when the pair does not match; of two starts at once the second waits.
     */
    async bind(engineId: string, markEngine: () => Promise<boolean>): Promise<void> {
      await knex.transaction(async (tx) => {
        await tx.raw('lock table engine_identity in exclusive mode')
        const row = await tx<IdentityRow>('engine_identity').first()
        if (row !== undefined && row.engine_id !== engineId)
          throw new Error(
            `this database belongs to the engine data ${row.engine_id}, not to ${engineId}: start them as the pair that they were, or wipe both`,
          )
        const wasUnmarked = await markEngine()
        if (row !== undefined) return
        if (!wasUnmarked)
          throw new Error(
            `this database is empty, but the engine data ${engineId} belong to another: put that one back, or wipe both`,
          )
        await tx('engine_identity').insert({ engine_id: engineId })
      })
    },
    async clockOffsetMs(): Promise<number> {
      const row = await knex<IdentityRow>('engine_identity').first()
      return row?.clock_offset_ms ?? 0
    },
    /** Moves the clock to this offset, never back: the same move told twice is one; returns the offset that holds. */
    async raiseClockOffset(ms: number): Promise<number> {
      const [row] = await knex<IdentityRow>('engine_identity')
        .update({ clock_offset_ms: knex.raw('greatest(clock_offset_ms, ?::bigint)', [ms]) })
        .returning('clock_offset_ms')
      return row?.clock_offset_ms ?? 0
    },

    /** Which of the files the engine does not hold yet in this content. */
    async notDeployed<F extends { name: string; sha256: string }>(
      engineId: string,
      files: readonly F[],
    ): Promise<F[]> {
      const rows = await knex<DeploymentRow>('deployments').where({ engine_id: engineId })
      const held = new Map(rows.map((row) => [row.file_name, row.sha256]))
      return files.filter((file) => held.get(file.name) !== file.sha256)
    },
    async recordDeployed(
      engineId: string,
      files: readonly { name: string; sha256: string }[],
    ): Promise<void> {
      if (files.length === 0) return
      await knex('deployments')
        .insert(
          files.map((file) => ({
            engine_id: engineId,
            file_name: file.name,
            sha256: file.sha256,
            deployed_at: knex.fn.now(),
          })),
        )
        .onConflict(['engine_id', 'file_name'])
        .merge()
    },
  }
}
