import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { ModelFile, ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import { createPlayedRows } from './played.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

const files = await readModelFiles(join(import.meta.dirname, '../../bpmn'))
const textsOf = (all: readonly ModelFile[]): string[] => all.map(({ content }) => content.toString('utf8'))

describe('the models of this repository', () => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await openScenario({ api: '8.8', signIn: 'NONE' })
  })
  afterAll(() => scenario.close())

  const deployed = async (engine: Pick<ProcessEngine, 'deploy'>, contents: () => Promise<string[]>) => {
    await engine.deploy(files)
    return contents()
  }

  it('reach both engines byte for byte as they stand in their files', async () => {
    const database = await createTestDatabase()
    const settings = { url: database.url, clock: { now: () => new Date() }, log: pino({ level: 'silent' }) }
    const embedded = createEmbeddedEngine(settings)
    const before = await scenario.rows.contents()
    const [overSdk, direct] = await Promise.all([
      deployed(scenario.engine, scenario.rows.contents),
      deployed(embedded, createPlayedRows(database.owner).contents),
    ])
    await embedded.close()
    await database.close()
    expect(overSdk.filter((text) => !before.includes(text)).toSorted()).toEqual(textsOf(files).toSorted())
    expect(direct.toSorted()).toEqual(textsOf(files).toSorted())
  })
})
