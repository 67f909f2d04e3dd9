import type { Knex } from 'knex'

export interface SeenInstance {
  engineId: string
  cycleId: string
  processId: string
  processInstanceKey: string
}

/** Which engine instances work for which cycle: learned from their jobs, for diagrams and links only. */
export function createProcessInstanceStore(tx: Knex) {
  return {
    async seen(instance: SeenInstance): Promise<void> {
      await tx('process_instances')
        .insert({
          engine_id: instance.engineId,
          process_instance_key: instance.processInstanceKey,
          process_id: instance.processId,
          cycle_id: instance.cycleId,
        })
        .onConflict(['engine_id', 'process_instance_key'])
        .ignore()
    },
  }
}
