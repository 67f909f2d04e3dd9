import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import {
  catching,
  duration,
  end,
  eventBased,
  exclusive,
  message,
  parallel,
  process,
  service,
} from '../elements.ts'
import { line, otherwise, when } from '../model.ts'

const EXCLUSIVE = docs('components/modeler/bpmn/exclusive-gateways')
const PARALLEL = docs('components/modeler/bpmn/parallel-gateways')
const EVENT_BASED = docs('components/modeler/bpmn/event-based-gateways')
const ways = [line(service('Left'), end('End')), line(service('Right'), end('OtherEnd'))]

export const gatewayCases: ConformanceCase[] = [
  {
    number: 15,
    title: 'the first condition that is true is taken, before the default',
    source: EXCLUSIVE,
    models: [
      process('main', [
        line('Enter', exclusive('Which')),
        otherwise('Which', 'Right'),
        when('Which', 'Never', '=amount > 100'),
        when('Which', 'Left', '=amount > 10'),
        when('Which', 'Late', '=amount > 1'),
        ...ways,
        line(service('Never'), end('NeverEnd')),
        line(service('Late'), end('LateEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ amount: 20 })
      await player.work('Left')
      await player.expectEnd(instance)
    },
  },
  {
    number: 15,
    title: 'where no condition is true the default is taken',
    source: EXCLUSIVE,
    models: [
      process('main', [
        line('Enter', exclusive('Which')),
        when('Which', 'Left', '=amount > 10'),
        otherwise('Which', 'Right'),
        ...ways,
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ amount: 1 })
      await player.work('Right')
      await player.expectEnd(instance, 'OtherEnd')
    },
  },
  {
    number: 15,
    title: 'no way without a default is an incident, and goes on once there is one',
    source: EXCLUSIVE,
    models: [
      process('main', [
        line('Enter', exclusive('Which')),
        when('Which', 'Left', '=amount > 10'),
        when('Which', 'Right', '=amount < 5'),
        ...ways,
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ amount: 7 })
      await player.mend(instance, 'Which', { amount: 1 })
      await player.work('Right')
      await player.expectEnd(instance, 'OtherEnd')
    },
  },
  {
    number: 15,
    title: 'a condition that is not boolean is an incident, whatever the default',
    source: EXCLUSIVE,
    models: [
      process('main', [
        line('Enter', exclusive('Which')),
        when('Which', 'Left', '=flag'),
        otherwise('Which', 'Right'),
        ...ways,
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ flag: 'true' })
      await player.mend(instance, 'Which', { flag: true })
      await player.work('Left')
      await player.expectEnd(instance)
    },
  },
  {
    number: 16,
    title: 'a message that comes first closes the timer behind the same gateway',
    source: EVENT_BASED,
    models: [
      process('main', [
        line(
          'Enter',
          eventBased('Which'),
          catching('Answer', message('answer', '=key')),
          service('Answered'),
        ),
        line('Which', catching('Late', duration('PT2S')), service('TooLate'), end('LateEnd')),
        line('Answered', catching('Pause', duration('PT3S')), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.publish('answer', 'k', { variables: { text: 'yes' } })
      expectVariables(await player.work('Answered'), { text: 'yes' })
      await player.work('After')
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'Late', 0)
    },
  },
  {
    number: 16,
    title: 'a timer that comes first closes the message, which the next wait takes',
    source: EVENT_BASED,
    models: [
      process('main', [
        line('Enter', eventBased('Which'), catching('Answer', message('answer', '=key')), end('AnswerEnd')),
        line(
          'Which',
          catching('Late', duration('PT1S')),
          service('TooLate'),
          catching('Again', message('answer', '=key')),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      const late = await player.take('TooLate')
      await player.publish('answer', 'k', { variables: { text: 'late' } })
      await player.complete(late)
      expectVariables(await player.work('After'), { text: 'late' })
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'Answer', 0)
    },
  },
  {
    number: 24,
    title: 'two tokens at one element are two instances of it, and the end waits for both',
    source: EXCLUSIVE,
    models: [
      process('main', [
        line('Enter', parallel('Fork'), service('B'), exclusive('Merge'), service('A'), end('End')),
        line('Fork', service('C'), 'Merge'),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('B')
      await player.work('C')
      const [first, second] = await player.takeMany('A', 2)
      expectSame('two instances', first?.elementInstanceKey === second?.elementInstanceKey, false)
      await player.expectTokens(instance, { A: 2 })
      await player.complete(first!)
      await player.expectTokens(instance, { A: 1 })
      await player.complete(second!)
      await player.expectCompleted(instance, 'End', 2)
      await player.expectTokens(instance, { A: 0 })
    },
  },
  {
    number: 24,
    title: 'a parallel join waits for one token of each flow',
    source: PARALLEL,
    models: [
      process('main', [
        line('Enter', parallel('Fork'), service('B'), parallel('Join'), service('After'), end('End')),
        line('Fork', service('C'), 'Join'),
        line('Fork', service('D'), 'Join'),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      for (const type of ['C', 'D']) await player.work(type, { [type]: true })
      await player.expectTokens(instance, { B: 1, C: 0, D: 0, After: 0 })
      await player.work('B', { B: true })
      expectVariables(await player.work('After'), { B: true, C: true, D: true })
      await player.expectEnd(instance)
    },
  },
  {
    number: 24,
    title: 'a parallel join does not take two tokens of one flow for one of each',
    source: PARALLEL,
    models: [
      process('main', [
        line('Enter', parallel('Fork'), service('B'), exclusive('Merge'), service('A'), parallel('Join')),
        line('Fork', service('C'), 'Merge'),
        line('Fork', service('D'), 'Join', service('After'), end('End')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      for (const type of ['B', 'C', 'A', 'A']) await player.work(type)
      await player.expectCompleted(instance, 'A', 2)
      await player.work('D', { last: true })
      expectVariables(await player.work('After'), { last: true })
      await player.expectCompleted(instance, 'End', 1)
      await player.expectCompleted(instance, 'Join', 1)
    },
  },
]
