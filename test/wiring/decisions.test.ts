import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const FOLDER = join(import.meta.dirname, '../../docs/decisions')
const INDEX = 'README.md'
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')
const files = readdirSync(FOLDER)
  .filter((file) => file !== INDEX)
  .sort()

describe('the decision records', () => {
  it('stand in their index, each with its number and title, in order', () => {
    const lines = [...read(INDEX).matchAll(/^- \[(.+)\]\((\S+)\)/gm)].map(([, title, file]) => [file, title])
    expect(lines).toEqual(files.map((file) => [file, /^# (.+)$/m.exec(read(file))?.[1]]))
  })

  it('have each a number of its own', () => {
    const numbers = files.map((file) => file.slice(0, 4))
    expect(numbers).toEqual([...new Set(numbers)])
  })

  it.each(files)('%s says since when, with which status, and what was left aside', (file) => {
    const text = read(file)
    expect(text).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. `))
    expect(text).toMatch(/^\*\*Date\.\*\* \d{4}-\d\d-\d\d\. \*\*Status\.\*\* \w/m)
    for (const part of ['Context', 'Decision', 'Consequences', 'Left aside'])
      expect(text).toContain(`\n**${part}.**`)
  })

  it('point to records that are there', () => {
    const named = files.flatMap((file) => [...read(file).matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)])
    expect(named.length).toBeGreaterThan(10)
    expect(named.map(([, target]) => target).filter((target) => !files.includes(target ?? ''))).toEqual([])
  })
})
