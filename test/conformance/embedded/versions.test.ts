import { randomUUID } from 'node:crypto'
import { expectRefusal } from '../check.ts'
import {
  boundary,
  date,
  duration,
  end,
  eventSub,
  message,
  process,
  service,
  sub,
  start,
  user,
} from '../elements.ts'
import { line } from '../model.ts'
import type { Part } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()
const main = (...parts: Part[]) => process('main', parts)

describe('a running instance', () => {
  it('stays with the version that it began on, while new ones begin on the newest', async () => {
    await on.player.deploy(main(line('Enter', service('Old'), end('End'))))
    const before = await on.player.begin()
    await on.player.deploy(main(line('Enter', service('New'), end('End'))))
    const after = await on.player.begin()
    await on.player.work('Old')
    await on.player.work('New')
    await on.player.expectEnd(before)
    await on.player.expectEnd(after)
  })

  it('of a version that this release does not understand is named at the start', async () => {
    await on.player.deploy(main(line('Enter', service('A'), end('End'))))
    const instance = await on.player.begin()
    await on.engine.checkLiving()
    const { rows } = await on.database.owner.raw<{ rows: { content: string; key: string }[] }>(
      `select r.content, r.key::text from engine.resources r where r.id = ?`,
      [on.names('main')],
    )
    const [version] = rows
    const unknown = (version?.content ?? '').replaceAll('bpmn:serviceTask', 'bpmn:scriptTask')
    const change = 'update engine.resources set content = ? where key = ?'
    await on.database.owner.raw(change, [unknown, version?.key ?? ''])
    const { createVersions } = await import('../../../engine/embedded/models/versions.ts')
    const { checkLiving } = await import('../../../engine/embedded/models/check-living.ts')
    const { openPool } = await import('../../../engine/embedded/database.ts')
    const pool = openPool(on.database.url)
    await expect(checkLiving(pool, createVersions())).rejects.toThrow(
      new RegExp(`${on.names('main')}, version 1: .*A.*scriptTask`, 's'),
    )
    await pool.end()
    await on.database.owner.raw(change, [version?.content ?? '', version?.key ?? ''])
    await on.player.work('A')
    await on.player.expectEnd(instance)
  })
})

describe('an instance that is migrated', () => {
  it('goes on as the version says, with its variables and what it waits for', async () => {
    await on.player.deploy(main(line('Enter', user('Task'), end('End'))))
    const instance = await on.player.begin({ kept: 1 })
    await on.player.deploy(main(line('Enter', user('Task'), service('Added'), end('End'))))
    await on.engine.migrateInstance({ processInstanceKey: instance })
    const [task] = await on.player.userTasks(instance, 'CREATED', ['Task'])
    await on.player.completeTask(task!, instance)
    expect((await on.player.work('Added')).variables).toMatchObject({ kept: 1 })
    await on.player.expectEnd(instance)
  })

  it('keeps an armed timer with its instant, opens what is new and closes what is gone', async () => {
    const key = randomUUID()
    const task = line('Enter', user('Task'), end('End'))
    const late = [boundary('Late', { on: 'Task' }, duration('PT1H')), line('Late', end('WasLate'))]
    const out = (id: string) => [boundary(id, { on: 'Task' }, message(id, '=key')), line(id, end(`Was${id}`))]
    await on.player.deploy(main(task, late, out('Gone')))
    const instance = await on.player.begin({ key })
    await on.player.expectTokens(instance, { Task: 1 })
    const armed = () =>
      on.count(
        `select extract(epoch from due_at)::bigint as count from engine.timers where event_id = 'Late'`,
      )
    const before = await armed()
    await on.player.deploy(main(task, late, out('Come')))
    await on.engine.migrateInstance({ processInstanceKey: instance })
    expect(await armed()).toBe(before)
    await on.player.publish('Gone', key)
    await on.player.expectTokens(instance, { Task: 1 })
    await on.player.publish('Come', key)
    await on.player.expectEnd(instance, 'WasCome')
  })

  it('finds elements under their new names, at every depth', async () => {
    const inner = (id: string) =>
      sub('Scope', [line(start('Inside'), service(id, { loop: { over: '=[1, 2]' } }), end('Done'))])
    await on.player.deploy(main(line('Enter', inner('Old'), end('End'))))
    const instance = await on.player.begin()
    const jobs = await on.player.takeMany('Old', 2)
    await on.player.deploy(main(line('Enter', inner('New'), end('End'))))
    await on.engine.migrateInstance({ processInstanceKey: instance, mapping: { Old: 'New' } })
    await on.player.expectTokens(instance, { Old: 0, New: 2 })
    for (const job of jobs) await on.player.complete(job)
    await on.player.expectEnd(instance)
  })

  it('is refused with every token that has nowhere to go, and stays as it was', async () => {
    await on.player.deploy(main(line('Enter', service('A'), end('End'))))
    const instance = await on.player.begin()
    await on.player.deploy(main(line('Enter', user('A'), end('End'))))
    const migrating = on.engine.migrateInstance({ processInstanceKey: instance })
    await expect(migrating).rejects.toThrow(/A \(\d+\): A is a USER_TASK there/)
    await on.player.deploy(main(line('Enter', service('B'), end('End'))))
    await expect(on.engine.migrateInstance({ processInstanceKey: instance })).rejects.toThrow(/no element A/)
    await on.player.work('A')
    await on.player.expectEnd(instance)
  })

  it('must live, and the version must be there', async () => {
    await on.player.deploy(main(line('Enter', service('A'), end('End'))))
    const instance = await on.player.begin()
    const plan = { processInstanceKey: instance }
    await expectRefusal('version', 'NOT_FOUND', on.engine.migrateInstance({ ...plan, version: 99 }))
    await on.player.work('A')
    await on.player.expectEnd(instance)
    await expectRefusal('ended', 'NOT_FOUND', on.engine.migrateInstance(plan))
  })
})

describe('a migrated instance', () => {
  it('does not wait again for what has happened, however often it is migrated', async () => {
    const parts = [
      line('Enter', service('Task'), end('End')),
      boundary('Reminder', { on: 'Task', interrupting: false }, date('2020-01-01T00:00:00Z')),
      line('Reminder', service('Remind'), end('Reminded')),
    ]
    await on.player.deploy(main(parts))
    const instance = await on.player.begin()
    await on.player.work('Remind')
    await on.player.deploy(
      main(parts, eventSub('Note', { event: message('note', '=1'), interrupting: false }, [end('Noted')])),
    )
    await on.engine.migrateInstance({ processInstanceKey: instance })
    await on.engine.migrateInstance({ processInstanceKey: instance })
    await on.player.work('Task')
    await on.player.expectEnd(instance)
    await on.player.expectCompleted(instance, 'Reminder', 1)
  })

  it('is refused where its element is in another scope, or goes through its items in another way', async () => {
    const each = (sequential: boolean) => service('Each', { loop: { over: '=[1, 2, 3]', sequential } })
    await on.player.deploy(
      main(line('Enter', service('Task'), end('End'))),
      process('loop', [line('Enter', each(false), end('End'))]),
    )
    const [plain, loop] = [await on.player.begin(), await on.player.begin({}, 'loop')]
    await on.player.deploy(
      main(line('Enter', sub('Scope', [line(start('Inside'), service('Task'), end('Done'))]), end('End'))),
      process('loop', [line('Enter', each(true), end('End'))]),
    )
    await expect(on.engine.migrateInstance({ processInstanceKey: plain })).rejects.toThrow(
      /Task is inside Scope there/,
    )
    await expect(on.engine.migrateInstance({ processInstanceKey: loop })).rejects.toThrow(
      /Each goes through its items in another way/,
    )
  })

  it('takes its incidents along', async () => {
    const of = (id: string) =>
      main(line('Enter', service(id, { inputs: { sum: '=number + 1' } }), end('End')))
    await on.player.deploy(of('Old'))
    const instance = await on.player.begin({ number: 'one' })
    await on.player.incident(instance)
    await on.player.deploy(of('New'))
    await on.engine.migrateInstance({ processInstanceKey: instance, mapping: { Old: 'New' } })
    await on.player.mend(instance, 'New', { number: 1 })
    await on.player.work('New')
    await on.player.expectEnd(instance)
  })
})
