import type { ModdleElement } from 'bpmn-moddle'
import { isOfType } from '../feel/feel.ts'
import type { ElementKind, EventDefinition } from './model.ts'
import type { Site } from './read-problems.ts'
import { hintFor } from './read-supported.ts'
import { readFeel, readFixed, readValue } from './read-values.ts'
import { childOf, childrenOf, extensionOf, nameInXml, textOf } from './read-xml.ts'

/** An element of the file in the place where it stands. */
export interface Place {
  element: ModdleElement
  kind: ElementKind
  scopeKind: ElementKind
}

const TYPES: Readonly<Record<string, EventDefinition['type']>> = {
  'bpmn:MessageEventDefinition': 'MESSAGE',
  'bpmn:TimerEventDefinition': 'TIMER',
  'bpmn:ErrorEventDefinition': 'ERROR',
  'bpmn:TerminateEventDefinition': 'TERMINATE',
}

type Allowed = readonly (EventDefinition['type'] | 'NONE')[]
const BY_KIND: Partial<Record<ElementKind, Allowed>> = {
  CATCH_EVENT: ['MESSAGE', 'TIMER'],
  THROW_EVENT: ['NONE'],
  BOUNDARY_EVENT: ['MESSAGE', 'TIMER', 'ERROR'],
  END_EVENT: ['NONE', 'ERROR', 'TERMINATE'],
}
const STARTS: Partial<Record<ElementKind, Allowed>> = {
  PROCESS: ['NONE', 'MESSAGE'],
  SUB_PROCESS: ['NONE'],
  EVENT_SUB_PROCESS: ['MESSAGE', 'TIMER', 'ERROR'],
}

/** What the event waits for or does; null for a none event. */
export function readEvent(at: Site, place: Place): EventDefinition | null {
  const [definition, second] = childrenOf(place.element, 'eventDefinitions')
  if (second) at.refuse('the event has more than one definition: give each an event of its own')
  const type = definition ? TYPES[definition.$type] : 'NONE'
  if (type === undefined) {
    const name = definition?.$type ?? ''
    at.refuse(`${nameInXml(name)} is not run by this engine: ${hintFor(name)}`)
    return null
  }
  refuseMisplaced(at, place, type)
  return definition && type !== 'NONE' ? READERS[type](at, definition, place) : null
}

function refuseMisplaced(at: Site, { kind, scopeKind }: Place, type: Allowed[number]): void {
  const allowed = (kind === 'START_EVENT' ? STARTS[scopeKind] : BY_KIND[kind]) ?? []
  if (allowed.includes(type)) return
  const where =
    kind === 'START_EVENT' ? `this start event of the ${spoken(scopeKind)}` : `this ${spoken(kind)}`
  at.refuse(`${where} cannot be of type ${spoken(type)}: use ${allowed.map(spoken).join(', ')}`)
}

const spoken = (word: string): string => word.toLowerCase().replaceAll('_', ' ')

/** True where the event ends what it stands at: unless the file says otherwise, and always for an error. */
export function readInterrupting(at: Site, { element, kind, scopeKind }: Place): boolean {
  if (kind !== 'BOUNDARY_EVENT' && !(kind === 'START_EVENT' && scopeKind === 'EVENT_SUB_PROCESS'))
    return false
  const interrupting = element.get(kind === 'BOUNDARY_EVENT' ? 'cancelActivity' : 'isInterrupting') !== false
  const isError = childrenOf(element, 'eventDefinitions')[0]?.$type === 'bpmn:ErrorEventDefinition'
  if (isError && !interrupting) at.refuse('an error always interrupts: make the event interrupting')
  return interrupting
}

/** The message that a definition or a receive task refers to. A process that it starts evaluates no key. */
export function readMessage(
  at: Site,
  holder: ModdleElement,
  { starts }: { starts: boolean },
): EventDefinition {
  const message = childOf(holder, 'messageRef')
  if (message?.$type !== 'bpmn:Message') {
    at.refuse('the message is missing: choose one')
    return { type: 'MESSAGE', name: '', correlationKey: null }
  }
  const name = readFixed(at, { what: 'the name of the message', text: textOf(message, 'name') })
  const text = textOf(extensionOf(message, 'zeebe:Subscription'), 'correlationKey')
  const key = { what: `the correlation key of the message ${name}`, text }
  const correlationKey = starts && text === null ? null : readFeel(at, key)
  return { type: 'MESSAGE', name, correlationKey: starts ? null : correlationKey }
}

function readError(at: Site, definition: ModdleElement, { kind }: Place): EventDefinition {
  const error = childOf(definition, 'errorRef')
  const text = textOf(error, 'errorCode')
  if (error && error.$type !== 'bpmn:Error')
    at.refuse('errorRef names something else than an error: choose one')
  if (kind !== 'END_EVENT' && text === null) return { type: 'ERROR', errorCode: null }
  return { type: 'ERROR', errorCode: readFixed(at, { what: 'the code of the error', text }) }
}

type TimerKind = 'DATE' | 'DURATION' | 'CYCLE'
const TIMERS: readonly (readonly [string, TimerKind])[] = [
  ['timeDate', 'DATE'],
  ['timeDuration', 'DURATION'],
  ['timeCycle', 'CYCLE'],
]

function readTimer(at: Site, definition: ModdleElement, place: Place): EventDefinition {
  const [given, second] = TIMERS.filter(([property]) => childOf(definition, property))
  const [property, timer] = given ?? ['timeDate', 'DATE']
  if (second) at.refuse(`a timer has one of timeDate, timeDuration and timeCycle: remove ${second[0]}`)
  if (timer === 'CYCLE' && !mayRepeat(place))
    at.refuse(
      'timeCycle is only for a non-interrupting boundary or start event: use timeDate or timeDuration',
    )
  const text = textOf(childOf(definition, property), 'body')
  if (text !== null && !text.startsWith('=')) refuseMalformed(at, timer, text)
  return { type: 'TIMER', timer, value: readValue(at, { what: property, text }) }
}

const mayRepeat = ({ element, kind }: Place): boolean =>
  kind === 'BOUNDARY_EVENT'
    ? element.get('cancelActivity') === false
    : kind === 'START_EVENT' && element.get('isInterrupting') === false

/* Read as the run reads what an expression gives: what passes here never stands still there. */
const FORMS = {
  DATE: { type: 'instant', form: 'an instant with its zone: write it as 2027-01-31T23:59:59+01:00' },
  DURATION: { type: 'duration', form: 'a duration: write it as P1DT2H' },
  CYCLE: { type: 'cycle', form: 'a repeated duration that takes time: write it as R/PT1H or R5/PT1H' },
} as const

function refuseMalformed(at: Site, timer: TimerKind, text: string): void {
  const { type, form } = FORMS[timer]
  if (!isOfType(text, type)) at.refuse(`the timer ${text} is not ${form}`)
}

type Reader = (at: Site, definition: ModdleElement, place: Place) => EventDefinition
const READERS: Readonly<Record<EventDefinition['type'], Reader>> = {
  MESSAGE: (at, definition, { kind, scopeKind }) =>
    readMessage(at, definition, { starts: kind === 'START_EVENT' && scopeKind === 'PROCESS' }),
  TIMER: readTimer,
  ERROR: readError,
  TERMINATE: () => ({ type: 'TERMINATE' }),
}
