import { docs, RUN } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import { end, message, service, start } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/message-events')
const startedByMessage = bareProcess('main', [
  line(start('Opened', message('open')), service('Work'), end('End')),
])

export const messageStartCases: ConformanceCase[] = [
  {
    number: 12,
    title: 'a message without a key starts an instance each time',
    source: PAGE,
    models: [startedByMessage],
    async play(player) {
      for (const number of [1, 2]) await player.publish('open', '', { variables: { number } })
      const jobs = await player.takeMany('Work', 2)
      expectSame('messages taken', jobs.map(({ variables }) => variables['number']).sort(), [1, 2])
    },
  },
  {
    number: 13,
    title: 'no second instance while one with that key is active; then the message that waited starts it',
    source: RUN,
    models: [startedByMessage],
    async play(player) {
      await player.publish('open', 'k', { variables: { number: 1 } })
      const first = await player.take('Work')
      await player.publish('open', 'k', { variables: { number: 2 } })
      await player.publish('open', 'other', { variables: { number: 3 } })
      expectVariables(await player.take('Work'), { number: 3 })
      await player.complete(first)
      expectVariables(await player.take('Work'), { number: 2 })
    },
  },
  {
    number: 13,
    title: 'an instance of an older version holds the key; the next begins in the newest',
    source: PAGE,
    models: [startedByMessage],
    async play(player) {
      await player.publish('open', 'k', { variables: { number: 1 } })
      const first = await player.take('Work')
      await player.deploy(
        bareProcess('main', [line(start('Opened', message('open')), service('Newer'), end('End'))]),
      )
      await player.publish('open', 'k', { variables: { number: 2 } })
      await player.publish('open', 'other', { variables: { number: 3 } })
      expectVariables(await player.take('Newer'), { number: 3 })
      await player.complete(first)
      expectVariables(await player.take('Newer'), { number: 2 })
    },
  },
  {
    number: 13,
    title: 'a cancelled instance frees its key as well',
    source: PAGE,
    models: [startedByMessage],
    async play(player) {
      await player.publish('open', 'k', { variables: { number: 1 } })
      const first = await player.take('Work')
      await player.publish('open', 'k', { variables: { number: 2 } })
      await player.engine.cancelInstance(first.processInstanceKey)
      expectVariables(await player.take('Work'), { number: 2 })
    },
  },
]
