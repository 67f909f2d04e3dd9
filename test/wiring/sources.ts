import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
const NOT_OURS = new Set(['node_modules', 'out', '.local', '.git'])

/** The files of the project below a folder whose name ends so, by path, with their text. */
export function sourcesOf(folder: string, ending: RegExp): Map<string, string> {
  const walk = (path: string): string[] =>
    readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) => {
      const inner = join(path, entry.name)
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(inner)
      return ending.test(entry.name) ? [inner] : []
    })
  return new Map(walk(folder).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
}
