import type { ModdleElement } from 'bpmn-moddle'
import { type Problem, siteOf, type Site } from './read-problems.ts'
import { extensionsOf, hintFor, kindOf, propertiesOf } from './read-supported.ts'
import { nameInXml } from './read-xml.ts'

const DRAWN_TYPES = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])
const DRAWN_PROPERTIES = new Set([
  ...['documentation', 'artifacts', 'laneSets', 'lanes'],
  ...['dataInputAssociations', 'dataOutputAssociations', 'properties'],
])
const DRAWING_ATTRIBUTE = /^(xmlns|xsi|modeler|bioc|color)(:|$)/
const KNOWN_NAMESPACE = /^(bpmn|zeebe):/
const OF_TEMPLATES = /^(zeebe:)?modeler(Template|Configuration)/

/** Refuses by name every element, property, attribute and extension that the interpreter would not act on. */
export function checkSupported(element: ModdleElement, problems: Problem[]): void {
  const at = siteOf(problems, idOf(element))
  if (!hasId(element)) at.refuse(`a ${nameInXml(element.$type)} has no id: give it one`)
  refuseAttributes(element, at)
  refuseProperties(element, at)
  for (const child of partsOf(element)) checkPart(child, { of: element, at, problems })
}

interface Surroundings {
  of: ModdleElement
  at: Site
  problems: Problem[]
}

function checkPart(part: ModdleElement, { of, at, problems }: Surroundings): void {
  if (isRefused(part, of)) {
    const site = isFlowElement(part) ? siteOf(problems, idOf(part)) : at
    site.refuse(`${nameInXml(part.$type)} is not run by this engine: ${hintFor(part.$type)}`)
  } else if (isFlowElement(part)) checkSupported(part, problems)
  else {
    refuseAttributes(part, at)
    refuseProperties(part, at)
    for (const inner of partsOf(part)) checkPart(inner, { of: part, at, problems })
  }
}

function isRefused(part: ModdleElement, of: ModdleElement): boolean {
  if (of.$type === 'bpmn:ExtensionElements')
    return !extensionsOf(of.$parent?.$type ?? '').includes(part.$type)
  if (!isFlowElement(part)) return false
  return kindOf(part) === null && part.$type !== 'bpmn:SequenceFlow'
}

const isFlowElement = (part: ModdleElement): boolean =>
  part.$descriptor.isGeneric !== true && part.$instanceOf('bpmn:FlowElement')

/** False where the file gives the element no id, whatever its type says. */
export const hasId = (element: ModdleElement): boolean => typeof (element.id as unknown) === 'string'
const idOf = (element: ModdleElement): string | null => (hasId(element) ? element.id : null)

function refuseAttributes(element: ModdleElement, at: Site): void {
  /* Of the namespaces that the parser knows it has complained itself. */
  const foreign = Object.keys(element.$attrs ?? {}).filter(
    (name) => name.includes(':') && !DRAWING_ATTRIBUTE.test(name) && !KNOWN_NAMESPACE.test(name),
  )
  for (const name of foreign)
    at.refuse(`the attribute ${name} of ${nameInXml(element.$type)} means nothing to this engine: remove it`)
}

function refuseProperties(element: ModdleElement, at: Site): void {
  const allowed = propertiesOf(element.$type)
  const idle = (name: string): boolean =>
    name === '$type' ||
    OF_TEMPLATES.test(name) ||
    element.get(name) === element.$descriptor.propertiesByName?.[name]?.default
  for (const name of Object.keys(element))
    if (allowed && !allowed.includes(name) && !idle(name))
      at.refuse(`${name} of ${nameInXml(element.$type)} is not run by this engine: leave it out`)
}

/* What stands inside the element in the file, without what is only drawn and without what it refers to. */
function partsOf(element: ModdleElement): readonly ModdleElement[] {
  return Object.keys(element)
    .filter((name) => !name.startsWith('$') && !DRAWN_PROPERTIES.has(name))
    .flatMap((name) => element.get(name))
    .filter((value): value is ModdleElement => isElement(value) && value.$parent === element)
    .filter(({ $type }) => !DRAWN_TYPES.has($type))
}

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value
