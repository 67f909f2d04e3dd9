import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startGuard } from '../../local/guard-client.ts'
import { findJava } from '../../local/java.ts'
import { fetchVerapdf } from '../../local/parts.ts'
import { localSettings, MAIN_INSTANCE } from '../../local/settings.ts'
import type { DocumentKind } from '../../reports/documents/index.ts'
import { samples } from '../../reports/documents/samples.ts'
import { renderDocument } from '../../reports/render-document.ts'

const run = promisify(execFile)
const kinds = Object.keys(samples) as DocumentKind[]
let folder = ''
let verdicts = ''

async function renderAll(): Promise<string[]> {
  return Promise.all(
    kinds.map(async (kind) => {
      const file = join(folder, `${kind}.pdf`)
      await writeFile(file, await renderDocument(kind, samples[kind] as never))
      return file
    }),
  )
}

async function validate(files: readonly string[]): Promise<string> {
  const java = await findJava()
  const guard = startGuard()
  const { partsDir } = localSettings(MAIN_INSTANCE)
  const jars = await fetchVerapdf({ guard, java, partsDir, progress: () => undefined }).finally(guard.release)
  const main = ['-cp', join(jars, '*'), 'org.verapdf.apps.GreenfieldCliWrapper']
  const found = run(java.executable, [...main, '-f', '2a', '--format', 'text', '-v', ...files])
  // veraPDF ends with a failure when a file fails, and still says which.
  return (await found.catch((failed: unknown) => failed as { stdout: string })).stdout
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concilia-pdf-'))
  verdicts = await validate(await renderAll())
}, 300_000)

afterAll(() => rm(folder, { recursive: true }))

describe('veraPDF, asked for PDF/A-2a', () => {
  it.each(kinds)('finds no failure in %s', (kind) => {
    const verdict = verdicts.split('\n').find((line) => line.includes(`${kind}.pdf`))
    expect(verdict).toMatch(/^PASS /)
  })
})
