import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectRefusal, expectSame, expectVariables } from '../check.ts'
import { boundary, call, end, message, process, service, start } from '../elements.ts'
import { bareProcess, line } from '../model.ts'

const PAGE = docs('components/modeler/bpmn/call-activities')
const child = (jobType: string, versionTag?: string) =>
  bareProcess(
    'child',
    [line(start('In'), service('Work', { type: jobType }), end('Out'))],
    versionTag === undefined ? {} : { versionTag },
  )
const calling = (options: Omit<Parameters<typeof call>[1], 'process'>, mappings = {}) =>
  process('main', [
    line('Enter', call('Call', { process: 'child', ...options }, mappings), service('After'), end('End')),
  ])

export const callCases: ConformanceCase[] = [
  {
    number: 9,
    title: 'the latest version is the one at the moment of the call',
    source: PAGE,
    models: [calling({}), child('Old')],
    async play(player) {
      const entered = await player.enter()
      await player.deploy(child('New'))
      await player.complete(entered)
      const job = await player.work('New')
      expectSame(
        'own instance of the called process',
        job.processInstanceKey !== entered.processInstanceKey,
        true,
      )
      await player.work('After')
      await player.expectEnd(entered.processInstanceKey)
    },
  },
  {
    number: 9,
    title: 'a call bound to a version tag runs the newest version with this tag',
    source: PAGE,
    models: [calling({ bindingType: 'versionTag', versionTag: 'one' }), child('Old', 'one')],
    async play(player) {
      await player.deploy(child('Tagged', 'one'))
      await player.deploy(child('Newest', 'two'))
      await player.begin()
      await player.work('Tagged')
      await player.take('After')
    },
  },
  {
    number: 9,
    title: 'a call bound to its deployment runs the version that came with it',
    source: PAGE,
    models: [calling({ bindingType: 'deployment' }), child('Together')],
    async play(player) {
      await player.deploy(child('Later'))
      await player.begin()
      await player.work('Together')
      await player.take('After')
    },
  },
  {
    number: 9,
    title: 'a called process begins at its none start event, whatever other starts it has',
    source: PAGE,
    models: [
      calling({}),
      bareProcess('child', [
        line(start('ByMessage', message('other')), service('Wrong'), end('WrongEnd')),
        line(start('In'), service('Right'), end('Out')),
      ]),
    ],
    async play(player) {
      const instance = await player.begin()
      await player.work('Right')
      await player.work('After')
      await player.expectEnd(instance)
    },
  },
  {
    number: 9,
    title: 'by default all variables go in, and all of the called process come out',
    source: PAGE,
    models: [calling({}, { inputs: { extra: '="in"' } }), child('Work')],
    async play(player) {
      await player.begin({ given: 1 })
      expectVariables(await player.work('Work', { made: 2 }), { given: 1, extra: 'in' })
      expectVariables(await player.take('After'), { given: 1, made: 2 })
    },
  },
  {
    number: 9,
    title: 'without propagation only input mappings go in',
    source: PAGE,
    models: [calling({ propagateAllParentVariables: false }, { inputs: { only: '=given' } }), child('Work')],
    async play(player) {
      await player.begin({ given: 1 })
      expectVariables(await player.take('Work'), { only: 1, given: undefined })
    },
  },
  {
    number: 9,
    title: 'with output mappings only mapped variables come out',
    source: PAGE,
    models: [calling({}, { outputs: { result: '=made' } }), child('Work')],
    async play(player) {
      await player.begin()
      await player.work('Work', { made: 2, noise: 3 })
      expectVariables(await player.take('After'), { result: 2, made: undefined, noise: undefined })
    },
  },
  {
    number: 9,
    title: 'an interrupting boundary ends the called process, whose variables stay away',
    source: PAGE,
    models: [
      process('main', [
        line('Enter', call('Call', { process: 'child' }), end('End')),
        line(boundary('Stop', { on: 'Call' }, message('stop', '=key')), service('Stopped'), end('StopEnd')),
      ]),
      bareProcess('child', [line(start('In'), service('First'), service('Work'), end('Out'))]),
    ],
    async play(player) {
      const instance = await player.begin({ key: 'k' })
      await player.work('First', { inside: 1 })
      const job = await player.take('Work')
      await player.publish('stop', 'k')
      expectVariables(await player.work('Stopped'), { inside: undefined })
      await expectRefusal('job of the ended child', 'NOT_FOUND', player.engine.completeJob(job.key, {}))
      await player.expectEnd(instance, 'StopEnd')
    },
  },
  {
    number: 9,
    title: 'cancelling an instance ends what it called; an ended one is not found',
    source: docs('apis-tools/zeebe-api/gateway-service'),
    models: [calling({}), child('Work')],
    async play(player) {
      const instance = await player.begin()
      const job = await player.take('Work')
      await player.engine.cancelInstance(instance)
      await expectRefusal('job of the cancelled call', 'NOT_FOUND', player.engine.completeJob(job.key, {}))
      await expectRefusal('cancelling again', 'NOT_FOUND', player.engine.cancelInstance(instance))
    },
  },
]
