import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame, expectVariables } from '../check.ts'
import { duration, end, eventSub, message, process, service, start, sub } from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/event-subprocesses', '8.8')
const onNote = { event: message('note', '=key'), interrupting: false }
const onStop = { event: message('stop', '=key') }

export const eventSubProcessCases: ConformanceCase[] = [
  {
    number: 10,
    title: 'a non-interrupting one may repeat, and its scope waits for it',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        eventSub('Note', onNote, [service('Noted'), end('NoteEnd')]),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.publish('note', 'k')
      await player.publish('note', 'k')
      const [first, second] = await player.takeMany('Noted', 2)
      expectSame('two instances', first?.elementInstanceKey === second?.elementInstanceKey, false)
      await player.work('A')
      await player.expectCompleted(instance, 'End', 1)
      await player.publish('note', 'k')
      const third = await player.take('Noted')
      await player.expectTokens(instance, { A: 0, Noted: 3 })
      for (const job of [first!, second!, third]) await player.complete(job)
      await player.expectEnd(instance)
    },
  },
  {
    number: 10,
    title: 'an interrupting one ends all in its scope, other event sub-processes too, and happens once',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        eventSub('Note', onNote, [service('Noted'), end('NoteEnd')]),
        eventSub('Stop', onStop, [service('Stopped'), end('StopEnd')]),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.publish('note', 'k')
      const ended = [await player.take('A'), await player.take('Noted')]
      await player.publish('stop', 'k')
      const stopped = await player.take('Stopped')
      for (const job of ended)
        await expectRefusal(`ended job ${job.type}`, 'NOT_FOUND', player.engine.completeJob(job.key, {}))
      await player.publish('stop', 'k')
      await player.publish('note', 'k')
      await player.complete(stopped)
      await player.expectEnd(instance, 'StopEnd')
      await player.expectCompleted(instance, 'StopStart', 1)
      await player.expectCompleted(instance, 'NoteStart', 1)
    },
  },
  {
    number: 10,
    title: 'inside a sub-process it ends that alone, and may change its local variables',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub(
            'Inner',
            [
              line(start('In'), service('A'), end('Out')),
              eventSub('Stop', onStop, [service('Stopped'), end('StopEnd')]),
            ],
            { inputs: { local: '="before"' }, outputs: { result: '=local' } },
          ),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.take('A')
      await player.publish('stop', 'k')
      expectVariables(await player.work('Stopped', { local: 'after' }), { local: 'before' })
      expectVariables(await player.work('After'), { result: 'after', local: undefined })
      await player.expectEnd(instance)
    },
  },
  {
    number: 10,
    title: 'with a variable of its own by input mapping, each keeps what its message brought',
    source: `${PAGE}; tried in the evaluation model, ${docs('components/concepts/variables')}`,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        eventSub(
          'Note',
          { ...onNote, outputs: { number: '=number' } },
          [service('Noted'), service('Again'), end('NoteEnd')],
          { inputs: { number: '=null' } },
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ key: 'k', number: 'outside' })
      await player.publish('note', 'k', { variables: { number: 1, noise: true } })
      const first = await player.take('Noted')
      await player.publish('note', 'k', { variables: { number: 2, noise: true } })
      const second = await player.take('Noted')
      expectVariables(first, { number: 1, noise: undefined })
      expectVariables(second, { number: 2, noise: undefined })
      await player.complete(first)
      expectVariables(await player.take('Again'), { number: 1 })
      expectVariables(await player.take('A'), { number: 'outside' })
    },
  },
  {
    number: 10,
    title: 'without an input mapping what the message brings goes outwards, by its start mapping as well',
    source: `${PAGE}; propagation: ${docs('components/concepts/variables')}`,
    models: [
      process('main', [
        line('Enter', service('A'), service('B'), end('End')),
        eventSub('Note', onNote, [service('Noted'), end('NoteEnd')]),
        eventSub(
          'Mapped',
          { event: message('mapped', '=key'), interrupting: false, outputs: { taken: '=brought' } },
          [service('MappedNoted'), end('MappedEnd')],
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ key: 'k' })
      const held = await player.take('A')
      await player.publish('note', 'k', { variables: { text: 'plain' } })
      expectVariables(await player.work('Noted'), { text: 'plain' })
      await player.publish('mapped', 'k', { variables: { brought: 'mapped' } })
      expectVariables(await player.work('MappedNoted'), { taken: 'mapped', brought: undefined })
      await player.complete(held)
      expectVariables(await player.take('B'), { text: 'plain', taken: 'mapped', brought: undefined })
    },
  },
  {
    number: 10,
    title: 'a timer may start it',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        eventSub('Late', { event: duration('PT1S') }, [service('TooLate'), end('LateEnd')]),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('TooLate')
      await player.expectEnd(instance, 'LateEnd')
    },
  },
]
