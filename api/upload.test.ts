import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { BusinessError } from '../domain/shared/errors.ts'
import { createDocumentStore } from '../gateways/document-store.ts'
import { inspectFile } from '../procedures/uploaded-file.ts'
import type { FileInspector } from '../procedures/uploaded-file.ts'
import { receiveUpload } from './upload.ts'

const MAX_BYTES = 2000
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n')
const P7M = Buffer.from('3080' + '06092a864886f70d010702' + 'a080' + '0000', 'hex')

const inspect: FileInspector = async (path, declared) => inspectFile(await readFile(path), declared)

let folder = ''
let server: Server
let address = ''

beforeAll(async () => {
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
afterAll(async () => {
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
    { name: 'piano.pdf', type: 'application/pdf', content: PDF, is: 'pdf', signature: 'NONE' },
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
  ])('takes $name declared as $type and says what it is', async ({ name, type, content, is, signature }) => {
    const file = await send(formWith(['file', content, name, type]))
    expect(file).toMatchObject({ fileName: name, content: is, signature, sizeBytes: content.length })
  })

  it.each<[string, FormData | string, string]>([
    [
      'a JSON called PDF',
      formWith(['file', Buffer.from('{}'), 'a.pdf', 'application/pdf']),
      'FILE_TYPE_MISMATCH',
    ],
    ['a PDF declared as XML', formWith(['file', PDF, 'a.pdf', 'text/xml']), 'FILE_TYPE_MISMATCH'],
    [
      'an image',
      formWith(['file', Buffer.from('89504e470d0a1a0a', 'hex'), 'a.png', 'image/png']),
      'FILE_TYPE_MISMATCH',
    ],
    ['an empty file', formWith(['file', Buffer.alloc(0), 'a.pdf', 'application/pdf']), 'FILE_TYPE_MISMATCH'],
    [
      'a file above the limit',
      formWith(['file', Buffer.alloc(MAX_BYTES + 1), 'a.pdf', 'application/pdf']),
      'FILE_TOO_LARGE',
    ],
    ['a file in another field', formWith(['other', PDF, 'a.pdf', 'application/pdf']), 'INVALID_INPUT'],
    [
      'two files',
      formWith(
        ['file', Buffer.from('%PDF-1.4 x'), 'a.pdf', 'application/pdf'],
        ['file', PDF, 'b.pdf', 'application/pdf'],
      ),
      'INVALID_INPUT',
    ],
    ['a form without a file', new FormData(), 'FILE_MISSING'],
    ['a text', 'not a form', 'INVALID_INPUT'],
  ])('refuses %s', async (_name, body, code) => {
    expect(await send(body)).toEqual({ code })
  })

  it('keeps nothing of what it refuses', async () => {
    const before = await stored()
    await send(formWith(['file', Buffer.from('%PNG no'), 'a.pdf', 'application/pdf']))
    await send(formWith(['file', Buffer.alloc(MAX_BYTES * 50), 'a.pdf', 'application/pdf']))
    expect(await stored()).toBe(before)
  })
})
