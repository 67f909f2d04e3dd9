import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectVariables } from '../check.ts'
import { call, catching, end, message, process, service, start, sub } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/concepts/variables')

export const variableCases: ConformanceCase[] = [
  {
    number: 4,
    title: 'a variable goes to the nearest scope that has its name, else to the process instance',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub('Inner', [line(start('In'), service('A'), service('B'), end('Out'))], {
            inputs: { local: '="inner"' },
          }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ local: 'outer', shared: 0 })
      expectVariables(
        await player.take('A').then(async (job) => {
          await player.complete(job, { local: 'changed', shared: 1, fresh: true })
          return job
        }),
        { local: 'inner', shared: 0 },
      )
      expectVariables(await player.work('B'), { local: 'changed', shared: 1, fresh: true })
      expectVariables(await player.take('After'), { local: 'outer', shared: 1, fresh: true })
    },
  },
  {
    number: 4,
    title: 'a variable never crosses a call: the called process changes its own copy',
    source: docs('components/modeler/bpmn/call-activities'),
    models: [
      process('main', [
        line(
          'Enter',
          call('Call', { process: 'child', propagateAllChildVariables: false }),
          service('After'),
          end('End'),
        ),
      ]),
      bareProcess('child', [line(start('In'), service('A'), service('B'), end('Out'))]),
    ],
    async play(player) {
      await player.begin({ shared: 'parent' })
      expectVariables(await player.work('A', { shared: 'child', fresh: 1 }), { shared: 'parent' })
      expectVariables(await player.work('B'), { shared: 'child', fresh: 1 })
      expectVariables(await player.take('After'), { shared: 'parent', fresh: undefined })
    },
  },
  {
    number: 4,
    title: 'an input mapping covers the variable outside, which stays as it was',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          service('A', { inputs: { value: '=value + 1', twice: '=value * 2', 'deep.name': '=value' } }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ value: 1 })
      expectVariables(await player.work('A', { value: 50 }), { value: 2, twice: 4, deep: { name: 2 } })
      expectVariables(await player.take('After'), { value: 1, twice: undefined, deep: undefined })
    },
  },
  {
    number: 4,
    title: 'variables are set local to an element, or on the nearest scope that has the name',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A', { startListeners: ['Hold'] }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      await player.begin({ near: 'old' })
      const hold = await player.take('Hold')
      await player.setVariables(hold.elementInstanceKey, { here: 1 }, true)
      await player.setVariables(hold.elementInstanceKey, { near: 'new', wide: 2, here: 3 })
      await player.complete(hold)
      expectVariables(await player.work('A'), { here: 3, near: 'new', wide: 2 })
      expectVariables(await player.take('After'), { here: undefined, near: 'new', wide: 2 })
    },
  },
  {
    number: 5,
    title: 'with output mappings only mapped variables leave, in order; a missing one is null',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          service('A', {
            outputs: {
              first: '=raw',
              second: '=first + 1',
              lost: '=nowhere',
              'deep.a': '=raw',
              'deep.b': '=2',
            },
          }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin()
      await player.work('A', { raw: 1, other: 2 })
      expectVariables(await player.take('After'), {
        first: 1,
        second: 2,
        lost: null,
        deep: { a: 1, b: 2 },
        raw: undefined,
        other: undefined,
      })
    },
  },
  {
    number: 5,
    title: 'of a message only what the output mapping names is kept',
    source: docs('components/modeler/bpmn/message-events'),
    models: [
      process('main', [
        line(
          'Enter',
          catching('Wait', message('reply', '=key'), { outputs: { answer: '=text' } }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ key: 'k' })
      await player.publish('reply', 'k', { variables: { text: 'yes', noise: 1 } })
      expectVariables(await player.take('After'), { answer: 'yes', text: undefined, noise: undefined })
    },
  },
  {
    number: 5,
    title: 'local variables of a sub-process go with it, but for those its output mappings name',
    source: docs('components/modeler/bpmn/embedded-subprocesses', '8.3'),
    models: [
      process('main', [
        line(
          'Enter',
          sub('Inner', [line(start('In'), service('A'), end('Out'))], {
            inputs: { kept: '=null', lost: '=null' },
            outputs: { result: '=kept' },
          }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin()
      await player.work('A', { kept: 'yes', lost: 'no' })
      expectVariables(await player.take('After'), { result: 'yes', kept: undefined, lost: undefined })
    },
  },
]
