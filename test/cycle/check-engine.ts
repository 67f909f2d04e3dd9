import { readModels } from '../../bpmn/read-models.ts'
import { connect } from '../../db/platform/connection.ts'
import { brokenInvariants } from '../support/engine-invariants.ts'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'

/** Asks the engine's own rows: no token waits anywhere, nothing is left over, and every process has reached an end. */
export async function checkEngine(play: Play, { engineDatabaseUrl }: RunningApplication): Promise<void> {
  const knex = connect({ url: engineDatabaseUrl, poolSize: 2 })
  const count = async (sql: string, values: readonly string[] = []): Promise<number> =>
    (await knex.raw<{ rows: { count: number }[] }>(sql, values)).rows[0]?.count ?? 0
  try {
    const waiting = () => count('select count(*) from engine.elements')
    await play.until('no token waits in the engine', async () => (await waiting()) === 0)
    const broken = await brokenInvariants(knex)
    play.check('Nel motore non resta nessuna riga senza padrone', broken.length === 0, broken)
    for (const { processId, flowNodes } of await readModels()) {
      const ends = flowNodes.filter((node) => node.type === 'bpmn:EndEvent').map((node) => node.id)
      const times = await count(
        `select count(*) from engine.history h join engine.instances i on i.key = h.instance_key
          where i.process_id = ? and h.outcome = 'COMPLETED' and h.element_id = any(?)`,
        [processId, `{${ends.join(',')}}`],
      )
      play.check(`Il motore ha completato ${processId}`, times > 0, { ends, times })
    }
  } finally {
    await knex.destroy()
  }
}
