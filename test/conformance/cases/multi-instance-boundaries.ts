import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectVariables } from '../check.ts'
import { boundary, end, message, process, service, start, sub } from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/multi-instance')
const each = { over: '=items', as: 'item' }

export const multiInstanceBoundaryCases: ConformanceCase[] = [
  {
    number: 8,
    title: 'an interrupting boundary ends the body with all its instances',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: each }), end('End')),
        line(boundary('Stop', { on: 'Each' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: [1, 2, 3], key: 'k' })
      const jobs = await player.takeMany('Each', 3)
      await player.publish('stop', 'k')
      await player.work('Stopped')
      for (const job of jobs)
        await expectRefusal('job that was ended', 'NOT_FOUND', player.engine.completeJob(job.key, {}))
      await player.expectEnd(instance, 'StopEnd')
    },
  },
  {
    number: 8,
    title: 'a non-interrupting boundary leaves body and instances, and may happen again',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('Each', { loop: each }), end('End')),
        line(
          boundary('Note', { on: 'Each', interrupting: false }, message('note', '=key')),
          service('Noted'),
          end('NoteEnd'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: [1, 2], key: 'k' })
      const jobs = await player.takeMany('Each', 2)
      await player.publish('note', 'k', { variables: { note: 1 } })
      expectVariables(await player.work('Noted'), { note: 1, item: undefined })
      await player.publish('note', 'k', { variables: { note: 2 } })
      expectVariables(await player.work('Noted'), { note: 2 })
      for (const job of jobs) await player.complete(job)
      await player.expectEnd(instance)
    },
  },
  {
    number: 25,
    title: 'a message boundary on one of many withdraws that one alone',
    source: docs('components/modeler/bpmn/message-events'),
    models: [
      process('main', [
        line(
          'Enter',
          sub(
            'Each',
            [
              line(start('In'), service('A'), end('Out')),
              line(
                boundary('Withdraw', { on: 'A' }, message('withdraw', '=item')),
                service('Gone'),
                end('GoneEnd'),
              ),
            ],
            { loop: each },
          ),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ items: ['a', 'b', 'c'] })
      const jobs = await player.takeMany('A', 3)
      await player.publish('withdraw', 'b')
      expectVariables(await player.work('Gone'), { item: 'b' })
      for (const job of jobs)
        if (job.variables['item'] === 'b')
          await expectRefusal('the withdrawn job', 'NOT_FOUND', player.engine.completeJob(job.key, {}))
        else await player.complete(job)
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'Gone', 1)
    },
  },
]
