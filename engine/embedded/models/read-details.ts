import type { ModdleElement } from 'bpmn-moddle'
import type { CalledDecision, CalledProcess, Element, ElementKind, Listener, Loop, Mapping } from './model.ts'
import { type Place, readEvent, readInterrupting, readMessage } from './read-events.ts'
import type { Site } from './read-problems.ts'
import { readFeel, readFixed, readName, readPath, readRetries, readValue } from './read-values.ts'
import { childOf, childrenOf, extensionOf, nameInXml, textOf } from './read-xml.ts'

const TAKES_INPUT: ReadonlySet<ElementKind> = new Set<ElementKind>([
  ...(['SUB_PROCESS', 'EVENT_SUB_PROCESS', 'CALL_ACTIVITY', 'SERVICE_TASK', 'USER_TASK'] as const),
  ...(['BUSINESS_RULE_TASK', 'THROW_EVENT', 'END_EVENT'] as const),
])

/** The mappings of an element, in the order of the file. */
export function readMappings(at: Site, { element, kind }: Place): Pick<Element, 'inputs' | 'outputs'> {
  const extension = extensionOf(element, 'zeebe:IoMapping')
  const inputs = childrenOf(extension, 'inputParameters')
  if (inputs.length > 0 && !TAKES_INPUT.has(kind))
    at.refuse(`${nameInXml(element.$type)} takes no input mapping: remove it`)
  return {
    inputs: inputs.map((input) => readMapping(at, input, 'input')),
    outputs: childrenOf(extension, 'outputParameters').map((output) => readMapping(at, output, 'output')),
  }
}

/* An output that is fixed is refused by Zeebe too. */
function readMapping(at: Site, mapping: ModdleElement, way: 'input' | 'output'): Mapping {
  const target = readPath(at, { what: `the target of an ${way} mapping`, text: textOf(mapping, 'target') })
  const written = { what: `the source of the ${way} mapping to ${target}`, text: textOf(mapping, 'source') }
  return { target, source: way === 'input' ? readValue(at, written) : readFeel(at, written) }
}

const NO_START: ReadonlySet<ElementKind> = new Set<ElementKind>(['START_EVENT', 'BOUNDARY_EVENT'])
const NO_END: ReadonlySet<ElementKind> = new Set<ElementKind>([
  ...(['EXCLUSIVE_GATEWAY', 'PARALLEL_GATEWAY', 'EVENT_BASED_GATEWAY'] as const),
])

/** The execution listeners of an element, in the order of the file. */
export function readListeners(
  at: Site,
  { element, kind }: Pick<Place, 'element' | 'kind'>,
): Pick<Element, 'startListeners' | 'endListeners'> {
  const listeners = childrenOf(extensionOf(element, 'zeebe:ExecutionListeners'), 'listeners')
  const having = (moment: string) => listeners.filter((listener) => textOf(listener, 'eventType') === moment)
  const [starts, ends] = [having('start'), having('end')]
  if (starts.length + ends.length < listeners.length)
    at.refuse('an execution listener is for another moment than start and end: write one of these')
  if (starts.length > 0 && NO_START.has(kind))
    at.refuse(`${nameInXml(element.$type)} has no start listener: make it an end listener`)
  if (ends.length > 0 && (NO_END.has(kind) || isErrorEnd(element, kind)))
    at.refuse(`${nameInXml(element.$type)} has no end listener here: make it a start listener`)
  return {
    startListeners: starts.map((listener) => readListener(at, listener)),
    endListeners: ends.map((listener) => readListener(at, listener)),
  }
}

const isErrorEnd = (element: ModdleElement, kind: ElementKind): boolean =>
  kind === 'END_EVENT' && childrenOf(element, 'eventDefinitions')[0]?.$type === 'bpmn:ErrorEventDefinition'

const readListener = (at: Site, listener: ModdleElement): Listener => ({
  type: readFixed(at, { what: 'the job type of an execution listener', text: textOf(listener, 'type') }),
  retries: readRetries(at, {
    what: 'retries of an execution listener',
    text: textOf(listener, 'retries'),
  }),
})

/** How an activity is repeated; null where it runs once. */
export function readLoop(at: Site, element: ModdleElement): Loop | null {
  if (!element.$instanceOf('bpmn:Activity')) return null
  const loop = childOf(element, 'loopCharacteristics')
  if (!loop) return null
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    at.refuse(
      `${nameInXml(loop.$type)} is not run by this engine: draw the sequence flow back, or use a multi-instance`,
    )
    return null
  }
  const zeebe = extensionOf(loop, 'zeebe:LoopCharacteristics')
  const optional = (property: string) => textOf(zeebe, property)
  const [inputElement, outputCollection] = ['inputElement', 'outputCollection'].map((what) =>
    optional(what) === null ? null : readName(at, { what, text: optional(what) }),
  )
  const outputElement = optional('outputElement')
  if ((outputCollection === null) !== (outputElement === null))
    at.refuse('outputCollection and outputElement go together: write both or none')
  return {
    sequential: loop.get('isSequential') === true,
    inputCollection: readFeel(at, { what: 'inputCollection', text: optional('inputCollection') }),
    inputElement: inputElement ?? null,
    outputCollection: outputCollection ?? null,
    outputElement:
      outputElement === null ? null : readFeel(at, { what: 'outputElement', text: outputElement }),
  }
}

function readBinding(at: Site, extension: ModdleElement | undefined): CalledProcess['binding'] {
  const type = textOf(extension, 'bindingType') ?? 'latest'
  if (type === 'latest' || type === 'deployment') return { type }
  if (type !== 'versionTag')
    at.refuse(`bindingType ${type} is not known: write latest, deployment or versionTag`)
  return {
    type: 'versionTag',
    tag: readFixed(at, { what: 'versionTag of the binding', text: textOf(extension, 'versionTag') }),
  }
}

function readCall(at: Site, element: ModdleElement): CalledProcess {
  const called = extensionOf(element, 'zeebe:CalledElement')
  const given = (flag: string): boolean => called?.get(flag) !== false
  return {
    processId: readFixed(at, { what: 'the id of the called process', text: textOf(called, 'processId') }),
    binding: readBinding(at, called),
    propagatesParent: given('propagateAllParentVariables'),
    propagatesChild: given('propagateAllChildVariables'),
  }
}

function readDecision(at: Site, element: ModdleElement): CalledDecision {
  const called = extensionOf(element, 'zeebe:CalledDecision')
  return {
    decisionId: readFixed(at, { what: 'the id of the called decision', text: textOf(called, 'decisionId') }),
    binding: readBinding(at, called),
    resultVariable: readName(at, {
      what: 'the result variable of the decision',
      text: textOf(called, 'resultVariable'),
    }),
  }
}

function readForm(at: Site, element: ModdleElement): string | null {
  if (!extensionOf(element, 'zeebe:UserTask'))
    at.refuse('the user task is left to a job worker, which this engine does not do: add zeebe:userTask')
  const form = extensionOf(element, 'zeebe:FormDefinition')
  if (!form) return null
  const binding = textOf(form, 'bindingType') ?? 'latest'
  if (binding !== 'latest') at.refuse(`bindingType ${binding} of a form is not run: write latest`)
  return readFixed(at, { what: 'the id of the form', text: textOf(form, 'formId') })
}

function readJob(at: Site, element: ModdleElement): Listener {
  const definition = extensionOf(element, 'zeebe:TaskDefinition')
  return {
    type: readFixed(at, { what: 'the job type', text: textOf(definition, 'type') }),
    retries: readRetries(at, { what: 'retries of the job', text: textOf(definition, 'retries') }),
  }
}

type Details = Partial<Pick<Element, 'job' | 'call' | 'decision' | 'formId' | 'event' | 'interrupting'>>
const eventDetails = (at: Site, place: Place): Details => ({
  event: readEvent(at, place),
  interrupting: readInterrupting(at, place),
})
const DETAILS: Partial<Record<ElementKind, (at: Site, place: Place) => Details>> = {
  CALL_ACTIVITY: (at, { element }) => ({ call: readCall(at, element) }),
  SERVICE_TASK: (at, { element }) => ({ job: readJob(at, element) }),
  USER_TASK: (at, { element }) => ({ formId: readForm(at, element) }),
  BUSINESS_RULE_TASK: (at, { element }) => ({ decision: readDecision(at, element) }),
  RECEIVE_TASK: (at, { element }) => ({ event: readMessage(at, element, { starts: false }) }),
  START_EVENT: eventDetails,
  CATCH_EVENT: eventDetails,
  THROW_EVENT: eventDetails,
  BOUNDARY_EVENT: eventDetails,
  END_EVENT: eventDetails,
}

/** What only elements of this kind have. */
export const readDetails = (at: Site, place: Place): Details => DETAILS[place.kind]?.(at, place) ?? {}
