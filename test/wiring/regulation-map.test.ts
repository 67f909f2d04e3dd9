import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readModels } from '../../bpmn/read-models.ts'

const ROOT = join(import.meta.dirname, '../..')
const map = readFileSync(join(ROOT, 'docs/regulation-map.md'), 'utf8')
const models = await readModels()
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner)

/* `- Elements: `process`: `Element_One`, `Element_Two`; `other`: …` as "process: element". */
const named = new Set(
  [...map.matchAll(/^- Elements: (.*)$/gm)]
    .flatMap(([, line = '']) => line.split('; '))
    .flatMap((part) => {
      const [process, ...elements] = quoted(part)
      return elements.map((element) => `${process}: ${element}`)
    }),
)
const drawn = models.flatMap(({ processId, flowNodes }) => flowNodes.map(({ id }) => `${processId}: ${id}`))

describe('the regulation map', () => {
  it('traces every element of every model to an article', () => {
    expect(drawn.filter((element) => !named.has(element))).toEqual([])
  })

  it('names no element that no model has', () => {
    expect([...named].filter((element) => !drawn.includes(element))).toEqual([])
  })

  it('names files that are there, and tests that they hold', () => {
    const files = quoted(map).filter((text) => /^[\w./-]+\/[\w.-]+\.\w+$/.test(text))
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
    const told = [...map.matchAll(/^ {2}- `([^`]+\.test\.ts)`: (.*)$/gm)].flatMap(
      ([, file = '', line = '']) =>
        line.split('; ').map((sentence) => ({ file, sentence: sentence.replace(/^"|"$/g, '') })),
    )
    const missing = told.filter(({ file, sentence }) => {
      const plain = readFileSync(join(ROOT, file), 'utf8').replaceAll("\\'", "'").replaceAll('%%', '%')
      /* A table of cases has its article once, beside `%s`. */
      return !plain.includes(sentence) && !plain.includes(sentence.replace(/ \([^()]*\)$/, ''))
    })
    expect(missing).toEqual([])
  })
})
