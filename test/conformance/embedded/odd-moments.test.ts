import { randomUUID } from 'node:crypto'
import { until } from '../check.ts'
import {
  boundary,
  call,
  catching,
  cycle,
  duration,
  end,
  error,
  eventBased,
  eventSub,
  message,
  process,
  receive,
  service,
  start,
  sub,
} from '../elements.ts'
import { bareProcess, line } from '../model.ts'
import type { Part } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()
const main = (...parts: Part[]) => process('main', parts)
const waiting = (name: string) =>
  on.count(
    `select count(*) from engine.messages m where m.name = ? and not exists (select from engine.correlations c where c.message_key = m.key)`,
    [on.names(name)],
  )

describe('a message that is there when its wait opens', () => {
  it('wins an event-based gateway alone: the other stays for who waits for it next', async () => {
    await on.player.deploy(
      main(
        line('Enter', eventBased('G'), catching('One', message('one', '=key')), service('A'), end('End')),
        line('G', catching('Two', message('two', '=key')), service('B'), end('Other')),
      ),
    )
    const key = randomUUID()
    await on.player.publish('one', key)
    await on.player.publish('two', key)
    const instance = await on.player.begin({ key })
    await on.player.work('A')
    await on.player.expectEnd(instance)
    expect(await waiting('two')).toBe(1)
  })

  it('interrupts once: what another event sub-process or the task waits for is not taken', async () => {
    await on.player.deploy(
      main(
        line(
          'Enter',
          receive('Task', message('own', '=key')),
          receive('Next', message('own', '=key')),
          end('End'),
        ),
        boundary('Out', { on: 'Task' }, message('out', '=key')),
        line('Out', receive('After', message('own', '=key')), end('Left')),
      ),
      process('other', [
        line('Enter', service('Work'), end('End')),
        eventSub('First', { event: message('first', '=key') }, [service('FirstWork'), end('FirstEnd')]),
        eventSub('Second', { event: message('second', '=key') }, [service('SecondWork'), end('SecondEnd')]),
      ]),
    )
    const key = randomUUID()
    for (const name of ['own', 'out', 'first', 'second']) await on.player.publish(name, key)
    const instance = await on.player.begin({ key })
    await on.player.expectEnd(instance, 'Left')
    await on.player.publish('begin-other', randomUUID(), { variables: { key } })
    const first = await on.player.work('FirstWork')
    await on.player.expectEnd(first.processInstanceKey, 'FirstEnd')
    expect(await waiting('second')).toBe(1)
  })

  it('starts the process anew, though it is published while the instance that holds its key ends', async () => {
    await on.player.deploy(main(line('Enter', service('A'), end('End'))))
    const key = randomUUID()
    await on.player.publish('begin-main', key)
    await on.player.work('enter-main')
    const job = await on.player.take('A')
    const lock = await on.database.owner.transaction()
    await lock.raw('lock table engine.history in share mode')
    const answered = on.player.complete(job)
    const waits = () =>
      on.count(
        `select count(*) from pg_locks l where not l.granted and l.relation = 'engine.history'::regclass`,
      )
    await until({
      what: 'an end that waits',
      expected: 1,
      limitMs: 10_000,
      read: waits,
      holds: (count) => count > 0,
    })
    const published = on.player.publish('begin-main', key)
    const kept = () => on.count('select count(*) from engine.messages where correlation_key = ?', [key])
    await until({ what: 'kept', expected: 2, limitMs: 10_000, read: kept, holds: (count) => count === 2 })
    await lock.rollback()
    await Promise.all([answered, published])
    await on.player.work('enter-main')
    await on.player.work('A')
  })
})

describe('an element that is completing', () => {
  it('takes no second message, and nothing more begins in it', async () => {
    await on.player.deploy(
      main(
        line(
          'Enter',
          receive('Task', message('told', '=key'), { endListeners: ['Heard'] }),
          receive('Next', message('told', '=key')),
          sub(
            'Scope',
            [
              line(start('Inside'), end('Done')),
              eventSub('Note', { event: message('note', '=key'), interrupting: false }, [
                service('Noted'),
                end('NoteEnd'),
              ]),
            ],
            { endListeners: ['Closing'] },
          ),
          end('End'),
        ),
      ),
    )
    const key = randomUUID()
    const instance = await on.player.begin({ key })
    await on.player.publish('told', key)
    const heard = await on.player.take('Heard')
    await on.player.publish('told', key)
    await on.player.complete(heard)
    const closing = await on.player.take('Closing')
    await on.player.publish('note', key)
    await on.player.complete(closing)
    await on.player.expectEnd(instance)
    expect(await waiting('note')).toBe(1)
  })

  it('may still be ended by its boundary while its incident is open', async () => {
    await on.player.deploy(
      main(
        line('Enter', service('Task', { outputs: { sum: '=text + 1' } }), end('End')),
        boundary('Out', { on: 'Task' }, message('out', '=key')),
        line('Out', end('Left')),
      ),
    )
    const key = randomUUID()
    const instance = await on.player.begin({ key })
    await on.player.work('Task', { text: 'a' })
    await on.player.incident(instance)
    await on.player.publish('out', key)
    await on.player.expectEnd(instance, 'Left')
  })
})

describe('what stopped half way', () => {
  it('does not open its waits twice when it is resolved', async () => {
    await on.player.deploy(
      main(
        line('Enter', service('Each', { loop: { over: '=items', as: 'item' } }), end('End')),
        boundary('Late', { on: 'Each', interrupting: false }, duration('PT1H')),
        line('Late', end('WasLate')),
      ),
    )
    const instance = await on.player.begin({ items: 'none' })
    await on.player.mend(instance, 'Each', { items: [1] })
    const job = await on.player.take('Each')
    expect(await on.count(`select count(*) from engine.timers where event_id = 'Late'`)).toBe(1)
    await on.player.complete(job)
    await on.player.expectEnd(instance)
  })

  it.each([false, true])(
    'makes no instance of a list with an item that is too large (sequential: %s)',
    async (sequential) => {
      await on.player.deploy(
        main(
          line('Enter', service('Each', { loop: { over: '=items', as: 'item', sequential } }), end('End')),
        ),
      )
      const instance = await on.player.begin({ items: ['a', 'x'.repeat(70 * 1024)] })
      await on.player.mend(instance, 'Each', { items: ['a', 'b'] })
      for (const item of ['a', 'b']) expect((await on.player.work('Each')).variables).toMatchObject({ item })
      await on.player.expectEnd(instance)
    },
  )

  it('is an incident, not a broken command, where a term lies beyond the calendar', async () => {
    await on.player.deploy(main(line('Enter', catching('Wait', duration('=term')), end('End'))))
    const instance = await on.player.begin({ term: 'P999999999D' })
    const { code, sentence } = await on.player.incident(instance)
    expect(code).toBe('EXPRESSION')
    expect(sentence).toContain('"term"')
    await on.player.mend(instance, 'Wait', { term: 'PT0S' })
    await on.player.expectEnd(instance)
  })
})

describe('an event sub-process that has caught an error', () => {
  it('does not catch those that are thrown inside itself', async () => {
    await on.player.deploy(
      bareProcess('called', [
        line(start('Begin'), service('Fail'), end('End')),
        eventSub('Handler', { event: error('BROKEN') }, [end('Again', error('BROKEN'))]),
      ]),
      main(
        line('Enter', call('Call', { process: 'called' }), end('End')),
        boundary('Caught', { on: 'Call' }, error('BROKEN')),
        line('Caught', end('Handled')),
      ),
    )
    const instance = await on.player.begin()
    await on.player.throwError(await on.player.take('Fail'), 'BROKEN')
    await on.player.expectEnd(instance, 'Handled')
  })
})

describe('a repeated timer', () => {
  it('fires as often as it says when the clock jumps over all of it', async () => {
    await on.player.deploy(
      main(
        line('Enter', service('Task'), end('End')),
        boundary('Tick', { on: 'Task', interrupting: false }, cycle('R3/PT1H')),
        line('Tick', end('Ticked')),
      ),
    )
    const instance = await on.player.begin()
    const job = await on.player.take('Task')
    on.moveClock(24 * 60 * 60 * 1000)
    await on.player.expectCompleted(instance, 'Ticked', 3)
    await on.player.complete(job)
    await on.player.expectEnd(instance)
  })
})
