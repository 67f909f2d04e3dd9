import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { renderDocument } from '../reports/render-document.ts'
import { pdfBytes } from '../test/support/small-files.ts'
import { samples } from '../test/samples/documents.ts'
import { createWorkshop } from './workshop.ts'

const PDF = 'piano.pdf'

let folder = ''
const nowhere = { databaseUrl: 'postgres://127.0.0.1:9/nothing', documentsFolder: tmpdir() }
const workshop = createWorkshop(nowhere)
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'concilia-workshop-'))))
afterAll(async () => {
  await workshop.close()
  await rm(folder, { recursive: true })
})

async function file(content: string | Buffer): Promise<string> {
  const path = join(folder, `${content.length}`)
  await writeFile(path, content)
  return path
}

describe('the workshop', () => {
  it('renders on a thread the bytes that are rendered here', async () => {
    const made = await workshop.render('convocation', samples.convocation)
    expect(made.equals(await renderDocument('convocation', samples.convocation))).toBe(true)
  })

  it('looks into more files than it has threads, and answers each its own', async () => {
    const paths = [await file(pdfBytes('uno')), await file('<a/>'), await file(pdfBytes('un altro'))]
    const looked = await Promise.all(
      [...paths, ...paths].map((path) =>
        workshop.inspect(path, PDF).then(
          ({ content }) => content,
          (error: unknown) => error,
        ),
      ),
    )
    const refused = expect.objectContaining({ name: 'BusinessError', code: 'FILE_TYPE_MISMATCH' }) as unknown
    expect(looked).toEqual(['pdf', refused, 'pdf', 'pdf', refused, 'pdf'])
  })

  it('tells a refusal with its facts, and a fault as an error, and goes on after both', async () => {
    const refusal = workshop.inspect(await file('<b>1</b>'), PDF)
    await expect(refusal).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH', facts: { file: PDF } })
    await expect(workshop.inspect(join(folder, 'nothing'), PDF)).rejects.toThrow('ENOENT')
    await expect(workshop.render('minutes', {} as never)).rejects.toThrow()
    expect(await workshop.inspect(await file(pdfBytes('uno')), PDF)).toMatchObject({ content: 'pdf' })
  })

  it('tells what may work later as such: a database that does not answer', async () => {
    await expect(workshop.writeWorkbook('nothing')).rejects.toMatchObject({ name: 'TransientError' })
  })

  it('writes one workbook at a time, and looks into files meanwhile', async () => {
    const asked: Socket[] = []
    const silent = createServer((socket) => void asked.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const one = createWorkshop({
      databaseUrl: `postgres://127.0.0.1:${port}/silent`,
      documentsFolder: folder,
    })
    const ends = Promise.allSettled([one.writeWorkbook('first'), one.writeWorkbook('second')])
    await once(silent, 'connection')
    const path = await file(pdfBytes('uno'))
    for (let count = 0; count < 3; count += 1)
      expect(await one.inspect(path, PDF)).toMatchObject({ content: 'pdf' })
    expect(asked).toHaveLength(1)
    await one.close()
    await ends
    for (const socket of asked) socket.destroy()
    silent.close()
  })

  it('ends its threads, and tells whoever waits, when it is closed', async () => {
    const closing = createWorkshop(nowhere)
    const waiting = [1, 2, 3].map(() => closing.render('convocation', samples.convocation))
    const ends = Promise.allSettled(waiting)
    await closing.close()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})
