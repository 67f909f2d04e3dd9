import { ModelRefusal } from '../../engine/embedded/models/read-problems.ts'
import { readProcesses } from '../../engine/embedded/models/read-process.ts'
import { around, boundary, element, end, path, processOf, service, start } from './small-process.ts'

/** What is wrong, the file, the element and the words that must come. */
export type Row = readonly [rule: string, xml: string, elementId: string | null, words: string]

export const STRAIGHT = start() + service() + end() + path('start', 'work', 'end')
export const beside = (more: string, roots = '') => processOf(STRAIGHT + more, roots)
export const task = (tag: string, extensions = '', inside = '') =>
  around(element(tag, 'work', { extensions, inside }))
export const worker = (extensions: string, inside = '') => around(service('work', { extensions, inside }))
export const listener = (moment: string) =>
  `<zeebe:executionListeners><zeebe:executionListener eventType="${moment}" type="listen" /></zeebe:executionListeners>`
export const mapping = (way: 'input' | 'output', source: string, target: string) =>
  `<zeebe:ioMapping><zeebe:${way} source="${source}" target="${target}" /></zeebe:ioMapping>`
export const catching = (definition: string, roots = '') =>
  processOf(
    start() +
      element('intermediateCatchEvent', 'wait', { inside: definition }) +
      end() +
      path('start', 'wait', 'end'),
    roots,
  )
export const bounded = (definition: string, attributes = '', roots = '') =>
  beside(boundary('edge', 'work', definition, attributes) + end('aside') + path('edge', 'aside'), roots)
export async function refusalOf(xml: string): Promise<ModelRefusal> {
  const refused: unknown = await readProcesses('small.bpmn', xml).catch((refusal: unknown) => refusal)
  if (!(refused instanceof ModelRefusal)) throw new Error(`not refused: ${String(refused)}`)
  return refused
}

/** One test for each row: the refusal has the element and the words, in its problems and in its message. */
export function itRefuses(rows: readonly Row[]): void {
  it.each(rows)('refuses %s with element and reason', async (_, xml, elementId, words) => {
    const refusal = await refusalOf(xml)
    expect(refusal.problems).toContainEqual({ elementId, reason: expect.stringContaining(words) as string })
    expect(refusal.message).toContain(elementId === null ? 'small.bpmn: ' : `small.bpmn, ${elementId}: `)
  })
}
