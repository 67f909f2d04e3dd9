/** Small BPMN texts for tests: pieces to join, and the file around them. */
const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:other="http://example.org/other"',
].join(' ')

export const fileOf = (roots: string): string =>
  `<bpmn:definitions ${NAMESPACES} id="Definitions">${roots}</bpmn:definitions>`

/** A file with the executable process `small`; messages and errors stand beside it. */
export const processOf = (body: string, beside = ''): string =>
  fileOf(`<bpmn:process id="small" isExecutable="true">${body}</bpmn:process>${beside}`)

/** An element with its extensions, and what else stands in it. */
export function element(
  tag: string,
  id: string,
  { attributes = '', extensions = '', inside = '' }: ElementParts = {},
): string {
  const held = extensions && `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`
  return `<bpmn:${tag} id="${id}" ${attributes}>${held}${inside}</bpmn:${tag}>`
}
export interface ElementParts {
  attributes?: string
  extensions?: string
  inside?: string
}

/** Sequence flows from each to the next, with ids as `a-b`. */
export const path = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index] ?? '', id))
    .join('')

export const flow = (source: string, target: string, condition?: string): string =>
  element('sequenceFlow', `${source}-${target}`, {
    attributes: `sourceRef="${source}" targetRef="${target}"`,
    inside:
      condition === undefined ? '' : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`,
  })

export const start = (id = 'start', inside = ''): string => element('startEvent', id, { inside })
export const end = (id = 'end', inside = ''): string => element('endEvent', id, { inside })

export const service = (id = 'work', { extensions = '', ...parts }: ElementParts = {}): string =>
  element('serviceTask', id, { ...parts, extensions: `<zeebe:taskDefinition type="${id}" />${extensions}` })

export const timer = (kind: 'Date' | 'Duration' | 'Cycle', value: string): string =>
  `<bpmn:timerEventDefinition><bpmn:time${kind}>${value}</bpmn:time${kind}></bpmn:timerEventDefinition>`
export const waitsFor = (message: string): string => `<bpmn:messageEventDefinition messageRef="${message}" />`
export const fails = (error: string): string => `<bpmn:errorEventDefinition errorRef="${error}" />`

export const message = (id: string, key: string | null = '=key'): string =>
  element('message', id, {
    attributes: `name="${id}"`,
    extensions: key === null ? '' : `<zeebe:subscription correlationKey="${key}" />`,
  })
export const error = (id: string): string =>
  element('error', id, { attributes: `name="${id}" errorCode="${id}"` })

export const boundary = (id: string, host: string, inside: string, attributes = ''): string =>
  element('boundaryEvent', id, { attributes: `attachedToRef="${host}" ${attributes}`, inside })

/** A sub-process that an event begins; its start event is `begun-<id>`. */
export const eventSubProcess = (id: string, trigger: string, { attributes = '', inside = '' } = {}): string =>
  element('subProcess', id, {
    attributes: 'triggeredByEvent="true"',
    inside: element('startEvent', `begun-${id}`, { attributes, inside: trigger }) + inside,
  })

export const loop = (characteristics: string, inside = ''): string =>
  `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics ${characteristics} />` +
  `</bpmn:extensionElements>${inside}</bpmn:multiInstanceLoopCharacteristics>`

/** A start, one task and an end, where only the task matters. */
export const around = (task: string, id = 'work', more = ''): string =>
  processOf(start() + task + end() + path('start', id, 'end') + more)
