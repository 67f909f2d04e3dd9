import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame } from '../check.ts'
import { boundary, call, end, error, eventSub, parallel, process, service, start, sub } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/error-events')
const caught = (id: string, on: string, code?: string) =>
  line(boundary(id, { on }, error(code)), service(`${id}Job`), end(`${id}End`))

export const errorCases: ConformanceCase[] = [
  {
    number: 19,
    title: 'an error goes to the nearest scope that catches its code',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub('Inner', [line(start('In'), service('A'), end('Out')), ...caught('Other', 'A', 'OTHER')]),
          end('End'),
        ),
        ...caught('Near', 'Inner', 'FAIL'),
        eventSub('Far', { event: error('FAIL') }, [service('FarJob'), end('FarEnd')]),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.throwError(await player.take('A'), 'FAIL')
      await player.work('NearJob')
      await player.expectEnd(instance, 'NearEnd')
    },
  },
  {
    number: 19,
    title: 'the boundary of the task itself is nearest; without a code it takes every error',
    source: PAGE,
    models: [
      process('main', [
        line(
          'Enter',
          sub('Inner', [line(start('In'), service('A'), end('Out')), ...caught('Any', 'A')]),
          end('End'),
        ),
        ...caught('Around', 'Inner', 'FAIL'),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.throwError(await player.take('A'), 'FAIL')
      await player.work('AnyJob')
      await player.expectEnd(instance)
    },
  },
  {
    number: 19,
    title: 'an error goes out of a called process, which ends with all it holds',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', call('Call', { process: 'child' }), end('End')),
        ...caught('Failed', 'Call', 'FAIL'),
      ]),
      bareProcess('child', [
        line(start('In'), parallel('Fork'), service('A'), end('Out')),
        line('Fork', service('B'), end('OtherOut')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const other = await player.take('B')
      await player.throwError(await player.take('A'), 'FAIL')
      await player.work('FailedJob')
      await expectRefusal('job beside the error', 'NOT_FOUND', player.engine.completeJob(other.key, {}))
      await player.expectEnd(instance, 'FailedEnd')
    },
  },
  {
    number: 19,
    title: 'an event sub-process catches an error of its scope and ends what else runs there',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', parallel('Fork'), service('A'), end('End')),
        line('Fork', service('B'), end('OtherEnd')),
        eventSub('Failed', { event: error('FAIL') }, [service('Repair'), end('RepairEnd')]),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      const other = await player.take('B')
      await player.throwError(await player.take('A'), 'FAIL')
      await player.work('Repair')
      await expectRefusal('job beside the error', 'NOT_FOUND', player.engine.completeJob(other.key, {}))
      await player.expectEnd(instance, 'RepairEnd')
    },
  },
  {
    number: 19,
    title: 'an error that nobody catches is an incident; its job comes again only once that is resolved',
    source: PAGE,
    models: [process('main', [line('Enter', service('A'), end('End')), ...caught('Other', 'A', 'OTHER')])],
    leaseMs: 1000,
    async play(player) {
      const instance = await player.begin()
      const job = await player.take('A')
      await player.throwError(job, 'FAIL')
      const incident = await player.incident(instance)
      expectSame('element of the incident', incident.elementInstanceKey, job.elementInstanceKey)
      await player.expectNoJob('A')
      await player.resolve(incident)
      await player.work('A')
      await player.expectEnd(instance)
    },
  },
  {
    number: 19,
    title: 'in one scope the catch of the very code goes before the catch of every error',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        ...caught('Any', 'A'),
        ...caught('Exact', 'A', 'FAIL'),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.throwError(await player.take('A'), 'FAIL')
      await player.work('ExactJob')
      await player.expectEnd(instance, 'ExactEnd')
    },
  },
]
