import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { BusinessError, codeOf, TransientError } from '../domain/shared/errors.ts'
import { newId } from '../domain/shared/ids.ts'
import type { DocumentStore, UploadStore } from '../domain/shared/ports.ts'

const SHA256 = /^[0-9a-f]{64}$/
/** Faults of the disk that freeing space or handles mends. */
const TRANSIENT_CODES = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE'])

type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )
}

async function write(file: FileHandle, content: Content, maxBytes: number) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of content) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw new BusinessError('FILE_TOO_LARGE', { maxBytes })
    hash.update(chunk)
    await file.appendFile(chunk)
  }
  await file.sync()
  return { sha256: hash.digest('hex'), sizeBytes }
}

function pathOf(folder: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new TypeError('not the name of a stored file')
  return join(folder, sha256.slice(0, 2), sha256)
}

/* Does it again once the folder is there, where it was not. */
async function within<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return work().catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    await mkdir(folder, { recursive: true })
    return work()
  })
}

async function keep(folder: string, temporary: string, sha256: string): Promise<void> {
  const path = pathOf(folder, sha256)
  if (await isThere(path)) return
  await within(dirname(path), () => rename(temporary, path))
  const directory = await open(dirname(path), 'r')
  await directory.sync().finally(() => directory.close())
}

/* The last bytes come once all are known to be what the name says. */
async function* checked(folder: string, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let last: Uint8Array | null = null
  for await (const chunk of createReadStream(pathOf(folder, sha256)) as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    if (last !== null) yield last
    last = chunk
  }
  const found = hash.digest('hex')
  if (found !== sha256)
    throw new Error(`stored file ${sha256} has changed on disk: its bytes are now ${found}`)
  if (last !== null) yield last
}

/** A folder of files named by their sha-256: the same bytes are one file, and a name never changes its content. A file
 * appears whole or not at all. Throws TransientError when the disk is full. */
export function createDocumentStore(folder: string): DocumentStore & UploadStore {
  const incoming = join(folder, 'incoming')

  async function store(content: Content, options: Parameters<UploadStore['putStream']>[1]) {
    const temporary = join(incoming, newId<string>())
    try {
      const file = await within(incoming, () => open(temporary, 'wx'))
      const written = await write(file, content, options.maxBytes).finally(() => file.close())
      if (options.check) await options.check(temporary)
      await keep(folder, temporary, written.sha256)
      return written
    } catch (error) {
      if (TRANSIENT_CODES.has(codeOf(error)))
        throw new TransientError('the document store cannot write now', { cause: error })
      throw error
    } finally {
      await rm(temporary, { force: true })
    }
  }

  return {
    put: (content) =>
      store(content instanceof Uint8Array ? [content] : content, { maxBytes: Number.POSITIVE_INFINITY }),
    putStream: (content, options) => store(content, options),

    read: async (sha256) => buffer(checked(folder, sha256)),

    async open(sha256) {
      const { size: sizeBytes } = await stat(pathOf(folder, sha256))
      return { sha256, sizeBytes, content: () => checked(folder, sha256) }
    },
  }
}
