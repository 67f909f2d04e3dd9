import { randomUUID } from 'node:crypto'
import { TransientError } from '../../../domain/shared/errors.ts'
import { until } from '../check.ts'
import { catching, duration, end, exclusive, message, process, service } from '../elements.ts'
import { line, otherwise, when } from '../model.ts'
import { useEngine } from './harness.ts'

const HOUR_MS = 60 * 60 * 1000
const on = useEngine()

describe('what cannot be carried out', () => {
  /* Whatever ends or is taken under such a name is refused by the database: a bug of the engine, as far as anybody sees. */
  beforeAll(() =>
    on.database.owner.raw(`
create function engine.refuse_bad() returns trigger language plpgsql as $$ begin raise exception 'secret value'; end $$;
create trigger refuse_bad before insert on engine.history for each row when (new.element_id like 'Bad%') execute function engine.refuse_bad();`),
  )
  afterAll(() =>
    on.database.owner.raw('drop trigger refuse_bad on engine.history; drop function engine.refuse_bad()'),
  )
  const mended = async (work: () => Promise<void>) => {
    await on.database.owner.raw('alter table engine.history disable trigger refuse_bad')
    await work()
    await on.database.owner.raw('alter table engine.history enable trigger refuse_bad')
  }

  it('an answer becomes an incident after five times, says no value, and the next goes on', async () => {
    await on.player.deploy(
      process('main', [
        line('Enter', exclusive('G')),
        when('G', 'Bad', '=bad'),
        otherwise('G', 'Good'),
        line(service('Bad'), end('End')),
        line(service('Good'), 'End'),
      ]),
    )
    const instance = await on.player.begin({ bad: true })
    const job = await on.player.take('Bad')
    for (let attempt = 1; attempt <= 5; attempt += 1)
      await expect(on.engine.completeJob(job.key, {})).rejects.toThrow(
        /^engine: the database refused a statement \(P0001\)$/,
      )
    const incident = await on.player.incident(instance)
    expect(incident).toMatchObject({ elementId: 'Bad', code: 'ANSWER_NOT_CARRIED_OUT' })
    expect(incident.sentence).not.toContain('secret')
    const other = await on.player.begin({ bad: false })
    await on.player.work('Good')
    await on.player.expectEnd(other)
    await mended(async () => {
      await on.player.retry(incident)
      await on.player.work('Bad')
      await on.player.expectEnd(instance)
    })
  })

  it('a timer and a message too', async () => {
    await on.player.deploy(
      process('main', [line('Enter', catching('BadTimer', duration('PT0.1S')), end('End'))]),
      process('other', [line('Enter', catching('BadMessage', message('bad', '=key')), end('End'))]),
      process('healthy', [line('Enter', catching('Fine', message('bad', '=key')), end('End'))]),
      process('good', [line('Enter', catching('Timer', duration('PT0.2S')), end('End'))]),
    )
    const key = randomUUID()
    const [late, awaiting, good, healthy] = [
      await on.player.begin(),
      await on.player.begin({ key }, 'other'),
      await on.player.begin({}, 'good'),
      await on.player.begin({ key }, 'healthy'),
    ]
    await on.player.publish('bad', key)
    for (const undisturbed of [good, healthy]) await on.player.expectEnd(undisturbed)
    await on.database.owner.raw(
      `update engine.timers set attempts = 4, retry_at = now() where event_id = 'BadTimer'`,
    )
    await on.database.owner.raw(`update engine.deliveries set attempts = 4, retry_at = now()`)
    const incidents = [await on.player.incident(late), await on.player.incident(awaiting)]
    expect(incidents.map(({ code }) => code)).toEqual(['TIMER_NOT_FIRED', 'MESSAGE_NOT_DELIVERED'])
    await mended(async () => {
      for (const incident of incidents) await on.player.resolve(incident)
      await on.player.expectEnd(late)
      await on.player.expectEnd(awaiting)
    })
  })
})

describe('a database that goes away in the middle of a step', () => {
  it('leaves nothing half-written: the same answer succeeds later', async () => {
    await on.player.deploy(process('main', [line('Enter', service('A'), service('B'), end('End'))]))
    const instance = await on.player.begin()
    const job = await on.player.take('A')
    const lock = await on.database.owner.transaction()
    await lock.raw('lock table engine.history in exclusive mode')
    const answer = on.engine.completeJob(job.key, {}).then(
      () => 'done',
      (error: unknown) => error,
    )
    const waits = () =>
      on.count(
        `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'concilia-engine' and datname = current_database()`,
      )
    await until({
      what: 'a step that waits',
      expected: 1,
      limitMs: 10_000,
      read: waits,
      holds: (count) => count > 0,
    })
    await on.database.owner.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concilia-engine' and datname = current_database()`,
    )
    expect(await answer).toBeInstanceOf(TransientError)
    await lock.rollback()
    await on.player.expectTokens(instance, { A: 1, B: 0 })
    await on.player.complete(job)
    await on.player.work('B')
    await on.player.expectEnd(instance)
  })
})

describe('a clock set backwards', () => {
  it('never takes legal time behind an instant at which a timer has fired', async () => {
    await on.player.deploy(
      process('main', [
        line(
          'Enter',
          catching('First', duration('PT1H')),
          service('A'),
          catching('Second', duration('PT1H')),
          end('End'),
        ),
      ]),
    )
    const instance = await on.player.begin()
    await on.player.expectTokens(instance, { First: 1 })
    on.moveClock(2 * HOUR_MS)
    const job = await on.player.take('A')
    on.moveClock(0)
    await on.player.complete(job)
    await on.player.expectTokens(instance, { Second: 1 })
    const { rows: timers } = await on.database.owner.raw<{ rows: { late: boolean }[] }>(
      `select t.due_at >= c.reached_at + interval '1 hour' as late from engine.timers t, engine.clock c where t.event_id = 'Second'`,
    )
    expect(timers).toEqual([{ late: true }])
    on.moveClock(3 * HOUR_MS)
    await on.player.expectEnd(instance)
  })
})
