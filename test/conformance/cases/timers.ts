import { docs, RUN } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import {
  boundary,
  catching,
  cycle,
  date,
  duration,
  end,
  message,
  process,
  receive,
  service,
} from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/timer-events')
const HOUR_MS = 60 * 60 * 1000
const atDate = process('main', [line('Enter', catching('Due', date('=due')), service('After'), end('End'))])
const secondsAhead = (seconds: number) => new Date(Date.now() + seconds * 1000)
/* The same instant, written as people in another zone would. */
const withOffset = (instant: Date) =>
  new Date(instant.getTime() + HOUR_MS).toISOString().replace(/\.\d+Z$/, '+01:00')

export const timerCases: ConformanceCase[] = [
  {
    number: 17,
    title: 'a date timer takes an instant with an offset, and fires no earlier',
    source: RUN,
    models: [atDate],
    async play(player) {
      const due = withOffset(secondsAhead(2))
      await player.begin({ due })
      await player.take('After')
      expectSame('fired at or after its instant', Date.now() >= Date.parse(due), true)
    },
  },
  {
    number: 17,
    title: 'a date timer in the past fires at once',
    source: PAGE,
    models: [atDate],
    async play(player) {
      await player.begin({ due: '2020-01-31T23:59:59Z' })
      await player.take('After')
    },
  },
  ...['2027-01-31', '2027-01-31T23:59:59', 'soon', null].map((due): ConformanceCase => ({
    number: 17,
    title: `a date timer of ${JSON.stringify(due)} is an incident, and goes on with an instant`,
    source: RUN,
    models: [atDate],
    async play(player) {
      const instance = await player.begin({ due })
      await player.mend(instance, 'Due', { due: '2020-01-31T23:59:59Z' })
      await player.work('After')
      await player.expectEnd(instance)
    },
  })),
  {
    number: 17,
    title: 'a timer does not move when its variable changes',
    source: RUN,
    models: [atDate],
    async play(player) {
      const instance = await player.begin({ due: secondsAhead(2).toISOString() })
      await player.expectTokens(instance, { Due: 1 })
      await player.setVariables(instance, { due: '2099-01-31T23:59:59Z' })
      expectVariables(await player.take('After'), { due: '2099-01-31T23:59:59Z' })
    },
  },
  {
    number: 17,
    title: 'an interrupting timer boundary takes the task away',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        line(boundary('Late', { on: 'A' }, duration('PT1S')), service('TooLate'), end('LateEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('TooLate')
      await player.expectEnd(instance, 'LateEnd')
      await player.expectCompleted(instance, 'A', 0)
    },
  },
  {
    number: 22,
    title: 'a receive task with a non-interrupting timer: both paths live',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', receive('Wait', message('go', '=key')), service('After'), end('End')),
        line(
          boundary('Slow', { on: 'Wait', interrupting: false }, duration('PT1S')),
          service('Remind'),
          end('RemindEnd'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      const reminder = await player.take('Remind')
      await player.expectTokens(instance, { Wait: 1, Remind: 1 })
      await player.publish('go', 'k')
      await player.work('After')
      await player.expectCompleted(instance, 'End', 1)
      await player.complete(reminder)
      await player.expectEnd(instance, 'RemindEnd')
    },
  },
  {
    number: 22,
    title: 'a cycle timer fires as often as it says',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', receive('Wait', message('go', '=key')), service('After'), end('End')),
        line(
          boundary('Slow', { on: 'Wait', interrupting: false }, cycle('R2/PT1S')),
          service('Remind'),
          catching('Pause', duration('PT2S')),
          service('Paused'),
          end('RemindEnd'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      for (const type of ['Remind', 'Remind', 'Paused', 'Paused']) await player.work(type)
      await player.publish('go', 'k')
      await player.work('After')
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'Remind', 2)
    },
  },
]
