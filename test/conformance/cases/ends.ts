import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame } from '../check.ts'
import { boundary, call, end, error, parallel, process, service, start, sub, terminate } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/error-events')
const TERMINATE = docs('components/modeler/bpmn/terminate-events', 'next')
const caught = (id: string, on: string, code: string) =>
  line(boundary(id, { on }, error(code)), service(`${id}Job`), end(`${id}End`))

export const endCases: ConformanceCase[] = [
  {
    number: 21,
    title: 'an error end event goes to the boundary around, and ends the rest of its scope',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub('Inner', [
            line(start('In'), parallel('Fork'), service('A'), end('Fail', error('FAIL'))),
            line('Fork', service('B'), end('Out')),
          ]),
          end('End'),
        ),
        ...caught('Failed', 'Inner', 'FAIL'),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const other = await player.take('B')
      await player.work('A')
      await player.work('FailedJob')
      await expectRefusal('job beside the error', 'NOT_FOUND', player.engine.completeJob(other.key, {}))
      await player.expectEnd(instance, 'FailedEnd')
    },
  },
  {
    number: 21,
    title: 'an error end event of a called process goes to its caller',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', call('Call', { process: 'child' }), end('End')),
        ...caught('Failed', 'Call', 'FAIL'),
      ]),
      bareProcess('child', [line(start('In'), service('A'), end('Fail', error('FAIL')))]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('A')
      await player.work('FailedJob')
      await player.expectEnd(instance, 'FailedEnd')
    },
  },
  {
    number: 21,
    title: 'an error end event that nobody catches is an incident',
    source: PAGE,
    models: [process('main', [line('Enter', end('Fail', error('FAIL')))])],
    async play(player) {
      const instance = await player.begin()
      const incident = await player.incident(instance)
      expectSame('job of the incident', incident.jobKey, null)
    },
  },
  {
    number: 21,
    title: 'a terminate end event ends its scope alone, and the process goes on behind it',
    source: TERMINATE,
    models: [
      process('main', [
        line(
          'Enter',
          parallel('Fork'),
          sub('Inner', [
            line(start('In'), parallel('InnerFork'), service('A'), end('Stop', terminate)),
            line('InnerFork', service('B'), end('Out')),
          ]),
          service('After'),
          end('End'),
        ),
        line('Fork', service('C'), end('OtherEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const inside = await player.take('B')
      await player.work('A')
      const after = await player.take('After')
      await expectRefusal('job in the ended scope', 'NOT_FOUND', player.engine.completeJob(inside.key, {}))
      await player.work('C')
      await player.complete(after)
      await player.expectEnd(instance)
      await player.expectCompleted(instance, 'OtherEnd', 1)
    },
  },
  {
    number: 21,
    title: 'a terminate end event of a process ends all of it; its caller goes on',
    source: TERMINATE,
    models: [
      process('main', [line('Enter', call('Call', { process: 'child' }), service('After'), end('End'))]),
      bareProcess('child', [
        line(start('In'), parallel('Fork'), service('A'), end('Stop', terminate)),
        line('Fork', service('B'), end('Out')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const beside = await player.take('B')
      await player.work('A')
      await player.work('After')
      await expectRefusal('job in the ended process', 'NOT_FOUND', player.engine.completeJob(beside.key, {}))
      await player.expectEnd(instance)
    },
  },
]
