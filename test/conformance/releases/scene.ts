import { expectSame } from '../check.ts'
import {
  boundary,
  call,
  catching,
  date,
  duration,
  end,
  eventBased,
  eventSub,
  exclusive,
  message,
  parallel,
  process,
  service,
  user,
} from '../elements.ts'
import { bareProcess, line } from '../model.ts'
import { start } from '../elements.ts'
import { TEN_YEARS_MS } from '../../../engine/port.ts'
import type { Player } from '../player.ts'

/** The suffix of all names: those who stage the scene and those who end it are not the same process. */
export const SUFFIX = 'release'
const KEY = 'key-of-the-scene'
const LATE = '2027-01-01T00:00:00Z'

const waits = [
  line('Fork', user('Task', { startListeners: ['TaskMade'] }), 'Join'),
  line('Fork', user('Making', { startListeners: ['StillMaking'] }), 'Join'),
  line('Fork', service('Stopped'), 'Join'),
  line('Fork', service('Wrong', { inputs: { sum: '=number + 1' } }), 'Join'),
  line('Fork', catching('Later', date(LATE)), 'Join'),
  line('Fork', catching('Told', message('told', '=key')), 'Join'),
  line('Fork', eventBased('First'), catching('Either', message('either', '=key')), exclusive('One'), 'Join'),
  line('First', catching('Or', duration('P1D')), 'One'),
  line(
    'Fork',
    service('All', {
      loop: { over: '=[1, 2, 3]', as: 'item', collect: { into: 'all', from: '=item * given' } },
    }),
    'Join',
  ),
  line('Fork', service('Each', { loop: { over: '=[1, 2]', as: 'item', sequential: true } }), 'Join'),
  line('Fork', call('Called', { process: 'called' }), 'Join'),
]

/** A process that waits in every way there is, one that it calls, and one of which a second start waits. */
export const models = [
  process('main', [
    line('Enter', parallel('Fork')),
    waits,
    line(parallel('Join'), service('Last'), end('End')),
    boundary('Reminder', { on: 'Task', interrupting: false }, duration('PT1H')),
    line('Reminder', service('Remind'), end('Reminded')),
    eventSub('Note', { event: message('note', '=key'), interrupting: false }, [
      service('Noted'),
      end('NotedEnd'),
    ]),
  ]),
  bareProcess('called', [line(start('CalledBegin'), service('Inside'), end('CalledEnd'))]),
  process('next', [line('Enter', service('Only'), end('End'))]),
]

/** Plays up to where every branch waits, and says nothing more. */
export async function stage(player: Player): Promise<void> {
  const instance = await player.begin({ key: KEY, number: 'seven' })
  await player.work('TaskMade')
  await player.fail(await player.take('Stopped'), { retries: 0 })
  const [all] = await player.takeMany('All', 3)
  await player.complete(all!, { given: 10 })
  await player.work('Each')
  await player.publish('note', KEY)
  for (const id of ['lives', 'waits for the first to end'])
    await player.publish('begin-next', KEY, { id, timeToLiveMs: TEN_YEARS_MS })
  await player.expectTokens(instance, {
    Join: 0,
    Later: 1,
    Told: 1,
    First: 1,
    Called: 1,
    Noted: 1,
    All: 2,
    Each: 1,
  })
}

/** Ends all of it, and insists that nothing was lost. `instance` is that of `main`. */
export async function finish(player: Player, instance: string): Promise<void> {
  for (const job of await player.takeMany('All', 2)) await player.complete(job, { given: 10 })
  await player.work('StillMaking')
  for (const task of await player.userTasks(instance, 'CREATED', ['Making', 'Task']))
    await player.completeTask(task, instance)
  await player.publish('told', KEY)
  await player.publish('either', KEY)
  for (const type of ['Each', 'Inside', 'Noted']) await player.work(type)
  for (const incident of await player.engine.incidents(instance)) {
    if (incident.elementId === 'Wrong') await player.setVariables(instance, { number: 7 })
    await (incident.jobKey === null ? player.resolve(incident) : player.retry(incident))
  }
  await player.work('Stopped')
  expectSame('mapped', (await player.work('Wrong')).variables['sum'], 8)
  expectSame(
    'collected',
    [...((await player.work('Last')).variables['all'] as number[])].sort(),
    [10, 20, 30],
  )
  await player.expectEnd(instance)
  for (const type of ['enter-next', 'Only', 'enter-next', 'Only']) await player.work(type)
}
