import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { FileInspector, UploadedFile } from '../procedures/file/uploaded-file.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { parseWith } from '../domain/shared/problem.ts'
import { plainText } from '../domain/shared/text.ts'
import type { UploadStore } from '../domain/shared/ports.ts'

const FIELD = 'file'
const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
/* A page asks for no more files at once, and for no longer text. */
const FORM_LIMITS = { files: 20, fields: 30_000, fieldNameSize: 200, fieldSize: 4 * 1024 * 1024 }
const TEXT_FILE_BYTES = 1024 * 1024
const fileNameSchema = plainText({ max: 200 })

interface Part {
  field: string
  stream: Readable
  info: busboy.FileInfo
}

/* Where a file goes, who looks into it, and how large it may be. */
interface Reception {
  uploads: UploadStore
  inspect: FileInspector
  maxBytes?: number
}

const refusedForm = {
  path: FIELD,
  code: 'NOT_MULTIPART',
  message: 'La richiesta non è un modulo multipart/form-data leggibile con un solo file nel campo "file".',
}

const longText = { path: '', code: 'TOO_LONG', message: 'Il file supera 1 MB: riducilo e riprova.' }

function openForm(request: IncomingMessage, limits: busboy.Limits): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits })
  } catch (error) {
    throw new BusinessError('INVALID_INPUT', { problems: [refusedForm] }, { cause: error })
  }
}

async function storePart(
  { stream, info }: Part,
  { uploads, inspect, maxBytes = UPLOAD_LIMIT_BYTES }: Reception,
): Promise<UploadedFile> {
  const name = parseWith(fileNameSchema, info.filename)
  if (!name.ok) {
    const problems = name.problems.map((one) => ({ ...one, message: `Nome del file: ${one.message}` }))
    throw new BusinessError('INVALID_INPUT', { problems })
  }
  const found: { is?: Awaited<ReturnType<FileInspector>> } = {}
  const stored = await uploads.putStream(stream, {
    maxBytes,
    check: async (path) => {
      found.is = await inspect(path, name.value)
    },
  })
  if (!found.is) throw new Error('the document store kept a file without checking it')
  return { fileName: name.value, ...found.is, ...stored }
}

async function textOf({ stream }: Part): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > TEXT_FILE_BYTES) throw new BusinessError('INVALID_INPUT', { problems: [longText] })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/* Takes each file as it comes and each text; resolves once the request has ended and every file is taken. */
async function receiveParts(
  request: IncomingMessage,
  limits: busboy.Limits,
  take: { file: (part: Part) => Promise<void>; text: (name: string, text: string) => void },
): Promise<void> {
  const form = openForm(request, limits)
  const taken: Promise<void>[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      const refuse = () => reject(new BusinessError('INVALID_INPUT', { problems: [refusedForm] }))
      form.on('file', (field, stream, info) => {
        /* Whoever reads the stream tells its fault; unheard, it would end the process. */
        stream.on('error', () => undefined)
        const done = take.file({ field, stream, info })
        taken.push(done)
        done.catch(reject)
      })
      form.on('field', (name, text, info) => {
        if (info.nameTruncated || info.valueTruncated) refuse()
        else take.text(name, text)
      })
      form.on('filesLimit', refuse).on('fieldsLimit', refuse).on('partsLimit', refuse).on('error', refuse)
      form.on('close', () => void Promise.all(taken).then(() => resolve(), reject))
      request.once('close', () => request.complete || form.destroy())
      request.pipe(form)
    })
  } finally {
    request.unpipe(form)
    form.destroy()
    /* What was begun comes to its end, kept or cleared away, before the answer. */
    await Promise.allSettled(taken)
    request.resume()
  }
}

/** Reads a multipart request with one file in the field `file`, straight into the store; what is refused here leaves
 * nothing there, what a use case refuses afterwards leaves a file that no row names. Throws BusinessError FILE_MISSING,
 * FILE_TOO_LARGE, FILE_TYPE_MISMATCH, FILE_UNREADABLE or INVALID_INPUT. */
export async function receiveUpload(request: IncomingMessage, reception: Reception): Promise<UploadedFile> {
  const received: UploadedFile[] = []
  await receiveParts(
    request,
    { files: 1, fields: 0 },
    {
      async file(part) {
        if (part.field !== FIELD) throw new BusinessError('INVALID_INPUT', { problems: [refusedForm] })
        received.push(await storePart(part, reception))
      },
      text: () => undefined,
    },
  )
  const [file] = received
  if (file === undefined) throw new BusinessError('FILE_MISSING', { files: FIELD })
  return file
}

/** A page's multipart form: its texts in their order; by the name of its field each file that was chosen, put into the store
 * as an upload is; and what is wrong with a file, so that what was typed beside it is not lost. */
interface ReceivedForm {
  texts: [name: string, text: string][]
  files: Map<string, UploadedFile>
  refused: Map<string, BusinessError>
}

/** Reads a page's multipart form; a file in the field `asText` counts as a text. Without a reception files are left out.
 * Throws INVALID_INPUT where it is none. */
export async function receiveForm(
  request: IncomingMessage,
  reception: Reception | null,
  asText: string | null,
): Promise<ReceivedForm> {
  const form: ReceivedForm = { texts: [], files: new Map(), refused: new Map() }
  const take = async ({ field, stream, info }: Part, reception: Reception): Promise<void> => {
    const copy = stream.pipe(new PassThrough())
    const part = { field, stream: copy, info }
    try {
      if (field === asText) form.texts.push([field, await textOf(part)])
      else form.files.set(field, await storePart(part, reception))
    } catch (error) {
      if (!(error instanceof BusinessError)) throw error
      form.refused.set(field, error)
      stream.unpipe(copy).resume()
    }
  }
  await receiveParts(request, FORM_LIMITS, {
    async file(part) {
      /* A field where nothing was chosen comes as a file without a name. */
      if (part.info.filename && reception) await take(part, reception)
      else part.stream.resume()
    },
    text: (name, text) => void form.texts.push([name, text]),
  })
  return form
}
