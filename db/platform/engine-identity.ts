import type { Knex } from 'knex'
import { newId } from '../../domain/shared/ids.ts'
import type { Logger } from 'pino'
import { listen, rawConnection } from './listen.ts'
import type { Heard, Listening } from './listen.ts'
import type { Tables } from '../tables.ts'

/* Engine data of somebody else's; `mark` marks them as ours and says whether they were unmarked. */
interface EngineData {
  engineId: string
  mark: () => Promise<boolean>
}

/** Which engine and data these rows belong to, and how far the demo has moved time (milliseconds). */
export function createEngineIdentity(knex: Knex) {
  return {
    /** Binds a database to the embedded engine, whose data are in it; gives their id, made at the first start. Throws when it
     * began on the other engine. */
    async bindEmbedded(): Promise<string> {
      return knex.transaction(async (tx) => {
        const row = await beganOn(tx, 'embedded')
        if (row !== null) return row.engine_id
        const engineId = newId<string>()
        await tx('engine_identity').insert({ engine: 'embedded', engine_id: engineId })
        return engineId
      })
    },
    /** Binds an empty database to a Camunda whose data bear no mark of another, or checks the pair. Throws when the pair does
     * not match, or began on the other engine; of two starts at once the second waits. */
    async bindCamunda({ engineId, mark }: EngineData): Promise<void> {
      await knex.transaction(async (tx) => {
        const row = await beganOn(tx, 'camunda')
        if (row !== null && row.engine_id !== engineId)
          throw new Error(
            `this database belongs to the engine data ${row.engine_id}, not to ${engineId}: start them as the pair that they were, or wipe both`,
          )
        /* Committed before the data are marked: a mark whose answer is lost is still known to be ours. */
        if (row === null)
          await knex('engine_identity').insert({ engine: 'camunda', engine_id: engineId, is_marked: false })
        const wasUnmarked = await mark()
        if (row === null && !wasUnmarked) {
          await knex('engine_identity').delete()
          throw new Error(
            `this database is empty, but the engine data ${engineId} belong to another: put that one back, or wipe both`,
          )
        }
        if (!row?.is_marked) await knex('engine_identity').update({ is_marked: true })
      })
    },
    async clockOffsetMs(): Promise<number> {
      const row = await knex('engine_identity').first()
      return row?.clock_offset_ms ?? 0
    },
    /** Moves the clock to this offset, never back: the same move told twice is one; returns the offset that holds. */
    async raiseClockOffset(ms: number): Promise<number> {
      return knex.transaction(async (tx) => {
        const [row] = await tx('engine_identity')
          .update({ clock_offset_ms: tx.raw('greatest(clock_offset_ms, ?::bigint)', [ms]) })
          .returning('clock_offset_ms')
        await tx.raw(`select pg_notify('clock', '')`)
        return row?.clock_offset_ms ?? 0
      })
    },
    /** Calls back after each move of the clock, whichever process made it. */
    listenClock: (heard: Heard, log: Logger): Listening =>
      listen({ channel: 'clock', connect: () => rawConnection(knex), log }, heard),

    /** Which of the files the engine does not hold yet in this content. */
    async notDeployed<F extends { name: string; sha256: string }>(
      engineId: string,
      files: readonly F[],
    ): Promise<F[]> {
      const rows = await knex('deployments').where({ engine_id: engineId })
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

async function beganOn(
  tx: Knex,
  engine: Tables['engine_identity']['engine'],
): Promise<Tables['engine_identity'] | null> {
  await tx.raw('select pg_advisory_xact_lock(hashtext(?))', ['concilia-engine-identity'])
  const row = await tx('engine_identity').first()
  if (row !== undefined && row.engine !== engine)
    throw new Error(
      `this database began on the engine ${row.engine}; start with ENGINE=${row.engine}, or take a new database`,
    )
  return row ?? null
}
