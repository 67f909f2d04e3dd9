import { readdirSync, readFileSync } from 'node:fs'
import {
  boundary,
  element,
  end,
  error,
  eventSubProcess,
  fails,
  flow,
  loop,
  message,
  path,
  processOf,
  service,
  start,
  timer,
  waitsFor,
} from '../../../test/support/small-process.ts'
import { elementOf } from './model.ts'
import type { Element, ElementKind, ProcessModel } from './model.ts'
import { readProcesses } from './read-process.ts'

const FOLDER = new URL('../../../bpmn/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.bpmn'))
const textOf = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')

async function read(xml: string): Promise<ProcessModel> {
  const [model] = await readProcesses('small.bpmn', xml)
  return model!
}

describe('the models of the cycle', () => {
  const all = async (): Promise<Element[]> =>
    (await Promise.all(FILES.map((name) => readProcesses(name, textOf(name)))))
      .flat()
      .flatMap(({ elements }) => [...elements.values()])
  const count = (elements: readonly Element[], kind: ElementKind) =>
    elements.filter((found) => found.kind === kind).length

  it.each(FILES)('%s is read under its own name, with its tag', async (name) => {
    const models = await readProcesses(name, textOf(name))
    expect(models.map(({ processId, versionTag }) => ({ processId, versionTag }))).toEqual([
      { processId: name.replace('.bpmn', ''), versionTag: '1.0.0' },
    ])
  })

  it('are read with all that they hold', async () => {
    const elements = await all()
    const text = FILES.map(textOf).join('\n')
    const drawn = (part: string): number => text.split(part).length - 1
    const eventSubProcesses = drawn('triggeredByEvent="true"')
    const kinds: Partial<Record<ElementKind, number>> = {
      PROCESS: drawn('<bpmn:process '),
      SERVICE_TASK: drawn('<bpmn:serviceTask '),
      USER_TASK: drawn('<bpmn:userTask '),
      BUSINESS_RULE_TASK: drawn('<bpmn:businessRuleTask '),
      RECEIVE_TASK: drawn('<bpmn:receiveTask '),
      CALL_ACTIVITY: drawn('<bpmn:callActivity '),
      EXCLUSIVE_GATEWAY: drawn('<bpmn:exclusiveGateway '),
      CATCH_EVENT: drawn('<bpmn:intermediateCatchEvent '),
      THROW_EVENT: drawn('<bpmn:intermediateThrowEvent '),
      BOUNDARY_EVENT: drawn('<bpmn:boundaryEvent '),
      SUB_PROCESS: drawn('<bpmn:subProcess ') - eventSubProcesses,
      EVENT_SUB_PROCESS: eventSubProcesses,
      START_EVENT: drawn('<bpmn:startEvent '),
      END_EVENT: drawn('<bpmn:endEvent '),
    }
    for (const [kind, expected] of Object.entries(kinds))
      expect([kind, count(elements, kind as ElementKind)]).toEqual([kind, expected])
    expect(Object.values(kinds).reduce((sum, each) => sum + each)).toBe(elements.length)
    expect(elements.length).toBeGreaterThan(150)
    const parts = {
      flows: elements.flatMap(({ outgoing }) => outgoing).length,
      startListeners: elements.flatMap(({ startListeners }) => startListeners).length,
      endListeners: elements.flatMap(({ endListeners }) => endListeners).length,
      loops: elements.filter((found) => found.loop).length,
      inputs: elements.flatMap(({ inputs }) => inputs).length,
      outputs: elements.flatMap(({ outputs }) => outputs).length,
    }
    expect(parts).toEqual({
      flows: drawn('<bpmn:sequenceFlow '),
      startListeners: drawn('eventType="start"'),
      endListeners: drawn('eventType="end"'),
      loops: drawn('<bpmn:multiInstanceLoopCharacteristics>'),
      inputs: drawn('<zeebe:input '),
      outputs: drawn('<zeebe:output '),
    })
  })
})

describe('a process', () => {
  it('knows its starts, its flows in the order of the file and what stands around each element', async () => {
    const model = await read(
      processOf(
        start() +
          start('told', waitsFor('Told')) +
          element('exclusiveGateway', 'choose', { attributes: 'default="choose-b"' }) +
          service('a') +
          service('b') +
          path('start', 'choose') +
          flow('choose', 'b') +
          flow('choose', 'a', '=x &gt; 1') +
          path('told', 'b'),
        message('Told'),
      ),
    )
    const gateway = elementOf(model, 'choose')
    expect(gateway).toMatchObject({ scopeId: 'small', incoming: ['start-choose'], defaultFlow: 'choose-b' })
    expect(gateway.outgoing.map(({ id, condition }) => [id, condition?.source ?? null])).toEqual([
      ['choose-b', null],
      ['choose-a', expect.stringContaining('x > 1')],
    ])
    expect(elementOf(model, 'small')).toMatchObject({ kind: 'PROCESS', scopeId: null, start: 'start' })
    expect(model.messageStarts).toEqual([{ messageName: 'Told', elementId: 'told' }])
  })

  it('needs no key for a message that starts it, and never evaluates one', async () => {
    const begunBy = (key: string | null) =>
      read(processOf(start('told', waitsFor('Told')) + end() + path('told', 'end'), message('Told', key)))
    for (const key of [null, '=key'])
      expect(elementOf(await begunBy(key), 'told').event).toEqual({
        ...{ type: 'MESSAGE', name: 'Told', correlationKey: null },
      })
  })

  it('ignores what is only drawn', async () => {
    const drawn =
      '<bpmn:laneSet id="lanes"><bpmn:lane id="lane"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>' +
      '<bpmn:dataObject id="data" /><bpmn:dataObjectReference id="datum" dataObjectRef="data" />' +
      '<bpmn:textAnnotation id="note"><bpmn:text>why</bpmn:text></bpmn:textAnnotation><bpmn:group id="group" />' +
      '<bpmn:association id="link" sourceRef="start" targetRef="note" />'
    const model = await read(processOf(drawn + start() + end() + path('start', 'end')))
    expect([...model.elements.keys()]).toEqual(['small', 'start', 'end'])
  })
})

describe('an element', () => {
  const alone = async (tag: string, parts: Parameters<typeof element>[2], beside = '') =>
    elementOf(
      await read(processOf(start() + element(tag, 'work', parts) + path('start', 'work'), beside)),
      'work',
    )

  it('has three attempts where the file says nothing', async () => {
    const extensions =
      '<zeebe:taskDefinition type="t" /><zeebe:executionListeners><zeebe:executionListener eventType="start" type="l" />' +
      '<zeebe:executionListener eventType="end" type="m" retries="5" /></zeebe:executionListeners>'
    expect(await alone('serviceTask', { extensions })).toMatchObject({
      job: { type: 't', retries: 3 },
      startListeners: [{ type: 'l', retries: 3 }],
      endListeners: [{ type: 'm', retries: 5 }],
    })
  })

  it('that calls a process passes everything both ways and takes the newest where the file says nothing', async () => {
    expect(
      (await alone('callActivity', { extensions: '<zeebe:calledElement processId="x" />' })).call,
    ).toEqual({
      ...{ processId: 'x', binding: { type: 'latest' }, propagatesParent: true, propagatesChild: true },
    })
    const bound =
      '<zeebe:calledElement processId="x" bindingType="versionTag" versionTag="v1" propagateAllChildVariables="false" />'
    expect((await alone('callActivity', { extensions: bound })).call).toEqual({
      ...{ processId: 'x', binding: { type: 'versionTag', tag: 'v1' }, propagatesParent: true },
      propagatesChild: false,
    })
  })

  it('that is repeated knows its collection and whether it goes one by one', async () => {
    const characteristics =
      'inputCollection="=items" inputElement="item" outputCollection="all" outputElement="=r"'
    const parallel = await alone('userTask', {
      ...{ extensions: '<zeebe:userTask />', inside: loop(characteristics) },
    })
    expect(parallel.loop).toMatchObject({ sequential: false, inputElement: 'item', outputCollection: 'all' })
    const one = loop('inputCollection="=items"').replace(
      'Characteristics>',
      'Characteristics isSequential="true">',
    )
    const sequential = await alone('userTask', { extensions: '<zeebe:userTask />', inside: one })
    expect(sequential.loop).toMatchObject({ sequential: true, inputElement: null, outputElement: null })
  })

  it('knows the events at its boundary, and each whether it interrupts', async () => {
    const model = await read(
      processOf(
        start() +
          service() +
          boundary('due', 'work', timer('Date', '2027-01-31T23:59:59+01:00')) +
          boundary('again', 'work', timer('Cycle', 'R5/PT1H'), 'cancelActivity="false"') +
          boundary('lost', 'work', fails('Lost')) +
          boundary('any', 'work', '<bpmn:errorEventDefinition />') +
          end() +
          path('start', 'work') +
          ['due', 'again', 'lost', 'any'].map((id) => path(id, 'end')).join(''),
        error('Lost'),
      ),
    )
    const events = elementOf(model, 'work').boundaries.map((id) => elementOf(model, id))
    expect(events.map(({ id, interrupting }) => [id, interrupting])).toEqual([
      ...[
        ['due', true],
        ['again', false],
        ['lost', true],
        ['any', true],
      ],
    ])
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'TIMER', timer: 'DATE', value: { source: '2027-01-31T23:59:59+01:00' } },
      { type: 'TIMER', timer: 'CYCLE', value: { source: 'R5/PT1H' } },
      { type: 'ERROR', errorCode: 'Lost' },
      { type: 'ERROR', errorCode: null },
    ])
  })

  it('that is an event sub-process begins at its event, beside the flow of its scope', async () => {
    const attributes = 'isInterrupting="false"'
    const aside = eventSubProcess('aside', timer('Duration', 'PT1H'), { attributes, inside: service('late') })
    const model = await read(processOf(start() + service() + path('start', 'work') + aside))
    expect(elementOf(model, 'small')).toMatchObject({ start: 'start', eventSubProcesses: ['aside'] })
    expect(elementOf(model, 'aside')).toMatchObject({ kind: 'EVENT_SUB_PROCESS', start: 'begun-aside' })
    expect(elementOf(model, 'begun-aside')).toMatchObject({ scopeId: 'aside', interrupting: false })
    expect(elementOf(model, 'late').scopeId).toBe('aside')
  })
})
