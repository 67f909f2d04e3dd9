import type { ProcessEngine } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { command, rootOf } from './command.ts'
import type { EngineParts } from './command.ts'
import { asKey, checkVariables } from './input.ts'
import { startNext } from '../interpreter/complete.ts'
import { query, read } from '../database.ts'
import { JOBS_CHANNEL } from '../interpreter/flush.ts'
import type { Step } from '../interpreter/rows.ts'
import { terminate } from '../interpreter/terminate.ts'
import type { Turn } from '../interpreter/turn.ts'
import { merge, setLocal } from '../interpreter/variables.ts'

type Operations = Pick<ProcessEngine, 'setVariables' | 'resolveIncident' | 'cancelInstance'>

/** What an operator does to running instances. */
export function createOperations(parts: EngineParts): Operations {
  return {
    async setVariables({ elementInstanceKey, variables, local }) {
      checkVariables(variables)
      const key = asKey(elementInstanceKey)
      await command(parts, await livingRoot(parts, key), async (turn) => {
        const row = await turn.element(key)
        if (row === null) throw notFound(key)
        if (local) setLocal(turn, key, variables)
        else await merge(turn, row, variables)
      })
    },

    async resolveIncident(incidentKey) {
      const key = asKey(incidentKey)
      const [incident] = await read<{ rootKey: string }>(parts.pool, 'root-of-incident', [
        `select i.root_key as "rootKey" from engine.incidents i where i.key = $1 and i.resolved_at is null`,
        key,
      ])
      if (!incident) throw new EngineRefusal('NOT_FOUND', `there is no open incident ${key}`)
      await command(parts, incident.rootKey, (turn) => resolve(turn, key))
    },

    async cancelInstance(processInstanceKey) {
      const key = asKey(processInstanceKey)
      await command(parts, await livingRoot(parts, key), async (turn) => {
        const row = await turn.element(key)
        if (row === null) throw notFound(key)
        if (row.kind !== 'PROCESS')
          throw new EngineRefusal(
            'NOT_FOUND',
            `${key} is the key of ${row.elementId}, an element inside instance ${row.instanceKey}`,
          )
        if (row.scopeKey !== null)
          throw new EngineRefusal('INVALID_STATE', `instance ${key} was called by another: cancel that one`)
        await terminate(turn, row)
        await startNext(turn, row)
      })
    },
  }
}

const notFound = (key: string) => new EngineRefusal('NOT_FOUND', `nothing lives under the key ${key}`)

async function livingRoot(parts: EngineParts, key: string): Promise<string> {
  const rootKey = await rootOf(parts, key)
  if (rootKey === null) throw notFound(key)
  return rootKey
}

interface OpenIncident {
  jobKey: string | null
  elementKey: string
  step: Step | { do: 'JOB' }
}

/* What could not be done is done again from there; a job comes again once it has retries. */
async function resolve(turn: Turn, key: string): Promise<void> {
  const [incident] = await query<OpenIncident>(turn.client, 'incident', [
    `select i.job_key as "jobKey", i.element_key as "elementKey", i.step from engine.incidents i where i.key = $1 and i.resolved_at is null`,
    key,
  ])
  if (!incident) throw new EngineRefusal('NOT_FOUND', `there is no open incident ${key}`)
  await turn.element(incident.elementKey)
  turn.gone.incidents.add(key)
  if (incident.step.do !== 'JOB') turn.steps.push(incident.step)
  else if (!(await handOutAgain(turn, incident.jobKey)))
    throw new EngineRefusal('INVALID_STATE', `the job of incident ${key} has no retries: update them first`)
}

async function handOutAgain(turn: Turn, jobKey: string | null): Promise<boolean> {
  const again = await query(turn.client, 'hand-out-again', [
    `update engine.jobs j set due_at = clock_timestamp() where j.key = $1 and j.retries > 0 returning pg_notify('${JOBS_CHANNEL}', j.root_key || ':' || j.key)`,
    jobKey,
  ])
  return again.length > 0
}
