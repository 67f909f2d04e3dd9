import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { EngineClients } from './client.ts'
import { toTransient } from './client.ts'

export interface ModelFile {
  name: string
  content: Buffer
  sha256: string
}

const kinds: Record<string, 'process' | 'decision' | 'form'> = {
  '.bpmn': 'process',
  '.dmn': 'decision',
  '.form': 'form',
}

/** Every model below a folder (`*.bpmn`, `*.dmn`, `*.form`), by name, with its hash. */
export async function readModelFiles(folder: string): Promise<ModelFile[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => extname(name) in kinds).sort()
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name))
      return { name, content, sha256: createHash('sha256').update(content).digest('hex') }
    }),
  )
}

/** Deploys the files in one deployment; give only those that changed, or all become a new version. */
export async function deployModels({ grpc }: EngineClients, files: readonly ModelFile[]): Promise<void> {
  if (files.length === 0) return
  const resources = files.map(({ name, content }) => {
    const kind = kinds[extname(name)]
    if (kind === 'decision') return { name, decision: content }
    return kind === 'form' ? { name, form: content } : { name, process: content }
  })
  try {
    await grpc.deployResources(resources)
  } catch (error) {
    throw toTransient(error)
  }
}
