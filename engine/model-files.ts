import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import type { ModelFile } from './port.ts'

const KINDS = ['.bpmn', '.dmn', '.form']

/** Every model below a folder (`*.bpmn`, `*.dmn`, `*.form`), by name, with its hash. */
export async function readModelFiles(folder: string): Promise<ModelFile[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => KINDS.includes(extname(name)))
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name))
      return { name, content, sha256: sha256Hex(content) }
    }),
  )
}
