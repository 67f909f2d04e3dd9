import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { modelFiles, readModels } from '../../bpmn/read-models.ts'
import type { ModelFacts } from '../../bpmn/read-models.ts'
import type { ProcessContract } from '../../domain/process/contract.ts'
import { contracts } from '../../domain/process/contracts.ts'
import { CANCELLABLE, INTERVENTION_RULES, TERMS } from '../../domain/process/interventions.ts'
import type { Element, ProcessModel } from '../../engine/embedded/models/model.ts'
import { readProcesses } from '../../engine/embedded/models/read-process.ts'
import { tasks } from '../../tasks/registry.ts'
import { interventionRules, takenBack } from '../../words/interventions.ts'
import { workers } from '../../workers/registry.ts'

/* Terms that a timer alone reads, and that end what somebody may still answer: nobody gives them back by hand. */
const ENDS_AN_ANSWER = [
  'application-review.answerDueAt',
  'evaluation.answerDueAt',
  'evaluation.declarationsDueAt',
  'evaluation.scoringDueAt',
  'ranking-correction.hearingEndsAt',
]

let models: ProcessModel[]
let facts: ModelFacts[]
let decisionInputs: string[]

beforeAll(async () => {
  const { processes, decisions } = await modelFiles()
  facts = await readModels()
  models = (
    await Promise.all(processes.map(async (path) => readProcesses(path, await readFile(path, 'utf8'))))
  ).flat()
  const tables = (await Promise.all(decisions.map((path) => readFile(path, 'utf8')))).join('')
  decisionInputs = [...tables.matchAll(/<inputExpression[\s\S]*?<text>(\w+)</g)].map(([, name = '']) => name)
})

const elementsOf = (processId: string): Element[] => [
  ...models.find((one) => one.processId === processId)!.elements.values(),
]
const timersOf = (processId: string) =>
  elementsOf(processId).flatMap(({ id, event }) =>
    event?.type === 'TIMER' ? event.value.names.map((name) => ({ id, name })) : [],
  )

/* Whatever of a process reads a variable, but for its timers: what is decided or done may hang on each. */
function readersOf(processId: string, variable: string): string[] {
  const readers = elementsOf(processId).flatMap((element) => {
    const { id, inputs, outputs, outgoing, loop, event, job, startListeners, endListeners } = element
    const key = event?.type === 'MESSAGE' ? event.correlationKey : null
    const read = [
      ...[...inputs, ...outputs].map(({ source }) => source),
      ...outgoing.map(({ condition }) => condition),
      ...[loop?.inputCollection, loop?.outputElement, key],
    ].flatMap((expression) => expression?.names ?? [])
    const types = [job, ...startListeners, ...endListeners].flatMap((one) => one?.type ?? [])
    const given = workers
      .filter(({ jobType }) => types.includes(jobType))
      .flatMap(({ input }) => Object.keys(input.shape))
    const asked = tasks
      .filter(({ element: name }) => name === id)
      .flatMap(({ variables }) => Object.keys(variables.shape))
    return [...read, ...given, ...asked].includes(variable) ? [id] : []
  })
  const { inputs, outputs, messages }: ProcessContract = contracts.find(({ id }) => id === processId)!
  const told = [...inputs, ...outputs, ...Object.values(messages).map((one) => one.correlation)]
  return [
    ...readers,
    ...(told.includes(variable) ? ['its caller, or who wakes it'] : []),
    ...(decisionInputs.includes(variable) ? ['a decision table'] : []),
  ]
}

const listed = () => TERMS.map(({ processId, variable }) => `${processId}.${variable}`)

describe('the terms that may be given back to a process (art. 8)', () => {
  it.each(TERMS.map((term) => [term.variable, term] as const))(
    '%s: is read by its timer, and by nothing that decides or does anything',
    (_name, { processId, eventId, variable }) => {
      expect(timersOf(processId).filter(({ name }) => name === variable)).toEqual([
        { id: eventId, name: variable },
      ])
      expect(readersOf(processId, variable)).toEqual([])
    },
  )

  it('are all that timers read, but for those that end what somebody may still answer', () => {
    const all = models.flatMap(({ processId }) =>
      timersOf(processId).map(({ name }) => `${processId}.${name}`),
    )
    expect(new Set(all)).toEqual(new Set([...listed(), ...ENDS_AN_ANSWER]))
  })

  it('take no task away from a person, nor what closes the sheets', () => {
    const taking = (eventId: string, processId: string): Element[] =>
      elementsOf(processId).filter(({ boundaries }) => boundaries.includes(eventId))
    const ended = TERMS.flatMap(({ eventId, processId }) =>
      taking(eventId, processId).filter(({ kind }) => kind === 'USER_TASK'),
    )
    expect(ended).toEqual([])
    for (const name of ENDS_AN_ANSWER) expect(listed()).not.toContain(name)
  })

  it('of a variable that conditions, tables, steps, tasks or calls read is none among them', () => {
    const read = contracts.flatMap(({ id, variables }) =>
      Object.keys(variables)
        .filter((name) => readersOf(id, name).length > 0)
        .map((name) => `${id}.${name}`),
    )
    expect(read.length).toBeGreaterThan(50)
    expect(listed().filter((one) => read.includes(one))).toEqual([])
  })
})

describe('the instances that may be ended (art. 8, 10)', () => {
  const calledBy = (processId: string) => facts.filter((one) => one.calledProcesses.includes(processId))

  it.each(CANCELLABLE)('%s: is called by no other process, which would wait for ever', (processId) => {
    expect(calledBy(processId)).toEqual([])
  })

  it.each(CANCELLABLE)(
    '%s: what was taken back waits for one step alone, and decides nothing',
    (processId) => {
      const withdrawn = elementsOf(processId).filter(
        ({ event }) =>
          event?.type === 'MESSAGE' && /^(Application|CallCorrection)Withdrawn$/.test(event.name),
      )
      expect(withdrawn).toHaveLength(1)
      const next = (one: Element): Element =>
        elementsOf(processId).find(({ id }) => id === one.outgoing[0]?.target)!
      const step = next(withdrawn[0]!)
      expect([step.kind, step.job?.type.startsWith('confirm-'), next(step).kind]).toEqual([
        'SERVICE_TASK',
        true,
        'END_EVENT',
      ])
    },
  )

  it('are all that somebody takes back by a message: every other process decides until it ends', () => {
    const taken = models.filter(({ processId }) =>
      elementsOf(processId).some(
        ({ event, interrupting }) =>
          event?.type === 'MESSAGE' &&
          interrupting &&
          /^(Application|CallCorrection)Withdrawn$/.test(event.name),
      ),
    )
    expect(taken.map(({ processId }) => processId).toSorted()).toEqual([...CANCELLABLE].toSorted())
    expect(Object.keys(takenBack).toSorted()).toEqual([...CANCELLABLE].toSorted())
  })
})

it('every rule has its sentence', () => {
  expect(Object.keys(interventionRules).toSorted()).toEqual([...INTERVENTION_RULES].toSorted())
})
