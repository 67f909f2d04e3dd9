import { createRequire } from 'node:module'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import type { Problem } from './read-problems.ts'

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json')

/** The definitions of a BPMN file; null where it cannot be read at all. What the parser complains of is a problem each. */
export async function parseBpmn(xml: string, problems: Problem[]): Promise<ModdleElement | null> {
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml)
    problems.push(...warnings.map(toProblem))
    return rootElement
  } catch (error) {
    const { message } = error as Error
    problems.push({ elementId: null, reason: `this is no BPMN: ${tidy(message)}` })
    return null
  }
}

interface Warning {
  message: string
  element?: ModdleElement
  property?: string
}

function toProblem({ message, element, property }: Warning): Problem {
  const repeated = /duplicate ID <(.*)>/.exec(message)?.[1]
  if (repeated !== undefined)
    return { elementId: repeated, reason: 'the id is there twice: give each element one of its own' }
  const elementId = nearestId(element)
  const missing = /^unresolved reference <(.*)>/.exec(message)?.[1]
  if (missing === undefined) return { elementId, reason: `${tidy(message)}: correct or remove it` }
  return {
    elementId,
    reason: `${property ?? 'a reference'} names ${missing}, which is not in the file: correct or remove it`,
  }
}

/* The parser tells the cause in its last line and the place before it, both counted from 0. */
function tidy(message: string): string {
  const [first = ''] = message.split('\n')
  const cause = /nested error: (.*)/.exec(message)?.[1]
  const line = /line: (\d+)/.exec(message)?.[1]
  return [first.trim(), line && `in line ${Number(line) + 1}`, cause && `(${cause})`]
    .filter(Boolean)
    .join(' ')
}

function nearestId(element: ModdleElement | undefined): string | null {
  for (let at = element; at; at = at.$parent) if (typeof at.id === 'string') return at.id
  return null
}

/** The text of a property; null where it is absent or blank. */
export function textOf(element: ModdleElement | undefined, property: string): string | null {
  const value: unknown = element?.get(property)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

export const childOf = (element: ModdleElement | undefined, property: string): ModdleElement | undefined =>
  element?.get(property) as ModdleElement | undefined

export const childrenOf = (element: ModdleElement | undefined, property: string): readonly ModdleElement[] =>
  (element?.get(property) as ModdleElement[] | undefined) ?? []

/** The extension of this type, as `zeebe:TaskDefinition`. */
export const extensionOf = (element: ModdleElement | undefined, type: string): ModdleElement | undefined =>
  childrenOf(childOf(element, 'extensionElements'), 'values').find(({ $type }) => $type === type)

/** A type as it is written in the file: `bpmn:ServiceTask` is `bpmn:serviceTask`. */
export const nameInXml = (type: string): string =>
  type.replace(/:(.)/, (_, first: string) => `:${first.toLowerCase()}`)
