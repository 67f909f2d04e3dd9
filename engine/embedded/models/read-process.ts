import type { ModdleElement } from 'bpmn-moddle'
import { checkCircles } from './check-circles.ts'
import { checkStructure } from './check-structure.ts'
import { checkSupported, hasId } from './check-supported.ts'
import type { Element, ElementKind, Flow, ProcessModel } from './model.ts'
import { readDetails, readListeners, readLoop, readMappings } from './read-details.ts'
import { ModelRefusal, type Problem, siteOf } from './read-problems.ts'
import { kindOf } from './read-supported.ts'
import { readFeel } from './read-values.ts'
import { childOf, childrenOf, extensionOf, parseBpmn, textOf } from './read-xml.ts'

/** The processes of a BPMN file. Throws ModelRefusal with everything in it that this engine does not run. */
export async function readProcesses(fileName: string, xml: string): Promise<ProcessModel[]> {
  const problems: Problem[] = []
  const roots = childrenOf((await parseBpmn(xml, problems)) ?? undefined, 'rootElements')
  const processes = roots.filter(({ $type }) => $type === 'bpmn:Process')
  if (processes.length === 0 && problems.length === 0)
    problems.push({ elementId: null, reason: 'there is no process in the file: draw one' })
  for (const root of roots) if (CHECKED_ROOTS.has(root.$type)) checkSupported(root, problems)
  const models = processes.filter(hasId).map((process) => readProcess(process, problems))
  if (problems.length > 0) throw new ModelRefusal(fileName, problems)
  return models
}

const CHECKED_ROOTS = new Set(['bpmn:Process', 'bpmn:Message', 'bpmn:Error'])

function readProcess(process: ModdleElement, problems: Problem[]): ProcessModel {
  const at = siteOf(problems, process.id)
  if (process.get('isExecutable') !== true)
    at.refuse('the process is not executable: set isExecutable, or keep it out of the deployment')
  const context = { ...partsOf(process, { id: process.id, kind: 'PROCESS' }), problems }
  const flows = new Map(
    context.flows.flatMap((flow) => readFlow(flow, context)).map((flow) => [flow.id, flow]),
  )
  const elements = new Map<string, Element>([[process.id, readScope(process, context)]])
  for (const node of context.nodes) {
    const element = readElement(node, { ...context, flows: [...flows.values()] })
    if (element) elements.set(element.id, element)
  }
  const model: ProcessModel = {
    processId: process.id,
    name: textOf(process, 'name') ?? '',
    versionTag: textOf(extensionOf(process, 'zeebe:VersionTag'), 'value'),
    elements,
    flows,
    messageStarts: messageStarts(process.id, elements),
  }
  checkStructure(model, problems)
  checkCircles(model, problems)
  return model
}

interface Node {
  element: ModdleElement
  /** Null for one that is refused: others may be joined to it. */
  kind: ElementKind | null
  scope: { id: string; kind: ElementKind }
}
interface Parts {
  nodes: Node[]
  flows: ModdleElement[]
}

function partsOf(container: ModdleElement, scope: Node['scope']): Parts {
  const inside = childrenOf(container, 'flowElements').filter(hasId)
  const nodes = inside
    .filter((element) => element.$instanceOf('bpmn:FlowNode'))
    .map((element) => ({ element, kind: kindOf(element), scope }))
  const deeper = nodes.flatMap(({ element, kind }) =>
    kind === 'SUB_PROCESS' || kind === 'EVENT_SUB_PROCESS'
      ? [partsOf(element, { id: element.id, kind })]
      : [],
  )
  return {
    nodes: [...nodes, ...deeper.flatMap((parts) => parts.nodes)],
    flows: [
      ...inside.filter(({ $type }) => $type === 'bpmn:SequenceFlow'),
      ...deeper.flatMap((parts) => parts.flows),
    ],
  }
}

function readFlow(flow: ModdleElement, { nodes, problems }: Parts & { problems: Problem[] }): Flow[] {
  const at = siteOf(problems, flow.id)
  const isNode = (id: string | undefined): id is string => nodes.some(({ element }) => element.id === id)
  const [source, target] = [childOf(flow, 'sourceRef')?.id, childOf(flow, 'targetRef')?.id]
  if (!isNode(source) || !isNode(target)) {
    const isSaid = problems.some(({ elementId }) => elementId === flow.id)
    if (!isSaid) at.refuse('the flow does not join two elements of its process: draw it again')
    return []
  }
  const condition = childOf(flow, 'conditionExpression')
  const written = { what: 'the condition', text: textOf(condition, 'body') }
  return [{ id: flow.id, source, target, condition: condition ? readFeel(at, written) : null }]
}

function plain(element: ModdleElement, { id, kind }: Node['scope']): Element {
  return {
    ...{ id, kind, name: textOf(element, 'name') ?? '', scopeId: null, interrupting: false },
    ...{ incoming: [], outgoing: [], defaultFlow: null, inputs: [], outputs: [], loop: null },
    ...{ startListeners: [], endListeners: [], boundaries: [], start: null, eventSubProcesses: [] },
    ...{ event: null, job: null, call: null, decision: null, formId: null },
  }
}

function readScope(process: ModdleElement, { nodes, problems }: Parts & { problems: Problem[] }): Element {
  const kind = 'PROCESS'
  return {
    ...plain(process, { id: process.id, kind }),
    ...readListeners(siteOf(problems, process.id), { element: process, kind }),
    ...insideOf(process.id, nodes),
  }
}

interface Context {
  nodes: readonly Node[]
  flows: readonly Flow[]
  problems: Problem[]
}

function readElement(node: Node, { nodes, flows, problems }: Context): Element | null {
  const { element, kind, scope } = node
  if (kind === null) return null
  const at = siteOf(problems, element.id)
  const place = { element, kind, scopeKind: scope.kind }
  if (kind === 'BOUNDARY_EVENT') checkHost(node, nodes, problems)
  return {
    ...plain(element, { id: element.id, kind }),
    scopeId: scope.id,
    incoming: flows.filter(({ target }) => target === element.id).map(({ id }) => id),
    outgoing: flows.filter(({ source }) => source === element.id),
    defaultFlow: kind === 'EXCLUSIVE_GATEWAY' ? (childOf(element, 'default')?.id ?? null) : null,
    ...readMappings(at, place),
    ...readListeners(at, place),
    loop: readLoop(at, element),
    boundaries: nodes.filter((other) => hostOf(other) === element.id).map((other) => other.element.id),
    ...insideOf(element.id, nodes),
    ...readDetails(at, place),
  }
}

const hostOf = ({ element, kind }: Node): string | undefined =>
  kind === 'BOUNDARY_EVENT' ? childOf(element, 'attachedToRef')?.id : undefined

function checkHost(node: Node, nodes: readonly Node[], problems: Problem[]): void {
  const host = nodes.find(({ element }) => element.id === hostOf(node))
  const isActivity = host?.element.$instanceOf('bpmn:Activity') && host.kind !== 'EVENT_SUB_PROCESS'
  if (isActivity && host?.scope.id === node.scope.id) return
  const reason = 'the boundary event is not at a task, a call or a sub-process beside it: attach it to one'
  problems.push({ elementId: node.element.id, reason })
}

/* An event sub-process begins at its event; every other scope at its none start event. */
function insideOf(scopeId: string, nodes: readonly Node[]): Pick<Element, 'start' | 'eventSubProcesses'> {
  const inside = nodes.filter(({ scope }) => scope.id === scopeId)
  const start = inside.find(
    ({ element, kind, scope }) =>
      kind === 'START_EVENT' &&
      (scope.kind === 'EVENT_SUB_PROCESS' || childrenOf(element, 'eventDefinitions').length === 0),
  )
  return {
    start: start?.element.id ?? null,
    eventSubProcesses: inside
      .filter(({ kind }) => kind === 'EVENT_SUB_PROCESS')
      .map(({ element }) => element.id),
  }
}

function messageStarts(
  processId: string,
  elements: ReadonlyMap<string, Element>,
): ProcessModel['messageStarts'] {
  return [...elements.values()].flatMap(({ id, kind, scopeId, event }) =>
    kind === 'START_EVENT' && scopeId === processId && event?.type === 'MESSAGE'
      ? [{ messageName: event.name, elementId: id }]
      : [],
  )
}
