import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json')

/** One element of a model that a token can enter, with its documentation (where its article stands). */
export interface FlowNodeFacts {
  id: string
  type: string
  name: string
  documentation: string
  sources: string[]
  targets: string[]
  hasShape: boolean
}

/* A call activity: which process it starts and which variables go in and come out. */
interface CallFacts {
  id: string
  processId: string
  propagatesAll: boolean
  inputs: string[]
  outputs: string[]
}

/** What the code must know of one process model (file = process id). */
export interface ModelFacts {
  processId: string
  file: string
  name: string
  versionTag: string
  jobTypes: string[]
  listenerTypes: string[]
  userTasks: { id: string; name: string; formId: string; listenerTypes: string[] }[]
  /** `catches`: error codes of the boundary events of this very task. */
  serviceTasks: { id: string; jobType: string; retries: string; catches: string[] }[]
  messages: { name: string; correlation: string; starts: boolean }[]
  errorCodes: string[]
  decisions: { id: string; resultVariable: string }[]
  calls: CallFacts[]
  calledProcesses: string[]
  flowNodes: FlowNodeFacts[]
  /** Every FEEL expression but decisions' own: conditions, timers, mappings, correlation keys, collections. */
  expressions: string[]
}

const text = (element: ModdleElement | undefined, property: string): string => {
  const value: unknown = element?.get(property)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const child = (element: ModdleElement | undefined, property: string) =>
  element?.get(property) as ModdleElement | undefined
const children = (element: ModdleElement | undefined, property: string) =>
  (element?.get(property) ?? []) as ModdleElement[]
const unique = (values: string[]) => [...new Set(values)].sort()

function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  return children(child(element, 'extensionElements'), 'values').find((value) => value.$type === type)
}

function flowElements(container: ModdleElement): ModdleElement[] {
  return children(container, 'flowElements').flatMap((element) => [
    element,
    ...(element.$instanceOf('bpmn:SubProcess') ? flowElements(element) : []),
  ])
}

function listenerTypes(element: ModdleElement): string[] {
  return children(extension(element, 'zeebe:ExecutionListeners'), 'listeners').map((listener) =>
    text(listener, 'type'),
  )
}

function mappings(element: ModdleElement, kind: 'inputParameters' | 'outputParameters'): ModdleElement[] {
  return children(extension(element, 'zeebe:IoMapping'), kind)
}

function callFacts(element: ModdleElement): CallFacts {
  const called = extension(element, 'zeebe:CalledElement')
  return {
    id: element.id,
    processId: text(called, 'processId'),
    propagatesAll:
      called?.get('propagateAllParentVariables') !== false ||
      called.get('propagateAllChildVariables') !== false,
    inputs: mappings(element, 'inputParameters').map((mapping) => text(mapping, 'target')),
    outputs: mappings(element, 'outputParameters').map((mapping) => text(mapping, 'target')),
  }
}

function messageFacts(elements: ModdleElement[]): ModelFacts['messages'] {
  const waits = elements.flatMap((element) => {
    const message =
      child(element, 'messageRef') ?? child(children(element, 'eventDefinitions')[0], 'messageRef')
    return message ? [{ element, message }] : []
  })
  return waits.map(({ element, message }) => ({
    name: message.name ?? '',
    correlation: text(extension(message, 'zeebe:Subscription'), 'correlationKey').replace(/^=/, ''),
    starts: element.$type === 'bpmn:StartEvent' && element.$parent?.$type === 'bpmn:Process',
  }))
}

function expressionsOf(element: ModdleElement): string[] {
  const definition = children(element, 'eventDefinitions')[0]
  const message = child(element, 'messageRef') ?? (definition && child(definition, 'messageRef'))
  const loop = child(element, 'loopCharacteristics')
  const timeDate =
    definition?.$type === 'bpmn:TimerEventDefinition' ? child(definition, 'timeDate') : undefined
  return [
    text(child(element, 'conditionExpression'), 'body'),
    text(timeDate, 'body'),
    text(message && extension(message, 'zeebe:Subscription'), 'correlationKey'),
    text(loop && extension(loop, 'zeebe:LoopCharacteristics'), 'inputCollection'),
    ...[...mappings(element, 'inputParameters'), ...mappings(element, 'outputParameters')].map((mapping) =>
      text(mapping, 'source'),
    ),
  ].filter((expression) => expression !== '')
}

function flowNodeFacts(element: ModdleElement, drawn: Set<string>): FlowNodeFacts {
  return {
    id: element.id,
    type: element.$type,
    name: element.name ?? '',
    documentation: children(element, 'documentation')
      .map((documentation) => text(documentation, 'text'))
      .join(' '),
    sources: children(element, 'incoming').map((flow) => child(flow, 'sourceRef')?.id ?? ''),
    targets: children(element, 'outgoing').map((flow) => child(flow, 'targetRef')?.id ?? ''),
    hasShape: drawn.has(element.id),
  }
}

function drawnElements(definitions: ModdleElement): Set<string> {
  const plane = child(children(definitions, 'diagrams')[0], 'plane')
  return new Set(children(plane, 'planeElement').map((shape) => child(shape, 'bpmnElement')?.id ?? ''))
}

function userTaskFacts(element: ModdleElement): ModelFacts['userTasks'][number] {
  return {
    id: element.id,
    name: element.name ?? '',
    formId: text(extension(element, 'zeebe:FormDefinition'), 'formId'),
    listenerTypes: listenerTypes(element),
  }
}

function serviceTaskFacts(
  element: ModdleElement,
  nodes: ModdleElement[],
): ModelFacts['serviceTasks'][number] {
  const task = extension(element, 'zeebe:TaskDefinition')
  const attached = nodes.filter((node) => child(node, 'attachedToRef')?.id === element.id)
  return {
    id: element.id,
    jobType: text(task, 'type'),
    retries: text(task, 'retries'),
    catches: errorCodes(attached),
  }
}

function decisionFacts(element: ModdleElement): ModelFacts['decisions'][number] {
  const decision = extension(element, 'zeebe:CalledDecision')
  return { id: text(decision, 'decisionId'), resultVariable: text(decision, 'resultVariable') }
}

function errorCodes(elements: ModdleElement[]): string[] {
  const definitions = elements.flatMap((element) => children(element, 'eventDefinitions'))
  const errors = definitions.filter((definition) => definition.$type === 'bpmn:ErrorEventDefinition')
  return unique(errors.map((definition) => text(child(definition, 'errorRef'), 'errorCode')))
}

function toModelFacts(file: string, definitions: ModdleElement): ModelFacts {
  const process = children(definitions, 'rootElements').find((root) => root.$type === 'bpmn:Process')
  if (!process) throw new Error(`${file} holds no process`)
  const elements = flowElements(process)
  const nodes = elements.filter((element) => element.$instanceOf('bpmn:FlowNode'))
  const drawn = drawnElements(definitions)
  const ofType = (type: string) => nodes.filter((node) => node.$type === type)
  const serviceTasks = ofType('bpmn:ServiceTask').map((task) => serviceTaskFacts(task, nodes))
  const calls = ofType('bpmn:CallActivity').map(callFacts)
  return {
    processId: process.id,
    file,
    name: process.name ?? '',
    versionTag: text(extension(process, 'zeebe:VersionTag'), 'value'),
    jobTypes: unique(serviceTasks.map((task) => task.jobType)),
    listenerTypes: unique(nodes.flatMap(listenerTypes)),
    userTasks: ofType('bpmn:UserTask').map(userTaskFacts),
    serviceTasks,
    messages: messageFacts(nodes),
    errorCodes: errorCodes(nodes),
    decisions: ofType('bpmn:BusinessRuleTask').map(decisionFacts),
    calls,
    calledProcesses: unique(calls.map((call) => call.processId)),
    flowNodes: nodes.map((node) => flowNodeFacts(node, drawn)),
    expressions: unique(elements.flatMap(expressionsOf)),
  }
}

async function filesEnding(folder: string, ending: string): Promise<string[]> {
  return (await readdir(folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))
}

/** Absolute paths of every model, decision and form of this folder, in this order: the set that is deployed together. */
export async function modelFiles(): Promise<{ processes: string[]; decisions: string[]; forms: string[] }> {
  const folder = import.meta.dirname
  const [processes, decisions, forms] = await Promise.all([
    filesEnding(folder, '.bpmn'),
    filesEnding(join(folder, 'decisions'), '.dmn'),
    filesEnding(join(folder, 'forms'), '.form'),
  ])
  return { processes, decisions, forms }
}

/** Reads every process model. Throws when a file is no valid BPMN: a model with a warning is not deployable. */
export async function readModels(): Promise<ModelFacts[]> {
  const moddle = new BpmnModdle({ zeebe })
  const { processes } = await modelFiles()
  return Promise.all(
    processes.map(async (path) => {
      const { rootElement, warnings } = await moddle.fromXML(await readFile(path, 'utf8'))
      const [warning] = warnings
      if (warning) throw new Error(`${basename(path)}: ${warning.message}`)
      return toModelFacts(basename(path), rootElement)
    }),
  )
}
