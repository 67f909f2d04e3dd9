import { docs, RUN } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame, expectVariables } from '../check.ts'
import { boundary, end, message, process, service } from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/concepts/job-workers')
const INCIDENTS = docs('components/concepts/incidents')
const one = process('main', [line('Enter', service('A'), service('After'), end('End'))])
const failure = { code: 'CONFORMANCE', constraint: null, sentence: 'Errore voluto dalla prova.' }

export const jobCases: ConformanceCase[] = [
  {
    number: 18,
    title: 'a job whose lease has run out comes again, with as many attempts',
    source: RUN,
    models: [one],
    leaseMs: 1000,
    async play(player) {
      await player.begin()
      const first = await player.take('A')
      const again = await player.take('A')
      expectSame('the same job', again.key, first.key)
      expectSame('attempts', again.retries, first.retries)
      await player.complete(again)
      await player.take('After')
    },
  },
  {
    number: 18,
    title: 'a job that failed comes again after its back-off, with one attempt less',
    source: PAGE,
    models: [one],
    async play(player) {
      await player.begin()
      const first = await player.take('A')
      const failedAt = performance.now()
      await player.fail(first, { backOffMs: 1000 })
      const again = await player.take('A')
      expectSame('not before its back-off', performance.now() - failedAt >= 1000, true)
      expectSame('the same job', again.key, first.key)
      expectSame('attempts', again.retries, first.retries - 1)
    },
  },
  {
    number: 18,
    title: 'without attempts left it is an incident; new attempts and resolving bring it back',
    source: RUN,
    models: [one],
    async play(player) {
      const instance = await player.begin()
      const job = await player.take('A')
      await player.fail(job, { retries: 0 })
      const incident = await player.incident(instance)
      expectSame('element of the incident', incident.elementId, 'A')
      expectSame('job of the incident', incident.jobKey, job.key)
      await expectRefusal(
        'resolving without new attempts',
        'INVALID_STATE',
        player.engine.resolveIncident(incident.key),
      )
      await player.retry(incident)
      const again = await player.take('A')
      expectSame('the same job', again.key, job.key)
      expectSame('attempts', again.retries, 3)
      await player.complete(again)
      await player.work('After')
      await player.expectEnd(instance)
      expectSame('incidents left', await player.engine.incidents(instance), [])
    },
  },
  {
    number: 18,
    title: 'an incident is resolved once',
    source: docs('apis-tools/zeebe-api/gateway-service'),
    models: [one],
    async play(player) {
      const instance = await player.begin()
      await player.fail(await player.take('A'), { retries: 0 })
      const incident = await player.incident(instance)
      await player.retry(incident)
      await player.work('A')
      await expectRefusal('resolving again', 'NOT_FOUND', player.engine.resolveIncident(incident.key))
    },
  },
  {
    number: 18,
    title: 'a job is answered once: whatever comes second is not found',
    source: PAGE,
    models: [one],
    async play(player) {
      await player.begin()
      const { key } = await player.work('A', { given: 1 })
      const { engine } = player
      await expectRefusal('completed twice', 'NOT_FOUND', engine.completeJob(key, { given: 2 }))
      await expectRefusal(
        'failed after completion',
        'NOT_FOUND',
        engine.failJob(key, { retries: 1, backOffMs: 0, fault: failure }),
      )
      await expectRefusal(
        'error after completion',
        'NOT_FOUND',
        engine.throwJobError(key, { errorCode: 'E', message: 'Errore voluto.' }),
      )
      await expectRefusal('attempts after completion', 'NOT_FOUND', engine.updateJobRetries(key, 3))
      expectVariables(await player.take('After'), { given: 1 })
    },
  },
  {
    number: 18,
    title: 'a job that a boundary took away is not found',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        line(boundary('Stop', { on: 'A' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      const job = await player.take('A')
      await player.publish('stop', 'k')
      const stopped = await player.take('Stopped')
      await expectRefusal('completed too late', 'NOT_FOUND', player.engine.completeJob(job.key, { late: 1 }))
      expectVariables(stopped, { late: undefined })
      await player.complete(stopped)
      await player.expectEnd(instance, 'StopEnd')
    },
  },
  {
    number: 18,
    title: 'a boundary that takes a failed job away takes its incident with it',
    source: INCIDENTS,
    models: [
      process('main', [
        line('Enter', service('A'), end('End')),
        line(boundary('Stop', { on: 'A' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.fail(await player.take('A'), { retries: 0 })
      await player.incident(instance)
      await player.publish('stop', 'k')
      await player.work('Stopped')
      await player.expectEnd(instance, 'StopEnd')
      expectSame('incidents left', await player.engine.incidents(instance), [])
    },
  },
]
