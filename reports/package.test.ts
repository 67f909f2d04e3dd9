import { describe, expect, it } from '@jest/globals'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { buildPackage, manifestEntry } from './package.ts'

const head = {
  kind: 'PLAN' as const,
  submissionId: '01K9ZQ4V7N3R8X2T5B6C1D0E9F',
  cycleCode: 'PTC-2027-2029',
  sentAt: '2027-06-01T10:00:00.000Z',
  auditHead: 'a'.repeat(64),
  callbackUrl: 'http://127.0.0.1:3000/api/region/outcomes',
}
const files = [
  { name: 'piano.pdf', description: 'Piano', content: Buffer.from('%PDF-1.7 plan') },
  { name: 'piano.csv', description: 'Tabella', content: Buffer.from('codice;titolo') },
]

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
    expect((await buildPackage(head, files)).equals(await buildPackage(head, files))).toBe(true)
  })

  it('lists every file with its size and hash in the manifest, and holds nothing else (art. 8)', async () => {
    const contents = await unpack(await buildPackage(head, files))
    const manifest: unknown = JSON.parse(String(contents.get('manifest.json')))
    expect(manifest).toEqual({ formatVersion: 1, ...head, files: files.map(manifestEntry) })
    contents.delete('manifest.json')
    expect([...contents]).toEqual(files.map((file) => [file.name, file.content]))
  })
})
