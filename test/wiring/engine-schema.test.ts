import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const ROOT = join(import.meta.dirname, '../..')
const BUSINESS = [
  ...['db', 'app', 'api', 'web', 'procedures', 'documents', 'tasks', 'use-cases', 'workers', 'reports'],
  ...['gateways', 'domain', 'words'],
]
const ENGINE_TABLE = /\b(from|join|into|update|table|using) engine\.\w+/i

/* The tables that statements write. */
const WRITTEN = /\b(?:insert into|delete from) ([a-z_.${}]+)|\bupdate ([a-z_.]+) \w+ set\b/g

async function sourcesOf(folder: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true })
  const code = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return Promise.all(
    code.map(async (name) => ({
      name: join(folder, name),
      text: await readFile(join(ROOT, folder, name), 'utf8'),
    })),
  )
}

describe('the schema `engine`', () => {
  it('is named in no statement of the business: its transactions never touch the engine’s rows', async () => {
    const sources = (await Promise.all(BUSINESS.map(sourcesOf))).flat()
    const touching = sources.filter(
      ({ name, text }) => !name.startsWith('db/migrations/') && ENGINE_TABLE.test(text),
    )
    expect(touching.map(({ name }) => name)).toEqual([])
  })

  it('is all that the engine names: no statement of it touches a row of the business', async () => {
    const sources = await sourcesOf('engine/embedded')
    const tables = sources.flatMap(({ text }) =>
      [...text.matchAll(WRITTEN)].map((found) => found[1] ?? found[2] ?? ''),
    )
    expect(tables.length).toBeGreaterThan(10)
    expect(tables.filter((table) => !table.startsWith('engine.'))).toEqual([])
  })
})
