import type { Form } from '@bpmn-io/form-js-viewer'
import type Viewer from 'bpmn-js/lib/NavigatedViewer.js'

/** The class of an element, as the browser knows it. */
export type Kind<E extends Element> = abstract new () => E

/** Where a request is wrong, and how. */
interface Problem {
  path: string
  message: string
}

/** What came back instead of what was asked; status 0 where nothing came. */
interface Refused {
  ok: false
  status: number
  body: { message?: string; details?: { problems?: readonly Problem[]; current?: { version: number } } }
}

export type Answer<B> = { ok: true; status: number; body: B } | Refused

/** A field, a list or a text of a form, as form-js reads it: lists have a path, fields a key. */
export interface Component {
  id: string
  type: string
  key?: string
  path?: string
  label?: string
  readonly?: boolean
  disabled?: boolean
  allowAddRemove?: boolean
  components?: readonly Component[]
}

export interface FormSchema {
  components: readonly Component[]
}

export type FormValues = Record<string, unknown>

/** What the page of a task tells its script: the form's data with what was typed, and whether that came back unsaved. */
export interface Shown {
  data: FormValues
  unsaved: boolean
  person: string
  item: string
}

/** A draft once it is on the server, and the state of its task. */
export interface SavedDraft {
  version: number
  savedAt: string
  state: string
  /** Who else has taken the task meanwhile. */
  takenBy: string | null
}

/** One run of a process, with what it is about. */
export interface Instance {
  key: string
  about: string | null
  seenAt: string
}

export interface Process {
  processId: string
  title: string
  /** The run that began last. */
  latest: Instance | null
}

/** A page of instances, latest first; `next` is null where no other follows. */
export interface InstancePage {
  items: readonly Instance[]
  next: string | null
}

/** What is at an element now. */
export interface Place {
  elementId: string
  active: number
  incidents: number
  /** How long it lasts or took, where that is told, and whether beyond its term. */
  time?: string | null
  late?: boolean
}

/** An element or a flow that was passed. */
export interface Passed {
  elementId: string
  kind: 'ELEMENT' | 'FLOW'
  completed: number
  terminated: number
}

export interface InstanceState {
  operateUrl: string | null
  state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED' | null
  /** `below`: processes called from there in which something stopped. */
  tokens: readonly (Place & { below: number })[]
  incidents: readonly { elementId: string }[]
  path: readonly Passed[]
}

/** An element as bpmn-js draws it; what is not in the drawing itself has no parent. */
export interface Drawn {
  id: string
  type: string
  parent?: Drawn
  businessObject: { name?: string }
}

/** What was marked on a drawing: places with their elements, and what was passed. */
export interface Marked {
  here: readonly { place: Place; element: Drawn }[]
  passed: readonly { place: Passed; element: Drawn }[]
}

/** An instance as its page gives it to be drawn. */
export interface Drawing {
  processId: string
  places: readonly Place[]
  path: readonly Passed[]
}

/** What is used of the services of bpmn-js, whose own types leave elements open. */
export interface Canvas {
  zoom(to?: number | 'fit-viewport', center?: 'auto'): number
  addMarker(elementId: string, marker: string): void
  removeMarker(elementId: string, marker: string): void
  scrollToElement(elementId: string, padding: Record<'top' | 'bottom' | 'left' | 'right', number>): void
}
export interface ElementRegistry {
  get(elementId: string): Drawn | undefined
  getAll(): Drawn[]
  find(holds: (element: Drawn) => boolean): Drawn | undefined
}

/** A calendar of flatpickr, as far as it is put into Italian. */
export interface Calendar {
  config: Record<string, unknown>
  input: HTMLInputElement
  selectedDates: readonly Date[]
  setDate: (date: unknown, ...rest: unknown[]) => void
}

/* What the libraries of `web/assets.ts` leave on the page. */
declare global {
  const BpmnJS: typeof Viewer
  const FormViewer: { Form: new (options: { container: HTMLElement; debounce: boolean }) => Form }
  const flatpickr: {
    setDefaults(options: { plugins: ((calendar: Calendar) => object)[] }): void
    localize(locale: Record<string, unknown>): void
  }
  interface DocumentEventMap {
    'show-instance': CustomEvent<{ key: string; processId: string }>
  }
}
