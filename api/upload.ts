import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { FileInspector, UploadedFile } from '../procedures/uploaded-file.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { parseWith } from '../domain/shared/problem.ts'
import { plainText } from '../domain/shared/text.ts'
import type { UploadStore } from '../domain/shared/ports.ts'

const FIELD = 'file'
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
  maxBytes: number
}

const refusedForm = {
  path: FIELD,
  code: 'NOT_MULTIPART',
  message: 'La richiesta non è un modulo multipart/form-data leggibile con un solo file nel campo "file".',
}

function openForm(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 0 } })
  } catch (error) {
    throw new BusinessError('INVALID_INPUT', { problems: [refusedForm] }, { cause: error })
  }
}

async function storePart(
  { field, stream, info }: Part,
  { uploads, inspect, maxBytes }: Reception,
): Promise<UploadedFile> {
  if (field !== FIELD) throw new BusinessError('INVALID_INPUT', { problems: [refusedForm] })
  const name = parseWith(fileNameSchema, info.filename)
  if (!name.ok) throw new BusinessError('INVALID_INPUT', { problems: name.problems })
  const found: { is?: Awaited<ReturnType<FileInspector>> } = {}
  const stored = await uploads.putStream(stream, {
    maxBytes,
    check: async (path) => {
      found.is = await inspect(path, { fileName: name.value, mediaType: info.mimeType })
    },
  })
  if (!found.is) throw new Error('the document store kept a file without checking it')
  return { fileName: name.value, ...found.is, ...stored }
}

/** Reads a multipart request with one file in the field `file`, straight into the store; what is refused here leaves
 * nothing there, what a use case refuses afterwards leaves a file that no row names. Throws BusinessError FILE_MISSING,
 * FILE_TOO_LARGE, FILE_TYPE_MISMATCH or INVALID_INPUT. */
export async function receiveUpload(request: IncomingMessage, reception: Reception): Promise<UploadedFile> {
  const form = openForm(request)
  let received: Promise<UploadedFile> | null = null
  try {
    return await new Promise<UploadedFile>((resolve, reject) => {
      const refuse = () => reject(new BusinessError('INVALID_INPUT', { problems: [refusedForm] }))
      form.on('file', (field, stream, info) => {
        /* Whoever reads the stream tells its fault; unheard, it would end the process. */
        stream.on('error', () => undefined)
        received = storePart({ field, stream, info }, reception)
        received.catch(reject)
      })
      form.on('filesLimit', refuse).on('fieldsLimit', refuse).on('error', refuse)
      form.on('close', () => {
        if (received === null) reject(new BusinessError('FILE_MISSING', { files: FIELD }))
        else received.then(resolve, reject)
      })
      request.once('close', () => request.complete || form.destroy())
      request.pipe(form)
    })
  } finally {
    request.unpipe(form)
    form.destroy()
    request.resume()
  }
}
