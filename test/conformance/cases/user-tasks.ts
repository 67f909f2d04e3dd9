import { RUN, docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import { boundary, end, message, process, service, user } from '../elements.ts'
import { line } from '../model.ts'

const withdrawable = process('main', [
  line('Enter', user('Task'), service('After'), end('End')),
  line(boundary('Withdraw', { on: 'Task' }, message('withdraw', '=key')), service('Gone'), end('GoneEnd')),
])

export const userTaskCases: ConformanceCase[] = [
  {
    number: 20,
    title: 'a user task waits, is found, and gives its variables when it is completed',
    source: docs('components/modeler/bpmn/user-tasks'),
    models: [
      process('main', [
        line(
          'Enter',
          user('Task', { inputs: { local: '=given' }, outputs: { result: '=outcome' } }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ given: 1 })
      const [task] = await player.userTasks(instance, 'CREATED', ['Task'])
      await player.expectTokens(instance, { Task: 1 })
      await player.completeTask(task!, instance, { outcome: 'yes', noise: 1 })
      expectVariables(await player.work('After'), { result: 'yes', outcome: undefined, local: undefined })
      await player.userTasks(instance, 'CREATED', [])
      await player.userTasks(instance, 'COMPLETED', ['Task'])
    },
  },
  {
    number: 20,
    title: 'a completed task is gone: completing it again changes nothing',
    source: RUN,
    models: [withdrawable],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      const [task] = await player.userTasks(instance, 'CREATED', ['Task'])
      await player.completeTask(task!, instance, { outcome: 'first' })
      await player.userTasks(instance, 'COMPLETED', ['Task'])
      await player.completeTask(task!, instance, { outcome: 'second' })
      expectVariables(await player.work('After'), { outcome: 'first' })
      await player.expectEnd(instance)
    },
  },
  {
    number: 20,
    title: 'a withdrawn task is gone in the same way',
    source: RUN,
    models: [withdrawable],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      const [task] = await player.userTasks(instance, 'CREATED', ['Task'])
      await player.publish('withdraw', 'k')
      const gone = await player.take('Gone')
      await player.userTasks(instance, 'CANCELED', ['Task'])
      await player.completeTask(task!, instance, { outcome: 'late' })
      expectVariables(gone, { outcome: undefined })
      await player.complete(gone)
      await player.expectEnd(instance, 'GoneEnd')
      await player.expectCompleted(instance, 'After', 0)
    },
  },
  {
    number: 20,
    title: 'each of many tasks is completed by its own element instance',
    source: docs('components/modeler/bpmn/user-tasks'),
    models: [
      process('main', [
        line(
          'Enter',
          user('Each', {
            loop: { over: '=items', as: 'item', collect: { into: 'results', from: '=result' } },
            startListeners: ['Open'],
          }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: ['a', 'b', 'c'] })
      const opened = await player.takeMany('Open', 3)
      for (const job of opened) await player.complete(job)
      const tasks = await player.userTasks(instance, 'CREATED', ['Each', 'Each', 'Each'])
      expectSame(
        'element instances',
        tasks.map(({ elementInstanceKey }) => elementInstanceKey).sort(),
        opened.map(({ elementInstanceKey }) => elementInstanceKey).sort(),
      )
      for (const { elementInstanceKey, variables } of opened) {
        const task = tasks.find((one) => one.elementInstanceKey === elementInstanceKey)
        await player.completeTask(task!, instance, { result: `${String(variables['item'])} done` })
      }
      expectVariables(await player.take('After'), { results: ['a done', 'b done', 'c done'] })
    },
  },
]
