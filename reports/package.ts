import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { sha256Hex } from '../domain/shared/canonical-json.ts'

export interface PackageFile {
  name: string
  description: string
  content: Buffer
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
    size: file.content.length,
    sha256: sha256Hex(file.content),
  }
}

/** Packs files with their `manifest.json` into one zip for the Region (art. 8); the same input gives the same bytes. */
export async function buildPackage(head: PackageHead, files: readonly PackageFile[]): Promise<Buffer> {
  const manifest = { formatVersion: 1, ...head, files: files.map(manifestEntry) }
  const zip = new ZipFile()
  const add = (name: string, content: Buffer): void => {
    zip.addBuffer(content, name, { mtime: ENTRY_TIME, mode: 0o100644, forceDosTimestamp: true })
  }
  add('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  for (const file of files) add(file.name, file.content)
  zip.end()
  return buffer(zip.outputStream)
}
