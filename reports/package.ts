import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import type { StoredFile } from '../domain/shared/ports.ts'

export interface PackageFile extends StoredFile {
  name: string
  description: string
}

/** A file of a package that was made just now. */
export function fileOf(name: string, description: string, bytes: Buffer): PackageFile {
  const content = (): AsyncIterable<Uint8Array> => Readable.from([bytes])
  return { name, description, content, sha256: sha256Hex(bytes), sizeBytes: bytes.length }
}

/* What a package says of itself; the Region's receiver refuses one whose files do not match it. */
interface PackageHead {
  kind: 'PLAN' | 'FINAL_RETURN'
  submissionId: string
  cycleCode: string
  sentAt: string
  auditHead: string
  callbackUrl: string
}

/* The zip's own times say nothing and would differ by time zone: one local day for every entry gives the same bytes everywhere. */
const ENTRY_TIME = new Date(1980, 0, 1)

/** Name, description, size in bytes and sha-256 of a file, as manifest and letter list it. */
export function manifestEntry(file: PackageFile): {
  name: string
  description: string
  size: number
  sha256: string
} {
  return {
    name: file.name,
    description: file.description,
    size: file.sizeBytes,
    sha256: file.sha256,
  }
}

/** Packs files with their `manifest.json` into one zip for the Region (art. 8), as it is read; the same input gives the same
 * bytes. The stream fails with what a file's reading fails with. */
export function buildPackage(head: PackageHead, files: readonly PackageFile[]): AsyncIterable<Uint8Array> {
  const manifest = { formatVersion: 1, ...head, files: files.map(manifestEntry) }
  const zip = new ZipFile()
  const packed = new PassThrough()
  const fail = (error: Error): void => void packed.destroy(error)
  const options = { mtime: ENTRY_TIME, mode: 0o100644, forceDosTimestamp: true }
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', options)
  for (const { name, sizeBytes: size, content } of files)
    zip.addReadStreamLazy(name, { ...options, size }, (give) => {
      give(null, Readable.from(content()).on('error', fail))
    })
  zip.on('error', fail)
  zip.end()
  return zip.outputStream.pipe(packed)
}
