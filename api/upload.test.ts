import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { BusinessError } from '../domain/shared/errors.ts'
import { createDocumentStore } from '../gateways/document-store.ts'
import { envelopeBytes, pdfBytes } from '../test/support/small-files.ts'
import { inspectFile } from '../procedures/file/uploaded-file.ts'
import type { FileInspector } from '../procedures/file/uploaded-file.ts'
import { receiveUpload } from './upload.ts'

const MAX_BYTES = 4000
const PDF = pdfBytes('piano')
const P7M = envelopeBytes(PDF)

const inspect: FileInspector = async (path, fileName) => inspectFile(await readFile(path), fileName)

let folder = ''
let server: Server
let address = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concilia-upload-'))
  const uploads = createDocumentStore(folder)
  server = createServer((request, response) => {
    receiveUpload(request, { uploads, inspect, maxBytes: MAX_BYTES }).then(
      (file) => response.end(JSON.stringify(file)),
      (error: unknown) =>
        response.writeHead(422).end(JSON.stringify({ code: (error as BusinessError).code })),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function stored(): Promise<number> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).length
}

function formWith(...parts: [field: string, content: Uint8Array, name: string, type: string][]): FormData {
  const form = new FormData()
  for (const [field, content, name, type] of parts) {
    form.append(field, new Blob([new Uint8Array(content)], { type }), name)
  }
  return form
}

async function send(body: FormData | string): Promise<unknown> {
  const response = await fetch(address, { method: 'POST', body })
  return response.json()
}

describe('upload of a file', () => {
  it.each([
    { name: 'piano.pdf', type: 'image/png', content: PDF, is: 'pdf', signature: 'NONE' },
    {
      name: 'piano.pdf.p7m',
      type: 'application/octet-stream',
      content: P7M,
      is: 'p7m',
      signature: 'UNVERIFIED',
    },
    {
      name: 'dati.json',
      type: 'application/json',
      content: Buffer.from('{"a":1}'),
      is: 'json',
      signature: 'NONE',
    },
    {
      name: 'dati.xml',
      type: 'text/xml',
      content: Buffer.from('<?xml version="1.0"?><a/>'),
      is: 'xml',
      signature: 'NONE',
    },
  ])(
    'takes $name, whatever is declared ($type), and says what it is',
    async ({ name, type, content, is, signature }) => {
      const file = await send(formWith(['file', content, name, type]))
      expect(file).toMatchObject({ fileName: name, content: is, signature, sizeBytes: content.length })
    },
  )

  it.each<[string, FormData | string, string]>([
    [
      'a JSON called PDF',
      formWith(['file', Buffer.from('{}'), 'a.pdf', 'application/pdf']),
      'FILE_TYPE_MISMATCH',
    ],
    [
      'an image',
      formWith(['file', Buffer.from('89504e470d0a1a0a', 'hex'), 'a.png', 'image/png']),
      'FILE_TYPE_MISMATCH',
    ],
    ['an empty file', formWith(['file', Buffer.alloc(0), 'a.pdf', 'application/pdf']), 'FILE_UNREADABLE'],
    [
      'a file above the limit',
      formWith(['file', Buffer.alloc(MAX_BYTES + 1), 'a.pdf', 'application/pdf']),
      'FILE_TOO_LARGE',
    ],
    ['a file in another field', formWith(['other', PDF, 'a.pdf', 'application/pdf']), 'INVALID_INPUT'],
    [
      'two files',
      formWith(['file', PDF, 'a.pdf', 'application/pdf'], ['file', PDF, 'b.pdf', 'application/pdf']),
      'INVALID_INPUT',
    ],
    ['a form without a file', new FormData(), 'FILE_MISSING'],
    ['a text', 'not a form', 'INVALID_INPUT'],
  ])('refuses %s', async (_name, body, code) => {
    expect(await send(body)).toEqual({ code })
  })

  it('keeps nothing of what it refuses', async () => {
    await send(formWith(['file', Buffer.from('%PNG no'), 'a.pdf', 'application/pdf']))
    await send(formWith(['file', Buffer.alloc(MAX_BYTES * 50), 'a.pdf', 'application/pdf']))
    expect(await stored()).toBe(0)
  })
})
