import { docs, RUN } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import { boundary, catching, duration, end, message, process, receive, service } from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/concepts/messages')
const START_PAGE = docs('components/modeler/bpmn/message-events')
const waiting = (id: string) =>
  process(id, [
    line(
      'Enter',
      catching('Wait', message('go', '=key')),
      service('After', { type: `After-${id}` }),
      end('End'),
    ),
  ])
const twice = process('main', [
  line(
    'Enter',
    catching('First', message('go', '=key')),
    service('Between'),
    catching('Second', message('go', '=key')),
    service('After'),
    end('End'),
  ),
])
export const messageCases: ConformanceCase[] = [
  {
    number: 11,
    title: 'a message goes once to a process id, across its versions',
    source: PAGE,
    models: [waiting('main')],
    async play(player) {
      const old = await player.begin({ key: 'k' })
      await player.deploy(
        process('main', [
          line(
            'Enter',
            catching('Wait', message('go', '=key')),
            service('Newer', { type: 'After-main' }),
            end('End'),
          ),
        ]),
      )
      const newer = await player.begin({ key: 'k' })
      await player.publish('go', 'k', { variables: { number: 1 } })
      await player.publish('go', 'k', { variables: { number: 2 } })
      const jobs = await player.takeMany('After-main', 2)
      const seen = jobs.map(({ variables, processInstanceKey }) => [variables['number'], processInstanceKey])
      expectSame('messages taken', seen.map(([number]) => number).sort(), [1, 2])
      expectSame('instances reached', seen.map(([, key]) => key).sort(), [old, newer].sort())
    },
  },
  {
    number: 11,
    title: 'a message goes to all different processes that wait for it',
    source: PAGE,
    models: [waiting('one'), waiting('two')],
    async play(player) {
      await player.begin({ key: 'k' }, 'one')
      await player.begin({ key: 'k' }, 'two')
      await player.publish('go', 'k', { variables: { number: 1 } })
      expectVariables(await player.take('After-one'), { number: 1 })
      expectVariables(await player.take('After-two'), { number: 1 })
    },
  },
  {
    number: 11,
    title: 'the name tells messages with one key apart, the key those with one name',
    source: PAGE,
    models: [waiting('main')],
    async play(player) {
      await player.begin({ key: 'k' })
      await player.publish('other', 'k', { variables: { number: 1 } })
      await player.publish('go', 'other', { variables: { number: 2 } })
      await player.publish('go', 'k', { variables: { number: 3 } })
      expectVariables(await player.take('After-main'), { number: 3 })
    },
  },
  {
    number: 12,
    title: 'messages that wait are taken first in, first out',
    source: PAGE,
    models: [twice],
    async play(player) {
      for (const number of [1, 2]) await player.publish('go', 'k', { variables: { number } })
      await player.begin({ key: 'k' })
      expectVariables(await player.work('Between'), { number: 1 })
      expectVariables(await player.take('After'), { number: 2 })
    },
  },
  {
    number: 12,
    title: 'the same name, key and id is one message, while it waits and after it was taken',
    source: RUN,
    models: [twice],
    async play(player) {
      for (const number of [1, 2]) await player.publish('go', 'k', { id: 'same', variables: { number } })
      await player.begin({ key: 'k' })
      expectVariables(await player.work('Between'), { number: 1 })
      await player.publish('go', 'k', { id: 'same', variables: { number: 3 } })
      await player.publish('go', 'k', { id: 'other', variables: { number: 4 } })
      expectVariables(await player.take('After'), { number: 4 })
    },
  },
  {
    number: 12,
    title: 'the same id under another key is another message',
    source: PAGE,
    models: [waiting('main')],
    async play(player) {
      await player.publish('go', 'elsewhere', { id: 'same' })
      await player.begin({ key: 'k' })
      await player.publish('go', 'k', { id: 'same', variables: { number: 1 } })
      expectVariables(await player.take('After-main'), { number: 1 })
    },
  },
  {
    number: 12,
    title: 'a message whose time to live has passed is not taken',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          catching('Pause', duration('PT2S')),
          service('Between'),
          catching('Wait', message('go', '=key')),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.publish('go', 'k', { timeToLiveMs: 1000, variables: { number: 1 } })
      await player.begin({ key: 'k' })
      await player.work('Between')
      await player.publish('go', 'k', { variables: { number: 2 } })
      expectVariables(await player.take('After'), { number: 2 })
    },
  },
  {
    number: 14,
    title: 'a correlation key stays as it was when the wait began',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', receive('Wait', message('go', '=key')), service('After'), end('End')),
        line(
          boundary('Note', { on: 'Wait', interrupting: false }, message('note', '=key')),
          service('Noted'),
          end('NoteEnd'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'old' })
      await player.publish('note', 'old')
      await player.work('Noted')
      await player.setVariables(instance, { key: 'new' })
      await player.publish('go', 'new', { variables: { number: 1 } })
      await player.publish('note', 'new')
      await player.publish('go', 'old', { variables: { number: 2 } })
      expectVariables(await player.work('After'), { number: 2, key: 'new' })
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'Noted', 1)
    },
  },
  {
    number: 14,
    title: 'the key of a boundary message is read in the scope around its activity',
    source: 'CatchEventBehavior of the engine (8.6): the flow scope of a boundary event',
    models: [
      process('main', [
        line('Enter', service('A', { inputs: { key: '="inner"' } }), end('End')),
        line(boundary('Stop', { on: 'A' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
    ],
    async play(player) {
      await player.begin({ key: 'outer' })
      await player.publish('stop', 'inner', { variables: { by: 'inner' } })
      await player.publish('stop', 'outer', { variables: { by: 'outer' } })
      expectVariables(await player.take('Stopped'), { by: 'outer' })
    },
  },
  {
    number: 14,
    title: 'a number is a correlation key like its digits; nothing at all is an incident',
    source: START_PAGE,
    models: [waiting('main')],
    async play(player) {
      const instance = await player.begin()
      await player.mend(instance, 'Wait', { key: 12 })
      await player.publish('go', '12')
      await player.work('After-main')
      await player.expectEnd(instance)
    },
  },
]
