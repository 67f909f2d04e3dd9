import type { InterventionPayload } from '../db/platform/outbox.ts'
import { EngineRefusal, isNotFound } from '../engine/port.ts'
import type { ProcessEngine } from '../engine/port.ts'
import { interventionFaults } from '../words/interventions.ts'

type IntervenedEngine = Pick<
  ProcessEngine,
  'setVariables' | 'cancelInstance' | 'migrateInstance' | 'versionOf'
>

/** How the relay has the engine do what two people agreed on, and records what became of it; again it changes nothing. */
export const intervening =
  (
    engine: IntervenedEngine,
    end: (ended: { interventionId: string; fault: string | null }) => Promise<void>,
  ) =>
  async ({ interventionId, ...agreed }: InterventionPayload): Promise<void> =>
    end({ interventionId, fault: await carryOut(engine, agreed) })

/* Gives why the engine will never do it, null where it is done. Throws TransientError. */
async function carryOut(
  engine: IntervenedEngine,
  { processInstanceKey, change }: Omit<InterventionPayload, 'interventionId'>,
): Promise<string | null> {
  try {
    await order(engine, processInstanceKey, change)
    return null
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error
    if (change.kind === 'CANCEL' && isNotFound(error)) return null
    return `${interventionFaults[error.code]} Parole del motore: «${error.message}».`
  }
}

async function order(
  engine: IntervenedEngine,
  processInstanceKey: string,
  change: InterventionPayload['change'],
): Promise<void> {
  switch (change.kind) {
    case 'SET_VARIABLE': {
      const variables = { [change.variable]: change.value }
      return engine.setVariables({ elementInstanceKey: processInstanceKey, variables, local: false })
    }
    case 'CANCEL':
      return engine.cancelInstance(processInstanceKey)
    case 'MIGRATE': {
      const { version } = change
      if ((await engine.versionOf(processInstanceKey)) === version) return
      return engine.migrateInstance({ processInstanceKey, version })
    }
  }
}
