import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const MANIFEST = 'manifest.json'
const MANIFEST_LIMIT = 1024 * 1024

/** What a package says about itself, in its manifest.json; `files` lists every other file of the zip. */
export const manifestSchema = z.looseObject({
  kind: z.enum(['PLAN', 'FINAL_RETURN']),
  submissionId: z.string().min(1).max(100),
  cycleCode: z.string().min(1).max(100),
  sentAt: z.iso.datetime({ offset: true }),
  files: z.array(z.object({ name: z.string().min(1), sha256, size: z.int().nonnegative() })).min(1),
  auditHead: sha256,
  callbackUrl: z.url({ protocol: /^https?$/ }),
})
type Manifest = z.infer<typeof manifestSchema>

/** The package is not what it says: the sentence names the first thing that does not match. */
export class PackageRefused extends Error {
  override readonly name = 'PackageRefused'
}

/** Reads a package and checks its manifest and the name, size and hash of each file. Throws PackageRefused. */
export async function readPackage(path: string): Promise<Manifest> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((cause: unknown) => {
    throw new PackageRefused(`not a readable zip: ${sentence(cause)}`)
  })
  try {
    const entries = await listEntries(zip)
    const manifest = await readManifest(zip, entries.get(MANIFEST))
    await checkFiles(zip, entries, manifest)
    return manifest
  } catch (cause) {
    throw cause instanceof PackageRefused
      ? cause
      : new PackageRefused(`not a readable zip: ${sentence(cause)}`)
  } finally {
    zip.close()
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    if (entries.has(entry.fileName)) throw new PackageRefused(`${entry.fileName} is in the zip twice`)
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function readManifest(zip: ZipFile, entry: Entry | undefined): Promise<Manifest> {
  if (entry === undefined) throw new PackageRefused(`${MANIFEST} is missing`)
  if (entry.uncompressedSize > MANIFEST_LIMIT) throw new PackageRefused(`${MANIFEST} is larger than 1 MB`)
  const content = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8')
  const parsed = manifestSchema.safeParse(toJson(content))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new PackageRefused(`${MANIFEST}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`)
}

async function checkFiles(zip: ZipFile, entries: Map<string, Entry>, manifest: Manifest): Promise<void> {
  const listed = new Set([MANIFEST, ...manifest.files.map((file) => file.name)])
  const unlisted = [...entries.keys()].find((name) => !listed.has(name))
  if (unlisted !== undefined) throw new PackageRefused(`${unlisted} is not in the manifest`)
  for (const file of manifest.files) await checkFile(zip, entries.get(file.name), file)
}

async function checkFile(
  zip: ZipFile,
  entry: Entry | undefined,
  file: Manifest['files'][number],
): Promise<void> {
  if (entry === undefined) throw new PackageRefused(`${file.name} is in the manifest but not in the zip`)
  if (entry.uncompressedSize !== file.size)
    throw new PackageRefused(`${file.name} has not the size of the manifest`)
  const hash = createHash('sha256')
  for await (const chunk of await zip.openReadStreamPromise(entry)) hash.update(chunk as Buffer)
  if (hash.digest('hex') !== file.sha256)
    throw new PackageRefused(`${file.name} has not the hash of the manifest`)
}

function toJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new PackageRefused(`${MANIFEST} is not JSON`)
  }
}

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
