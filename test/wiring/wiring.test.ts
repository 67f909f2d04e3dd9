import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { modelFiles, readModels } from '../../bpmn/read-models.ts'
import { contracts } from '../../domain/process/contracts.ts'
import { actDocuments } from '../../documents/act/act-documents.ts'
import { tasks } from '../../tasks/registry.ts'
import { openWorkItem } from '../../workers/cycle/open-work-item.ts'
import type { ProcessContract } from '../../domain/process/contract.ts'
import { workers } from '../../workers/registry.ts'
import { ACT_KINDS } from '../../domain/act/act.ts'
import { CONTRACT_RETRIES } from '../../engine/job-runner.ts'

const ROOT = join(import.meta.dirname, '../..')
const models = await readModels()
const PUBLISHED = /publishMessages?\(\s*\{[^}]*?name: '(\w+)'/g
const sourcesOf = async (folder: string): Promise<string[]> => {
  const names = await readdir(join(ROOT, folder), { recursive: true })
  const code = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return Promise.all(code.map((name) => readFile(join(ROOT, folder, name), 'utf8')))
}
const shapeOf = (output: z.ZodType): object => (output instanceof z.ZodObject ? output.shape : {})
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort()

describe('the models and the code', () => {
  it('name the same job types: in BPMN, in the registry, and as files of workers/', async () => {
    const inModels = sorted(models.flatMap((model) => [...model.jobTypes, ...model.listenerTypes]))
    const helpers = new Set(['registry', 'worker'])
    const files = (await readdir(join(ROOT, 'workers'), { recursive: true }))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => basename(name, '.ts'))
      .filter((name) => !helpers.has(name))
    expect(sorted(workers.map((worker) => worker.jobType))).toEqual(inModels)
    expect(sorted(files)).toEqual(inModels)
  })

  it('give every service task as many attempts as the back-off counts from', () => {
    const retries = models.flatMap((model) => model.serviceTasks.map((task) => task.retries))
    expect(sorted(retries)).toEqual([String(CONTRACT_RETRIES)])
  })

  it('name the same user tasks: each declared with its process, title and form as the model has them', () => {
    const drawn = models.flatMap(({ processId, userTasks }) =>
      userTasks.map(({ id, name, formId }) => ({
        element: id,
        process: processId,
        title: name,
        form: formId,
      })),
    )
    const declared = tasks.map(({ element, process, title, form }) => ({
      element,
      process: process.id,
      title,
      form,
    }))
    const byElement = (one: { element: string }, other: { element: string }) =>
      one.element < other.element ? -1 : 1
    expect(declared.toSorted(byElement)).toEqual(drawn.toSorted(byElement))
  })

  it('give a step only variables of every process that draws it', () => {
    for (const worker of workers.filter(({ jobType }) => jobType !== openWorkItem.jobType)) {
      const names = [...Object.keys(worker.input.shape), ...Object.keys(shapeOf(worker.output))]
      for (const { processId } of models.filter(({ jobTypes, listenerTypes }) =>
        [...jobTypes, ...listenerTypes].includes(worker.jobType),
      )) {
        const known = contracts.find(({ id }) => id === processId)?.variables ?? {}
        const unknown = names.filter((name) => !(name in known))
        expect({ step: worker.jobType, processId, unknown }).toEqual({
          step: worker.jobType,
          processId,
          unknown: [],
        })
      }
    }
  })

  it('name in no contract a variable that nothing reads or writes', () => {
    for (const { id, variables, messages } of contracts as readonly ProcessContract[]) {
      const model = models.find(({ processId }) => processId === id)!
      const drawn = [...model.jobTypes, ...model.listenerTypes]
      const used = new Set([
        ...model.expressions.flatMap((one) => one.match(/[A-Za-z]\w*/g) ?? []),
        ...model.calls.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
        ...model.decisions.map(({ resultVariable }) => resultVariable),
        ...Object.values(messages).map(({ correlation }) => correlation),
        ...workers
          .filter(({ jobType }) => drawn.includes(jobType))
          .flatMap(({ input, output }) => [...Object.keys(input.shape), ...Object.keys(shapeOf(output))]),
        ...tasks
          .filter(({ process }) => process.id === id)
          .flatMap((task) => Object.keys(task.variables.shape)),
      ])
      expect({ id, idle: Object.keys(variables).filter((name) => !used.has(name)) }).toEqual({ id, idle: [] })
    }
  })

  it('link every user task to a form that is deployed with it, and deploy no other', async () => {
    const { forms } = await modelFiles()
    const linked = sorted(models.flatMap((model) => model.userTasks.map((task) => task.formId)))
    expect(sorted(forms.map((file) => basename(file, '.form')))).toEqual(linked)
  })

  it('catch on each service task exactly the errors that its worker raises', () => {
    for (const worker of workers) {
      const drawn = models
        .flatMap((model) => model.serviceTasks)
        .filter((task) => task.jobType === worker.jobType)
      for (const task of drawn)
        expect({ task: task.id, catches: task.catches }).toEqual({
          task: task.id,
          catches: sorted(worker.raises ?? []),
        })
    }
  })

  it('await and publish the same messages, and mark each as received after its wait', async () => {
    const known = sorted(contracts.flatMap(({ messages }) => Object.keys(messages)))
    expect(sorted(models.flatMap((model) => model.messages.map((message) => message.name)))).toEqual(known)
    const steps = [...(await sourcesOf('workers')), ...(await sourcesOf('tasks'))]
    const others = await Promise.all(['procedures', 'documents', 'use-cases'].map(sourcesOf))
    const sources = [...steps, ...others.flat()].join('\n')
    expect(sorted([...sources.matchAll(PUBLISHED)].map(([, name]) => name ?? ''))).toEqual(known)
    const unpublished = steps.join('\n').replaceAll(PUBLISHED, '')
    expect(known.filter((name) => !unpublished.includes(`'${name}'`))).toEqual([])
  })

  it('build a document for every kind of act (art. 8)', () => {
    expect(sorted(Object.keys(actDocuments))).toEqual(sorted(Object.keys(ACT_KINDS)))
  })
})

interface Component {
  type: string
  key?: string
  path?: string
  disabled?: boolean
  readonly?: boolean
  components?: Component[]
}

function writableKeys(components: readonly Component[]): string[] {
  return components.flatMap((component) => {
    if (component.type === 'group' && !component.path) return writableKeys(component.components ?? [])
    const key = component.key ?? component.path
    const shows = ['text', 'table', 'image', 'spacer', 'separator', 'iframe', 'documentPreview'].includes(
      component.type,
    )
    return key === undefined || shows || component.disabled || component.readonly ? [] : [key]
  })
}

describe('the forms and the tasks', () => {
  it.each(tasks.map((task) => [task.element, task] as const))(
    'ask in the form of %s for exactly what the task accepts',
    async (_element, task) => {
      const file = join(ROOT, 'bpmn/forms', `${task.form}.form`)
      const form = JSON.parse(await readFile(file, 'utf8')) as { id: string; components: Component[] }
      const schema = z.toJSONSchema(task.input, { io: 'input', unrepresentable: 'any' })
      const accepted = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((branch) =>
        typeof branch === 'object' ? Object.keys(branch.properties ?? {}) : [],
      )
      expect(form.id).toBe(task.form)
      /* The pages of a desk say which version of what they saved is meant. */
      const ofDesk = task.desk === undefined ? [] : ['draftVersion']
      expect(sorted([...writableKeys(form.components), ...ofDesk])).toEqual(sorted(accepted))
    },
  )
})
