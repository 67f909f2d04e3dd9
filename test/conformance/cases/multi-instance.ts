import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import { boundary, call, end, message, process, service, start, sub } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/multi-instance')
const each = { over: '=items', as: 'item' }
const collect = { into: 'results', from: '=result' }

export const multiInstanceCases: ConformanceCase[] = [
  {
    number: 6,
    title: 'each instance has its item, a counter from 1, and mappings of its own',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          service('Each', { loop: each, inputs: { label: '=item + "!"' } }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ items: ['a', 'b', 'c'] })
      const jobs = await player.takeMany('Each', 3)
      const seen = jobs
        .map(({ variables }) => [variables['loopCounter'], variables['item'], variables['label']])
        .sort()
      expectSame('counter, item and label', seen, [
        [1, 'a', 'a!'],
        [2, 'b', 'b!'],
        [3, 'c', 'c!'],
      ])
      for (const job of jobs) await player.complete(job)
      expectVariables(await player.take('After'), { loopCounter: undefined, item: undefined })
    },
  },
  {
    number: 6,
    title: 'an empty list is done at once and gives an empty collection',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: { ...each, collect } }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: [] })
      expectVariables(await player.work('After'), { results: [] })
      await player.expectEnd(instance)
    },
  },
  {
    number: 6,
    title: 'what is not a list is an incident, and goes on once it is one',
    source: PAGE,
    models: [process('main', [line('Enter', service('Each', { loop: each }), end('End'))])],
    async play(player) {
      const instance = await player.begin({ items: 'text' })
      await player.mend(instance, 'Each', { items: ['only'] })
      expectVariables(await player.work('Each'), { item: 'only', loopCounter: 1 })
      await player.expectEnd(instance)
    },
  },
  {
    number: 7,
    title: 'the output collection is in the order of the input, whatever ends first',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: { ...each, collect } }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      await player.begin({ items: [10, 20, 30] })
      for (const job of (await player.takeMany('Each', 3)).reverse())
        await player.complete(job, { result: Number(job.variables['item']) + 1 })
      expectVariables(await player.take('After'), { results: [11, 21, 31], result: undefined })
    },
  },
  {
    number: 7,
    title: 'an instance that gives nothing puts null in its place',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: { ...each, collect } }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      await player.begin({ items: [1, 2], result: 'not this' })
      for (const job of await player.takeMany('Each', 2))
        await player.complete(job, job.variables['item'] === 2 ? { result: 'two' } : {})
      expectVariables(await player.take('After'), { results: [null, 'two'], result: 'not this' })
    },
  },
  {
    number: 7,
    title: 'an output mapping may give the output element',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          call('Each', { process: 'child' }, { loop: { ...each, collect }, outputs: { result: '=given' } }),
          service('After'),
          end('End'),
        ),
      ]),
      bareProcess('child', [line(start('In'), service('A'), end('Out'))]),
    ],
    async play(player) {
      await player.begin({ items: ['x', 'y'] })
      for (const job of (await player.takeMany('A', 2)).reverse())
        await player.complete(job, { given: `${String(job.variables['item'])} done` })
      expectVariables(await player.take('After'), {
        results: ['x done', 'y done'],
        result: undefined,
        given: undefined,
      })
    },
  },
  {
    number: 7,
    title: 'a sequential one begins the next when the one before has ended',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub('Each', [line(start('In'), service('A'), end('Out'))], {
            loop: { ...each, sequential: true, collect },
          }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: ['a', 'b'] })
      const first = await player.take('A')
      expectVariables(first, { item: 'a', loopCounter: 1 })
      await player.expectTokens(instance, { A: 1 })
      await player.complete(first, { result: 1 })
      expectVariables(await player.work('A', { result: 2 }), { item: 'b', loopCounter: 2 })
      expectVariables(await player.take('After'), { results: [1, 2] })
    },
  },
  {
    number: 7,
    title: 'an interrupted one gives no collection',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: { ...each, collect } }), end('End')),
        line(boundary('Stop', { on: 'Each' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
    ],
    async play(player) {
      await player.begin({ items: [1, 2], key: 'k' })
      await player.work('Each', { result: 'partial' })
      await player.publish('stop', 'k')
      expectVariables(await player.take('Stopped'), { results: undefined, result: undefined })
    },
  },
]
