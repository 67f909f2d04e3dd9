import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DocumentKind } from '../../reports/documents/index.ts'
import { samples } from '../samples/documents.ts'
import { renderDocument } from '../../reports/render-document.ts'
import { missingForVerapdf, validatePdfA } from '../support/verapdf/verapdf.ts'

const kinds = Object.keys(samples) as DocumentKind[]
/* CI has all it takes: there a machine that lacks it is a failure, elsewhere the run says what it left out. */
const leftOut = process.env['CI'] !== 'true' && (await missingForVerapdf()) !== null

async function renderAll(folder: string): Promise<string[]> {
  return Promise.all(
    kinds.map(async (kind) => {
      const file = join(folder, `${kind}.pdf`)
      await writeFile(file, await renderDocument(kind, samples[kind] as never))
      return file
    }),
  )
}

const describeWhere = leftOut ? describe.skip : describe
describeWhere('veraPDF, asked for PDF/A-2a', () => {
  let folder = ''
  let verdicts = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concilia-pdf-'))
    verdicts = await validatePdfA(await renderAll(folder))
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each(kinds)('finds no failure in %s', (kind) => {
    const verdict = verdicts.split('\n').find((line) => line.includes(`${kind}.pdf`))
    expect(verdict).toMatch(/^PASS /)
  })
})
