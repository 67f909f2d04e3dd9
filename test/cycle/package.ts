import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

export interface OpenedPackage {
  sha256: string
  names: string[]
  manifest: {
    kind: string
    submissionId: string
    auditHead: string
    files: { name: string; size: number; sha256: string }[]
  }
  /** True when the zip holds exactly the files of its manifest, each with its size and hash. */
  isSound: boolean
}

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** Opens a package for the Region and compares every file with its manifest. */
export async function openPackage(zip: Buffer): Promise<OpenedPackage> {
  const contents = new Map<string, Buffer>()
  const opened = await fromBufferPromise(zip)
  for await (const entry of opened.eachEntry()) {
    contents.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  }
  const manifest = JSON.parse(String(contents.get('manifest.json'))) as OpenedPackage['manifest']
  const isListed = manifest.files.every(({ name, size, sha256 }) => {
    const content = contents.get(name)
    return content?.length === size && sha256Of(content) === sha256
  })
  return {
    sha256: sha256Of(zip),
    names: [...contents.keys()],
    manifest,
    isSound: isListed && contents.size === manifest.files.length + 1,
  }
}
