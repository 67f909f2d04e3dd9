import { RUN, docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame, expectTransient, expectVariables } from '../check.ts'
import { catching, end, exclusive, message, receive, service, start, sub, user } from '../elements.ts'
import { process } from '../elements.ts'
import { bareProcess, line, otherwise, when } from '../model.ts'

const PAGE = docs('components/concepts/execution-listeners')

export const listenerCases: ConformanceCase[] = [
  {
    number: 1,
    title: 'a start listener sees mapped inputs, and what it gives stays local to the element',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          service('A', { inputs: { mapped: '=given' }, startListeners: ['Prepare'] }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin({ given: 7 })
      const prepare = await player.work('Prepare', { made: 'here' })
      expectVariables(prepare, { mapped: 7 })
      const job = await player.work('A', { done: true })
      expectVariables(job, { mapped: 7, made: 'here' })
      expectSame('element instance of listener and task', prepare.elementInstanceKey, job.elementInstanceKey)
      expectVariables(await player.take('After'), { made: undefined, mapped: undefined, done: true })
    },
  },
  {
    number: 1,
    title: 'a start listener gives the correlation key of the wait behind it',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          receive('Wait', message('reply', '=made'), { startListeners: ['Prepare'] }),
          catching('Again', message('reply', '=second'), { startListeners: ['PrepareAgain'] }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin()
      await player.work('Prepare', { made: 'one' })
      await player.publish('reply', 'one', { variables: { first: 1 } })
      await player.work('PrepareAgain', { second: 'two' })
      await player.publish('reply', 'two', { variables: { last: 2 } })
      expectVariables(await player.take('After'), { first: 1, last: 2, made: undefined })
    },
  },
  {
    number: 1,
    title: 'a start listener of a gateway decides the way',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', exclusive('Which', { startListeners: ['Choose'] })),
        when('Which', 'Left', '=way = "left"'),
        otherwise('Which', 'Right'),
        line(service('Left'), end('End')),
        line(service('Right'), end('OtherEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('Choose', { way: 'left' })
      await player.work('Left')
      await player.expectEnd(instance)
    },
  },
  {
    number: 1,
    title: 'a user task is there for completion only once its start listener has ended',
    source: RUN,
    models: [
      process('main', [
        line('Enter', user('Task', { startListeners: ['Open'] }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const open = await player.take('Open')
      const { elementInstanceKey } = open
      await expectTransient(
        'completion of a task that is still being made',
        player.engine.completeUserTask({ elementInstanceKey, processInstanceKey: instance, variables: {} }),
      )
      await player.complete(open)
      const [task] = await player.userTasks(instance, 'CREATED', ['Task'])
      expectSame('element instance of the task', task?.elementInstanceKey, elementInstanceKey)
      await player.completeTask(task!, instance, { outcome: 'yes' })
      expectVariables(await player.take('After'), { outcome: 'yes' })
    },
  },
  {
    number: 2,
    title: 'an end listener sees mapped outputs, and what it gives goes to the scope around',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          service('A', { outputs: { result: '=raw + 1' }, endListeners: ['Close'] }),
          service('After'),
          end('End'),
        ),
      ]),
    ],
    async play(player) {
      await player.begin()
      await player.work('A', { raw: 1 })
      expectVariables(await player.work('Close', { closed: true }), { result: 2 })
      expectVariables(await player.take('After'), { result: 2, closed: true, raw: undefined })
    },
  },
  {
    number: 2,
    title: 'an end listener of a message start runs before the first element',
    source: RUN,
    models: [
      bareProcess('main', [
        line(start('Opened', message('open'), { endListeners: ['Register'] }), service('After'), end('End')),
      ]),
    ],
    async play(player) {
      await player.publish('open', 'k', { variables: { sent: 1 } })
      expectVariables(await player.work('Register', { registered: 'yes' }), { sent: 1 })
      expectVariables(await player.take('After'), { sent: 1, registered: 'yes' })
    },
  },
  {
    number: 2,
    title: 'listeners of process and sub-process surround what is inside',
    source: PAGE,
    models: [
      process(
        'main',
        [
          line(
            'Enter',
            sub('Inner', [line(start('In'), service('A'), end('Out'))], {
              startListeners: ['InnerBegins'],
              endListeners: ['InnerEnds'],
            }),
            end('End'),
          ),
        ],
        { startListeners: ['AllBegins'], endListeners: ['AllEnds'] },
      ),
    ],
    async play(player) {
      await player.publish('begin-main', 'k')
      await player.work('AllBegins', { first: 1 })
      expectVariables(await player.work('enter-main'), { first: 1 })
      await player.work('InnerBegins', { inside: 2 })
      expectVariables(await player.work('A'), { first: 1, inside: 2 })
      await player.work('InnerEnds')
      const last = await player.work('AllEnds')
      await player.expectEnd(last.processInstanceKey)
    },
  },
  {
    number: 3,
    title: 'several listeners run in their order; after an incident only the failed one is repeated',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A', { startListeners: ['First', 'Second', 'Third'] }), end('End')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('First', { order: 1 })
      const second = await player.take('Second')
      expectVariables(second, { order: 1 })
      await player.fail(second, { retries: 0 })
      const incident = await player.incident(instance)
      expectSame('job of the incident', incident.jobKey, second.key)
      await player.retry(incident)
      await player.work('Second', { order: 2 })
      expectVariables(await player.work('Third'), { order: 2 })
      await player.work('A')
      await player.expectEnd(instance)
      await player.expectNoJob('First')
    },
  },
  {
    number: 3,
    title: 'a BPMN error thrown from a listener is refused, and the listener can still be completed',
    source: PAGE,
    models: [process('main', [line('Enter', service('A', { startListeners: ['Prepare'] }), end('End'))])],
    async play(player) {
      const instance = await player.begin()
      const prepare = await player.take('Prepare')
      await expectRefusal(
        'error thrown from a listener',
        'INVALID_STATE',
        player.engine.throwJobError(prepare.key, { errorCode: 'E', message: 'Errore voluto.' }),
      )
      await player.complete(prepare)
      await player.work('A')
      await player.expectEnd(instance)
    },
  },
]
