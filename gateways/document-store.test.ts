import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { createDocumentStore } from './document-store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concilia-store-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function filesLeft(): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('document store', () => {
  it('keeps the same bytes once, under their sha-256', async () => {
    const store = createDocumentStore(folder)
    const content = Buffer.from('verbale')
    const both = await Promise.all([store.put(content), store.putStream([content], { maxBytes: 100 })])
    expect(both).toEqual([both[0], both[0]])
    expect(both[0]).toEqual({ sha256: sha256Hex('verbale'), sizeBytes: 7 })
    expect(await filesLeft()).toEqual([sha256Hex('verbale')])
    expect(await store.read(both[0].sha256)).toEqual(content)
  })

  it('refuses what is above the limit and leaves nothing behind', async () => {
    const store = createDocumentStore(folder)
    const content = [Buffer.alloc(60), Buffer.alloc(41)]
    await expect(store.putStream(content, { maxBytes: 100 })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    })
    expect(await filesLeft()).toEqual([])
  })

  it('leaves nothing behind when its content is refused', async () => {
    const store = createDocumentStore(folder)
    const refusal = new Error('refused')
    const refuse = () => Promise.reject(refusal)
    await expect(store.putStream([Buffer.from('x')], { maxBytes: 9, check: refuse })).rejects.toBe(refusal)
    expect(await filesLeft()).toEqual([])
  })

  it('says that a stored file was changed on disk', async () => {
    const store = createDocumentStore(folder)
    const { sha256 } = await store.put(Buffer.from('atto'))
    await writeFile(join(folder, sha256.slice(0, 2), sha256), 'altro')
    await expect(store.read(sha256)).rejects.toThrow('has changed on disk')
    await expect(store.read('../../etc/passwd')).rejects.toThrow(TypeError)
  })

  it('opens a file that is read in parts, of which the last comes only when all are as they were', async () => {
    const store = createDocumentStore(folder)
    const content = Buffer.alloc(300_000, 'rendiconto')
    const { sha256 } = await store.put(content)
    const opened = await store.open(sha256)
    expect(opened).toMatchObject({ sha256, sizeBytes: content.length })
    expect((await buffer(opened.content())).equals(content)).toBe(true)
    await writeFile(
      join(folder, sha256.slice(0, 2), sha256),
      Buffer.concat([content.subarray(1), content.subarray(0, 1)]),
    )
    let given = 0
    const reading = async () => {
      for await (const part of opened.content()) given += part.byteLength
    }
    await expect(reading()).rejects.toThrow('has changed on disk')
    expect(given).toBeGreaterThan(0)
    expect(given).toBeLessThan(content.length)
    await expect(store.open('a'.repeat(64))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
