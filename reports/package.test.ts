import { describe, expect, it } from '@jest/globals'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { buildPackage, fileOf, manifestEntry } from './package.ts'

const head = {
  kind: 'PLAN' as const,
  submissionId: '01K9ZQ4V7N3R8X2T5B6C1D0E9F',
  cycleCode: 'PTC-2027-2029',
  sentAt: '2027-06-01T10:00:00.000Z',
  auditHead: 'a'.repeat(64),
  callbackUrl: 'http://127.0.0.1:3000/api/region/outcomes',
}
const file = (name: string, description: string, text: string) => fileOf(name, description, Buffer.from(text))
const files = [file('piano.pdf', 'Piano', '%PDF-1.7 plan'), file('piano.csv', 'Tabella', 'codice;titolo')]
const packed = () => buffer(buildPackage(head, files))

async function unpack(zip: Buffer): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  const opened = await fromBufferPromise(zip)
  for await (const entry of opened.eachEntry()) {
    contents.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  }
  return contents
}

describe('package for the Region', () => {
  it('gives the same bytes for the same files', async () => {
    expect((await packed()).equals(await packed())).toBe(true)
  })

  it('lists every file with its size and hash in the manifest, and holds nothing else (art. 8)', async () => {
    const contents = await unpack(await packed())
    const manifest: unknown = JSON.parse(String(contents.get('manifest.json')))
    expect(manifest).toEqual({ formatVersion: 1, ...head, files: files.map(manifestEntry) })
    contents.delete('manifest.json')
    const given = await Promise.all(files.map(async ({ name, content }) => [name, await buffer(content())]))
    expect([...contents]).toEqual(given)
  })

  it('fails with what a file fails with, and where one is not as long as it says', async () => {
    async function* lost(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('%PDF'))
      throw new Error('disk lost')
    }
    const [plan] = files
    const broken = { ...file('a', 'A', 'a'), content: lost }
    await expect(buffer(buildPackage(head, [broken]))).rejects.toThrow('disk lost')
    const shorter = { ...file('a', 'A', 'ab'), content: file('a', 'A', 'a').content }
    await expect(buffer(buildPackage(head, plan ? [plan, shorter] : []))).rejects.toThrow(
      'unexpected number of bytes',
    )
  })
})
