import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { createCamundaEngine } from '../../engine/camunda/engine.ts'
import type { CamundaEngine, CamundaSettings } from '../../engine/camunda/engine.ts'
import { startGuard } from '../../local/guard-client.ts'
import type { Guard } from '../../local/guard-client.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startGateway } from './start-gateway.ts'
import type { RunningGateway } from './start-gateway.ts'

const ANY_INSTANCE = String(2n ** 53n + 1n)

/* The same way to sign in, with a secret that is not ours. */
function withWrongSecret(signIn: CamundaSettings['signIn']): CamundaSettings['signIn'] {
  if (signIn.strategy === 'NONE') return signIn
  return signIn.strategy === 'OAUTH' ? { ...signIn, clientSecret: 'wrong' } : { ...signIn, password: 'wrong' }
}

describe.each([
  { api: '8.6', signIn: 'COOKIE' },
  { api: '8.8', signIn: 'BASIC' },
  { api: '8.8', signIn: 'OAUTH' },
] as const)('signing in by $signIn', ({ api, signIn }) => {
  let database: TestDatabase
  let guard: Guard
  let gateway: RunningGateway
  const engines: CamundaEngine[] = []
  const engineWith = (settings: Partial<CamundaSettings> = {}): CamundaEngine => {
    const engine = createCamundaEngine({ ...gateway.settings, ...settings })
    engines.push(engine)
    return engine
  }
  beforeAll(async () => {
    database = await createTestDatabase()
    guard = startGuard()
    const logFile = join(tmpdir(), `concilia-gateway-${randomUUID()}.log`)
    gateway = await startGateway({ api, signIn, guard, databaseUrl: database.url, logFile })
  })
  afterAll(async () => {
    for (const engine of engines) await engine.close()
    await gateway.stop()
    await guard.release()
    await database.close()
  })

  it('opens both protocols', async () => {
    const engine = engineWith()
    await engine.probe()
    expect(await engine.tokens(ANY_INSTANCE)).toEqual([])
  })

  it('with a wrong secret waits until the setting is mended, and reads nothing', async () => {
    const stranger = engineWith({ signIn: withWrongSecret(gateway.settings.signIn) })
    await expect(stranger.tokens(ANY_INSTANCE)).rejects.toThrow(TransientError)
  })

  it('is done again once it has ended, with no call lost', async () => {
    const engine = engineWith()
    await engine.probe()
    await gateway.order({ next: 'Topology', answers: 'SIGNED_OUT' })
    await engine.probe().catch((error: unknown) => expect(error).toBeInstanceOf(TransientError))
    expect(await engine.tokens(ANY_INSTANCE)).toEqual([])
    await engine.probe()
  })
})
