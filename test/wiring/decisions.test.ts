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

  it('have numbers of their own, of which only 37 was never used', () => {
    const numbers = files.map((file) => Number(file.slice(0, 4)))
    const upTo = Array.from({ length: numbers.at(-1) ?? 0 }, (_, index) => index + 1)
    expect(numbers).toEqual(upTo.filter((number) => number !== 37))
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
