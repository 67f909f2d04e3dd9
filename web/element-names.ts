import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MODELS = join(import.meta.dirname, '../bpmn')
/* Models are canonical XML: an element's id comes before its name. */
const NAMED = /<bpmn:\w+ id="([^"]+)" name="([^"]+)"/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
}

const models = new Map<string, ReadonlyMap<string, string>>()

/** The Italian name of an element in the model of its process; its id where it has none, or the model has it no more. */
export function elementName(processId: string, elementId: string): string {
  const names = models.get(processId) ?? namesOf(processId)
  models.set(processId, names)
  return names.get(elementId) ?? elementId
}

/** Whatever stands at an element of a process, with the element's name beside its id. */
export const withElement =
  (processId: string) =>
  <T extends { elementId: string }>(one: T): T & { element: string } => ({
    ...one,
    element: elementName(processId, one.elementId),
  })

function namesOf(processId: string): ReadonlyMap<string, string> {
  if (!/^[a-z-]+$/.test(processId)) return new Map()
  const xml = readFileSync(join(MODELS, `${processId}.bpmn`), 'utf8')
  return new Map([...xml.matchAll(NAMED)].map(([, id = '', name = '']) => [id, decoded(name)]))
}

const decoded = (text: string): string =>
  text.replaceAll(/&(#39|\w+);/g, (entity) => ENTITIES[entity] ?? entity)
