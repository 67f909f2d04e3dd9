import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { ModelRefusal } from './read-problems.ts'
import { readProcesses } from './read-process.ts'

const FOLDER = new URL('../../../bpmn/', import.meta.url)
/* The drawing is two thirds of each file and says nothing to the engine. */
const TEXTS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.bpmn'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
  .map((text) => text.replace(/<bpmndi:BPMNDiagram[^]*<\/bpmndi:BPMNDiagram>/, ''))

const RUNS = 200
const WORDS = /"[^"<>]*"|<bpmn:\w+|<zeebe:\w+/g
const PIECES = ['', '<', '"', '<bpmn:task id="Q" />', 'zeebe:', '=', ' id="p"', '</bpmn:process>']

async function readOrRefused(mangled: string): Promise<void> {
  const outcome: unknown = await readProcesses('mangled.bpmn', mangled).catch((thrown: unknown) => thrown)
  if (Array.isArray(outcome)) return
  expect(outcome).toBeInstanceOf(ModelRefusal)
  expect((outcome as ModelRefusal).problems).not.toHaveLength(0)
}

describe('a mangled model is read or refused, never anything else', () => {
  it('when a piece of its text is cut or replaced', async () => {
    const mangling = fc.record({
      text: fc.constantFrom(...TEXTS),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 400 }),
      instead: fc.oneof(fc.constantFrom(...PIECES), fc.string()),
    })
    await fc.assert(
      fc.asyncProperty(mangling, async ({ text, at, length, instead }) => {
        const from = Math.floor(at * text.length)
        await readOrRefused(text.slice(0, from) + instead + text.slice(from + length))
      }),
      { numRuns: RUNS },
    )
  })

  it('when a tag or a value stands where another belongs', async () => {
    const mangling = fc.record({ text: fc.constantFrom(...TEXTS), place: fc.nat(), other: fc.nat() })
    await fc.assert(
      fc.asyncProperty(mangling, async ({ text, place, other }) => {
        const found = [...text.matchAll(WORDS)]
        const { 0: word, index: from } = found[place % found.length]!
        const alike = found.map(([each]) => each).filter((each) => each[0] === word[0])
        const instead = alike[other % alike.length]!
        await readOrRefused(text.slice(0, from) + instead + text.slice(from + word.length))
      }),
      { numRuns: RUNS },
    )
  })
})
