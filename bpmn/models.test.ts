import { basename } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { bpmnErrorCodes, messages, variables } from '../domain/shared/process-contract.ts'
import { workItemTypes } from '../domain/shared/work-item-types.ts'
import { modelFiles, readModels, type FlowNodeFacts, type ModelFacts } from './read-models.ts'

/** What each process is started with and gives back. */
const signatures: Record<string, { inputs: string[]; outputs: string[] }> = {
  guidance: { inputs: ['cycleId'], outputs: [] },
  meeting: { inputs: ['cycleId', 'meetingId'], outputs: ['approved'] },
  'act-adoption': { inputs: ['actProposalId', 'cycleId'], outputs: [] },
  call: { inputs: ['cycleId'], outputs: ['callDeserted', 'callId'] },
  evaluation: { inputs: ['callId', 'cycleId'], outputs: ['projectsToFund'] },
  'regional-approval': { inputs: ['callId', 'cycleId'], outputs: ['planVersionId'] },
  disbursement: { inputs: ['cycleId', 'projectId', 'tranche'], outputs: [] },
  'expenditure-report': { inputs: ['cycleId', 'projectId'], outputs: ['statementId'] },
  'monitoring-return': { inputs: ['cycleId', 'planVersionId'], outputs: [] },
}
const startedByMessage = ['alliance-project', 'application-review', 'grant-cycle']
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
    expect(models.map((model) => model.processId)).toEqual(
      [...Object.keys(signatures), ...startedByMessage].sort(),
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

  it('are those that the code knows, with the same process, form and title', () => {
    const drawn = all((model) => model.userTasks).map(({ processId, part }) => [
      part.id,
      { process: processId, formId: part.formId, title: part.name },
    ])
    const known = Object.entries(workItemTypes).map(([id, type]) => [
      id,
      { process: type.process, formId: type.formId, title: type.title },
    ])
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(known))
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
      const signature = signatures[part.processId]
      expect({ inputs: part.inputs.toSorted(), outputs: part.outputs.toSorted() }).toEqual(signature)
      expect(part.propagatesAll).toBe(false)
    }
  })
})

describe('messages, errors, decisions and variables', () => {
  it('are the messages of the contract, each with its key and its start', () => {
    const drawn = all((model) => model.messages).map(({ processId, part }) => [
      part.name,
      { correlation: part.correlation, ...(part.starts && { starts: processId }) },
    ])
    expect(Object.fromEntries(drawn)).toEqual(messages)
  })

  it('catch every error code that the code may throw', () => {
    expect(all((model) => model.errorCodes).map(({ part }) => part)).toEqual([...bpmnErrorCodes])
  })

  it('call decisions that exist', async () => {
    const { decisions } = await modelFiles()
    const called = all((model) => model.decisions).map(({ part }) => part.id)
    expect(called.toSorted()).toEqual(decisions.map((path) => basename(path, '.dmn')))
  })

  it('read and write only variables of the contract, which hold ids and routing facts', () => {
    const used = [
      ...all((model) => model.expressions).flatMap(({ part }) => namesIn(part)),
      ...all((model) => model.calls).flatMap(({ part }) => [...part.inputs, ...part.outputs]),
      ...all((model) => model.decisions).map(({ part }) => part.resultVariable),
    ]
    expect(used.filter((name) => !(name in variables))).toEqual([])
  })
})
