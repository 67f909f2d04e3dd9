import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openEngineData } from './engine-data.ts'
import { SetupError } from './setup-error.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'concilia-engine-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

describe("the engine's data", () => {
  it('keep their id over starts', async () => {
    const first = await openEngineData(dataDir)
    expect((await openEngineData(dataDir)).engineId).toBe(first.engineId)
  })

  it('have a new id after a wipe, because keys start again', async () => {
    const first = await openEngineData(dataDir)
    await rm(join(dataDir, 'engine'), { recursive: true })
    expect((await openEngineData(dataDir)).engineId).not.toBe(first.engineId)
  })

  it('are refused when the search store was wiped and the broker kept', async () => {
    const { opensearch } = await openEngineData(dataDir)
    await rm(opensearch, { recursive: true })
    await expect(openEngineData(dataDir)).rejects.toThrow(SetupError)
    await expect(openEngineData(dataDir)).rejects.toThrow(`remove all of ${dataDir}, then start again.`)
  })
})
