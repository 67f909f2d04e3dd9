import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { ModelFile } from '../../engine/port.ts'
import { tag, textTag } from './xml.ts'
import type { Attributes } from './xml.ts'

/** Makes a name of a case the name of this run: process ids, job types, messages and decisions carry a suffix. */
export type Names = (name: string) => string

/** A model as a case declares it, under plain names. */
export interface Model {
  file: string
  jobTypes: readonly string[]
  render: (names: Names) => string
}

interface Links {
  incoming: readonly string[]
  outgoing: readonly string[]
  defaultFlow: string | undefined
}

export interface Node {
  kind: 'NODE'
  id: string
  jobTypes: readonly string[]
  render: (links: Links, names: Names) => string
  /** Messages and errors, which stand beside the process. */
  beside: (names: Names) => string
}

export interface Flow {
  kind: 'FLOW'
  source: string
  target: string
  condition: string | null
  isDefault: boolean
}

export type Part = Node | Flow | readonly Part[]

/** What any element may have. Mappings are target → FEEL source, in their order; listeners are job types. */
export interface Extras {
  inputs?: Readonly<Record<string, string>>
  outputs?: Readonly<Record<string, string>>
  startListeners?: readonly string[]
  endListeners?: readonly string[]
  loop?: {
    over: string
    as?: string
    sequential?: boolean
    collect?: { into: string; from: string }
  }
}

interface Shape {
  type: string
  attributes?: Attributes
  extension?: (names: Names) => string
  content?: (names: Names) => string
  jobTypes?: readonly string[]
  beside?: (names: Names) => string
}

/** An element of a process from its BPMN type and what all elements may have. */
export function element(id: string, extras: Extras, shape: Shape): Node {
  return {
    kind: 'NODE',
    id,
    jobTypes: [...(shape.jobTypes ?? []), ...(extras.startListeners ?? []), ...(extras.endListeners ?? [])],
    beside: shape.beside ?? (() => ''),
    render: (links, names) =>
      tag(
        `bpmn:${shape.type}`,
        { id, name: id, ...shape.attributes, default: links.defaultFlow },
        [
          extensions((shape.extension?.(names) ?? '') + extrasXml(extras, names)),
          ...links.incoming.map((flow) => textTag('bpmn:incoming', {}, flow)),
          ...links.outgoing.map((flow) => textTag('bpmn:outgoing', {}, flow)),
          shape.content?.(names) ?? '',
          loopXml(extras.loop),
        ].join(''),
      ),
  }
}

const extensions = (content: string): string =>
  content === '' ? '' : tag('bpmn:extensionElements', {}, content)

function extrasXml(
  { inputs, outputs, startListeners = [], endListeners = [] }: Extras,
  names: Names,
): string {
  const mappings = (kind: string, entries: Readonly<Record<string, string>> = {}) =>
    Object.entries(entries)
      .map(([target, source]) => tag(`zeebe:${kind}`, { source, target }))
      .join('')
  const listeners = (eventType: string, types: readonly string[]) =>
    types.map((type) => tag('zeebe:executionListener', { eventType, type: names(type), retries: 3 })).join('')
  const heard = listeners('start', startListeners) + listeners('end', endListeners)
  const mapped = mappings('input', inputs) + mappings('output', outputs)
  return (
    (heard === '' ? '' : tag('zeebe:executionListeners', {}, heard)) +
    (mapped === '' ? '' : tag('zeebe:ioMapping', {}, mapped))
  )
}

function loopXml(loop: Extras['loop']): string {
  if (!loop) return ''
  const characteristics = tag('zeebe:loopCharacteristics', {
    inputCollection: loop.over,
    inputElement: loop.as,
    outputCollection: loop.collect?.into,
    outputElement: loop.collect?.from,
  })
  return tag(
    'bpmn:multiInstanceLoopCharacteristics',
    { isSequential: loop.sequential },
    extensions(characteristics),
  )
}

const flow = (source: string, target: string, condition: string | null, isDefault: boolean): Flow => ({
  kind: 'FLOW',
  source,
  target,
  condition,
  isDefault,
})

/** Elements one after the other, with the flows between; a text stands for an element that is declared elsewhere. */
export function line(...items: readonly (Node | string)[]): Part[] {
  const ids = items.map((item) => (typeof item === 'string' ? item : item.id))
  const flows = ids.slice(1).map((target, index) => flow(ids[index] ?? '', target, null, false))
  return [...items.filter((item) => typeof item !== 'string'), ...flows]
}

/** A flow that is taken where its condition is true. */
export const when = (source: string, target: string, condition: string): Flow =>
  flow(source, target, condition, false)

/** The default flow of a gateway. */
export const otherwise = (source: string, target: string): Flow => flow(source, target, null, true)

const flat = (parts: readonly Part[]): (Node | Flow)[] =>
  parts.flatMap((part) => ('kind' in part ? [part] : flat(part)))
const flowId = ({ source, target }: Flow): string => `${source}_to_${target}`

/** What a scope holds: its XML, and what its elements need beside the process and from workers. */
export function scopeOf(parts: readonly Part[]) {
  const all = flat(parts)
  const nodes = all.filter((part) => part.kind === 'NODE')
  const flows = all.filter((part) => part.kind === 'FLOW')
  const linksOf = (id: string): Links => ({
    incoming: flows.filter(({ target }) => target === id).map(flowId),
    outgoing: flows.filter(({ source }) => source === id).map(flowId),
    defaultFlow: flows.filter(({ source, isDefault }) => source === id && isDefault).map(flowId)[0],
  })
  return {
    jobTypes: nodes.flatMap(({ jobTypes }) => jobTypes),
    beside: (names: Names) => nodes.map(({ beside }) => beside(names)).join(''),
    render: (names: Names) =>
      [...nodes.map((node) => node.render(linksOf(node.id), names)), ...flows.map(flowXml)].join(''),
  }
}

function flowXml(one: Flow): string {
  const condition =
    one.condition === null
      ? ''
      : textTag('bpmn:conditionExpression', { 'xsi:type': 'bpmn:tFormalExpression' }, one.condition)
  return tag(
    'bpmn:sequenceFlow',
    { id: flowId(one), sourceRef: one.source, targetRef: one.target },
    condition,
  )
}

const namespaces = {
  'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xmlns:modeler': 'http://camunda.org/schema/modeler/1.0',
  'xmlns:zeebe': 'http://camunda.org/schema/zeebe/1.0',
  'modeler:executionPlatform': 'Camunda Cloud',
  'modeler:executionPlatformVersion': '8.6.0',
  targetNamespace: 'http://bpmn.io/schema/bpmn',
}

type ProcessExtras = Pick<Extras, 'startListeners' | 'endListeners'> & { versionTag?: string }

/** A process with nothing but the parts given. */
export function bareProcess(id: string, parts: readonly Part[], options: ProcessExtras = {}): Model {
  const { versionTag, startListeners = [], endListeners = [] } = options
  const scope = scopeOf(parts)
  return {
    file: `${id}.bpmn`,
    jobTypes: [...scope.jobTypes, ...startListeners, ...endListeners],
    render: (names) => {
      const extension =
        (versionTag === undefined ? '' : tag('zeebe:versionTag', { value: versionTag })) +
        extrasXml({ startListeners, endListeners }, names)
      const attributes = { id: names(id), name: id, isExecutable: true }
      const body = tag('bpmn:process', attributes, extensions(extension) + scope.render(names))
      return `<?xml version="1.0" encoding="UTF-8"?>${tag('bpmn:definitions', { id: 'Definitions', ...namespaces }, body + scope.beside(names))}`
    },
  }
}

/** A model as the engine takes it, under the names of a run. */
export function toFile(model: Model, names: Names): ModelFile {
  const content = Buffer.from(model.render(names))
  const name = model.file.replace(/(?=\.\w+$)/, names(''))
  return { name, content, sha256: sha256Hex(content) }
}
