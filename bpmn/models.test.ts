import { basename } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { contracts } from '../domain/process/contracts.ts'
import type { ProcessContract } from '../domain/process/contract.ts'
import { z } from 'zod'
import { modelFiles, readModels, type FlowNodeFacts, type ModelFacts } from './read-models.ts'

const contractOf = (processId: string): ProcessContract => {
  const found = contracts.find(({ id }) => id === processId)
  if (found === undefined) throw new Error(`no contract of ${processId}`)
  return found
}
const feelWords = new Set(['if', 'then', 'else', 'null', 'true', 'false', 'and', 'or', 'not'])

const withoutType = (id: string) => id.replace(/^[A-Za-z]+_/, '')
const kebab = (id: string) =>
  withoutType(id)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()

function namesIn(expression: string): string[] {
  const withoutStrings = expression.replace(/"[^"]*"/g, '')
  return (withoutStrings.match(/[A-Za-z]\w*/g) ?? []).filter((word) => !feelWords.has(word))
}

function reached(
  from: string[],
  next: (node: FlowNodeFacts) => string[],
  nodes: FlowNodeFacts[],
): Set<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const seen = new Set(from)
  for (const id of seen) for (const target of next(byId.get(id)!)) seen.add(target)
  return seen
}

const isScope = (node: FlowNodeFacts) => node.type === 'bpmn:SubProcess'
const isEventSubProcess = (node: FlowNodeFacts) =>
  isScope(node) && node.sources.length === 0 && node.targets.length === 0

let models: ModelFacts[]
const all = <T>(pick: (model: ModelFacts) => T[]) =>
  models.flatMap((model) => pick(model).map((part) => ({ processId: model.processId, part })))

beforeAll(async () => {
  models = await readModels()
})

describe('process models', () => {
  it('carry the id of their file, a version tag and the articles they serve', () => {
    for (const { file, processId, versionTag, flowNodes } of models) {
      expect(processId).toBe(basename(file, '.bpmn'))
      expect(versionTag).not.toBe('')
      expect(flowNodes.filter((node) => /\bartt?\. \d/.test(node.documentation))).not.toHaveLength(0)
    }
    expect(models.map((model) => model.processId).toSorted()).toEqual(
      contracts.map(({ id }) => id).toSorted(),
    )
  })

  it('draw every flow node', () => {
    expect(all((model) => model.flowNodes).filter(({ part }) => !part.hasShape)).toEqual([])
  })

  it('give every wait a way out: each node is reached from a start and leads to an end', () => {
    for (const { flowNodes } of models) {
      const nodes = flowNodes.filter((node) => !isEventSubProcess(node))
      const ofType = (...types: string[]) =>
        nodes.filter((node) => types.includes(node.type)).map((node) => node.id)
      const forwards = reached(ofType('bpmn:StartEvent', 'bpmn:BoundaryEvent'), (node) => node.targets, nodes)
      const backwards = reached(ofType('bpmn:EndEvent'), (node) => node.sources, nodes)
      expect(nodes.filter((node) => !forwards.has(node.id) || !backwards.has(node.id))).toEqual([])
    }
  })
})

describe('user tasks', () => {
  it('have a linked form named after them and open a work item before they begin', () => {
    for (const { part } of all((model) => model.userTasks)) {
      expect(part.formId).toBe(kebab(part.id))
      expect(part.listenerTypes).toEqual(['open-work-item'])
    }
  })
})

describe('service tasks', () => {
  it('have a job type named after them and five attempts', () => {
    for (const { part } of all((model) => model.serviceTasks)) {
      expect(part).toMatchObject({ id: part.id, jobType: kebab(part.id), retries: '5' })
    }
  })
})

describe('call activities', () => {
  it('give the called process exactly what it needs, take exactly what it gives, and pass nothing else', () => {
    for (const { part } of all((model) => model.calls)) {
      const { inputs, outputs } = contractOf(part.processId)
      expect({ inputs: part.inputs.toSorted(), outputs: part.outputs.toSorted() }).toEqual({
        inputs: inputs.toSorted(),
        outputs: outputs.toSorted(),
      })
      expect(part.propagatesAll).toBe(false)
    }
  })
})

describe('messages, errors, decisions and variables', () => {
  it('are the messages of each contract, with their key and their start', () => {
    for (const { processId, messages } of models) {
      const drawn = messages.map(({ name, correlation, starts }) => [name, { correlation, starts }])
      const promised = Object.entries(contractOf(processId).messages).map(
        ([name, { correlation, starts }]) => [name, { correlation, starts: starts ?? false }],
      )
      expect({ processId, ...Object.fromEntries(drawn) }).toEqual({
        processId,
        ...Object.fromEntries(promised),
      })
    }
  })

  it('let a message that starts a process bring what the process is started with', () => {
    for (const { inputs, messages } of contracts as readonly ProcessContract[])
      for (const { starts, carries } of Object.values(messages))
        if (starts) expect(carries.toSorted()).toEqual(inputs.toSorted())
  })

  it('catch the errors of each contract', () => {
    for (const { processId, errorCodes } of models)
      expect({ processId, errorCodes }).toEqual({ processId, errorCodes: contractOf(processId).errors })
  })

  it('call decisions that exist', async () => {
    const { decisions } = await modelFiles()
    const called = all((model) => model.decisions).map(({ part }) => part.id)
    expect(called.toSorted()).toEqual(decisions.map((path) => basename(path, '.dmn')))
  })

  it('read and write only variables of their own contract, which hold ids and routing facts', () => {
    for (const { processId, expressions, calls, decisions } of models) {
      const used = [
        ...expressions.flatMap(namesIn),
        ...calls.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
        ...decisions.map(({ resultVariable }) => resultVariable),
      ]
      const unknown = used.filter((name) => !(name in contractOf(processId).variables))
      expect({ processId, unknown }).toEqual({ processId, unknown: [] })
    }
  })

  it('say the same of a variable that several processes hold', () => {
    const said = new Map<string, unknown>()
    for (const { variables } of contracts)
      for (const [name, schema] of Object.entries(variables)) {
        const kind = JSON.stringify(z.toJSONSchema(schema))
        expect(said.get(name) ?? kind).toBe(kind)
        said.set(name, kind)
      }
  })
})
