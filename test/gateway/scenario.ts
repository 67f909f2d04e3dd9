import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCamundaEngine } from '../../engine/camunda/engine.ts'
import type { CamundaEngine } from '../../engine/camunda/engine.ts'
import type { EngineJob } from '../../engine/job-runner.ts'
import { isNotFound } from '../../engine/port.ts'
import { startGuard } from '../../local/guard-client.ts'
import { insist } from '../conformance/check.ts'
import { toFile } from '../conformance/model.ts'
import { createTestDatabase } from '../support/database.ts'
import { brokenInvariants } from '../support/engine-invariants.ts'
import { waitFor } from '../support/wait-for.ts'
import { createPlayedRows } from './played.ts'
import type { PlayedRows } from './played.ts'
import { startGateway } from './start-gateway.ts'
import type { GatewayOptions, RunningGateway } from './start-gateway.ts'
import { STARTED_BY, STEPS, createSteps, workSteps } from './steps.ts'
import type { StepName, Way } from './steps.ts'

const LIMIT_MS = 30_000

export type Played = PlayedRows & { jobs: Record<StepName, number> }

export interface Scenario {
  gateway: RunningGateway
  engine: CamundaEngine
  rows: ReturnType<typeof createPlayedRows>
  /** Sends as the relay does: what may succeed later is sent again, and what is not there any more is done. */
  send: (call: () => Promise<void>) => Promise<void>
  /** Starts an instance, over a connection of its own where one is given; gives its business key. */
  start: (way?: Way, over?: CamundaEngine) => Promise<string>
  /** The first job of a step of an instance; waits for it. */
  jobOf: (id: string, step: StepName) => Promise<EngineJob>
  /** Completes the task of an instance, waits for its end, says what it came to. */
  finish: (id: string) => Promise<Played>
  play: (way?: Way) => Promise<Played>
  /** Deploys one more version of the process, whose elements are the same. */
  deployNext: () => Promise<void>
  broken: () => Promise<string[]>
  close: () => Promise<void>
}

/** A gateway on a database of its own, the adapter before it, and the application's job runner with steps that may come twice. */
export async function openScenario(options: Pick<GatewayOptions, 'api' | 'signIn'>): Promise<Scenario> {
  const database = await createTestDatabase()
  const guard = startGuard()
  const logFile = join(tmpdir(), `concilia-gateway-${randomUUID()}.log`)
  const gateway = await startGateway({ ...options, guard, databaseUrl: database.url, logFile })
  const engine = createCamundaEngine(gateway.settings)
  const rows = createPlayedRows(database.owner)
  const suffix = randomBytes(4).toString('hex')
  const names = (name: string) => `${name}-${suffix}`
  const file = toFile(STEPS, names)
  await engine.deploy([file])
  const steps = createSteps()
  const runner = workSteps(engine, steps, names)
  const send = (call: () => Promise<void>): Promise<void> =>
    insist(LIMIT_MS, call).catch((error: unknown) => {
      if (!isNotFound(error)) throw error
    })
  const jobOf = (id: string, step: StepName) =>
    waitFor(`the step ${step} of ${id}`, LIMIT_MS, () => Promise.resolve(steps.firstJob(id, step)))

  const scenario: Scenario = {
    ...{ gateway, engine, rows, send, jobOf },
    async start(way = 'COMPLETE', over = engine) {
      const id = randomUUID()
      const named = { name: names(STARTED_BY), correlationKey: id, messageId: id }
      await send(() => over.publishMessage({ ...named, variables: { id, way } }))
      return id
    },
    async finish(id) {
      const { elementInstanceKey, processInstanceKey } = await jobOf(id, 'Open')
      const variables = { decision: 'yes' }
      await send(() => engine.completeUserTask({ elementInstanceKey, processInstanceKey, variables }))
      await waitFor(`the end of ${id}`, LIMIT_MS, async () => ((await rows.open(id)) === 0 ? true : null))
      return { ...(await rows.read(id)), jobs: steps.count(id) }
    },
    play: async (way) => scenario.finish(await scenario.start(way)),
    deployNext() {
      const content = Buffer.from(`${file.content.toString()}<!-- ${randomUUID()} -->`)
      return send(() => engine.deploy([{ ...file, content }]))
    },
    broken: () => brokenInvariants(database.owner),
    async close() {
      await runner.stop()
      await engine.close()
      await gateway.stop()
      await guard.release()
      await database.close()
    },
  }
  return scenario
}
