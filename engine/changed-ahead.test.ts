import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { changedAhead, differences } from './changed-ahead.ts'
import type { ProcessModel } from './embedded/models/model.ts'
import { readProcesses } from './embedded/models/read-process.ts'

const MODELS = join(import.meta.dirname, '../bpmn')
const texts = new Map<string, string>()

const modelOf = async (xml: string): Promise<ProcessModel> => (await readProcesses('model.bpmn', xml))[0]!
const textOf = (processId: string) => texts.get(processId)!
const startsOf = ({ elements, processId }: ProcessModel) =>
  [...elements.values()]
    .filter(({ kind, scopeId }) => kind === 'START_EVENT' && scopeId === processId)
    .map(({ id }) => id)
async function changed(processId: string, change: (xml: string) => string, open?: readonly string[]) {
  const today = await modelOf(textOf(processId))
  const then = await modelOf(change(textOf(processId)))
  return differences(today, then, open ?? startsOf(today))
}

beforeAll(async () => {
  for (const file of (await readdir(MODELS)).filter((name) => name.endsWith('.bpmn')))
    texts.set(file.replace('.bpmn', ''), await readFile(join(MODELS, file), 'utf8'))
})

/* Each part of a model by which something is decided, with what stands in its place. */
const DECIDING: readonly [what: string, part: RegExp, other: string][] = [
  ['a condition', /<bpmn:conditionExpression[^>]*>=(\w+)</, '<bpmn:conditionExpression>=not($1)<'],
  ['a form', /formId="([\w-]+)"/, 'formId="another"'],
  ['a decision table', /decisionId="([\w-]+)"/, 'decisionId="another"'],
  ['what a decision gives', /resultVariable="(\w+)"/, 'resultVariable="another"'],
  [
    'a called process',
    /<zeebe:calledElement processId="([\w-]+)"/,
    '<zeebe:calledElement processId="another"',
  ],
  ['what goes into or comes out of an element', /source="=(\w+)" target/, 'source="=another" target'],
  ['a step', /taskDefinition type="([\w-]+)"/, 'taskDefinition type="another"'],
  ['a term that ends somebody’s answer', />=(declarationsDueAt|scoringDueAt|answerDueAt)</, '>=another<'],
  ['over whom it goes', /inputCollection="=(\w+)"/, 'inputCollection="=another"'],
  ['whether an event ends what it is attached to', /cancelActivity="false"/, 'cancelActivity="true"'],
]

describe('what lies ahead of an instance', () => {
  it('is the same in the same model, from each of its elements', async () => {
    expect(texts.size).toBe(14)
    for (const xml of texts.values()) {
      const [one, other] = [await modelOf(xml), await modelOf(xml)]
      for (const id of one.elements.keys()) expect(differences(one, other, [id])).toEqual([])
    }
  })

  it.each([
    [
      'names',
      (xml: string) =>
        xml.replaceAll(
          /(<bpmn:(?:\w+(?:Task|Event|Activity|Gateway)|process|sequenceFlow) id="[^"]*") name="[^"]*"/g,
          '$1 name="Altro"',
        ),
    ],
    ['texts', (xml: string) => xml.replaceAll(/<bpmn:documentation>[^<]*/g, '<bpmn:documentation>Altro')],
    ['retries', (xml: string) => xml.replaceAll('retries="5"', 'retries="9"')],
    ['the drawing', (xml: string) => xml.replaceAll(/<dc:Bounds x="\d+"/g, '<dc:Bounds x="7"')],
    ['the tag of its version', (xml: string) => xml.replace('value="1.0.0"', 'value="1.0.1"')],
  ])('stays the same in every model where only %s change', async (_what, change) => {
    for (const [processId, xml] of texts) {
      expect(change(xml)).not.toBe(xml)
      expect([processId, await changed(processId, change)]).toEqual([processId, []])
    }
  })

  it.each(DECIDING)('changes with %s, in every model that has one (art. 8)', async (_what, part, other) => {
    let met = 0
    for (const [processId, xml] of texts)
      for (const { index } of xml.matchAll(new RegExp(part, 'g'))) {
        met += 1
        const change = (text: string) => text.slice(0, index) + text.slice(index).replace(part, other)
        expect([processId, index, (await changed(processId, change)).length]).toEqual([processId, index, 1])
      }
    expect(met).toBeGreaterThan(0)
  })

  it('does not change with what lies behind all its tokens', async () => {
    const change = (xml: string) => xml.replace('type="freeze-call"', 'type="another"')
    expect(await changed('call', change)).toEqual(['Task_FreezeCall'])
    expect(await changed('call', change, ['Event_ClosingReached'])).toEqual([])
  })

  it('changes with what a loop leads back to', async () => {
    const change = (xml: string) => xml.replace('type="close-call"', 'type="another"')
    expect(await changed('call', change, ['Gateway_CallClosed'])).toEqual(['Task_CloseCall'])
  })

  it('never grows as a token goes on: what was compared when it was proposed holds when it is done', async () => {
    const others = (xml: string) =>
      xml.replaceAll('taskDefinition type="', 'taskDefinition type="x-').replaceAll('formId="', 'formId="x-')
    for (const xml of texts.values()) {
      const [today, then] = [await modelOf(xml), await modelOf(others(xml))]
      const ahead = new Map([...today.elements.keys()].map((id) => [id, differences(today, then, [id])]))
      for (const { source, target } of today.flows.values())
        expect(ahead.get(source)).toEqual(expect.arrayContaining(ahead.get(target)!))
    }
  })

  it('names an element that is gone, and where it stood', async () => {
    const change = (xml: string) => xml.replaceAll('Event_SubmissionOpened', 'Event_Another')
    expect(await changed('call', change, ['Event_SubmissionOpened'])).toContain('Event_SubmissionOpened')
  })

  it('stays the same where a term that our rows hold is read anew, as they hold it alone (art. 8)', async () => {
    const wrong = (xml: string) => xml.replace('>=callOpensAt<', '>=callOpensAt.instant<')
    const today = await modelOf(wrong(textOf('call')))
    const right = await modelOf(textOf('call'))
    expect(differences(today, right, ['Event_SubmissionOpened'])).toEqual([])
    expect(differences(right, today, ['Event_SubmissionOpened'])).toEqual(['Event_SubmissionOpened'])
  })

  it('changes where it was no timer that waited there', async () => {
    const timer =
      /<bpmn:timerEventDefinition id="TimerEventDefinition_AnswerOverdue">[\s\S]*?<\/bpmn:timerEventDefinition>/
    const waits = /<bpmn:messageEventDefinition [^>]*\/>/
    const xml = textOf('regional-approval')
    const today = await modelOf(xml.replace(timer, waits.exec(xml)![0].replace(/ id="[^"]*"/, ' id="Other"')))
    expect(differences(today, await modelOf(xml), ['BoundaryEvent_AnswerOverdue'])).toEqual([
      'BoundaryEvent_AnswerOverdue',
    ])
  })

  it.each([
    ['the engine shows no such instance', { versionOf: () => Promise.resolve(null) }],
    ['the engine tells no models', { model: () => Promise.resolve(null) }],
    ['this release does not understand the model', { model: () => Promise.resolve('no model') }],
  ])('is not told where %s', async (_why, engine) => {
    const telling = {
      versionOf: () => Promise.resolve(1),
      model: () => Promise.resolve(textOf('call')),
      tokens: () => Promise.resolve([]),
      ...engine,
    }
    const asked = { processInstanceKey: '1', processId: 'call', version: 2 }
    expect(await changedAhead(telling, asked)).toBeNull()
  })
})
