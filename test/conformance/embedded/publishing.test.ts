import { TransientError } from '../../../domain/shared/errors.ts'
import { waitFor } from '../../support/wait-for.ts'
import { catching, end, message, process, service } from '../elements.ts'
import { line } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()
const waiting = process('main', [
  line('Enter', catching('Wait', message('go', '=key')), service('After'), end('End')),
])
const go = () => ({ name: on.names('go'), correlationKey: 'k', messageId: 'one', variables: {} })

describe('a message that is told of as published has reached who waited for it', () => {
  it('is handed over when it is sent again, where its publisher died in between', async () => {
    await on.player.deploy(waiting)
    const instance = await on.player.begin({ key: 'k' })
    await on.player.expectTokens(instance, { Wait: 1 })
    await on.database.owner.raw(
      `with kept as (insert into engine.messages (name, correlation_key, message_id, variables, expires_at)
         values (?, 'k', 'one', '{}', now() + interval '1 day') returning key)
       insert into engine.deliveries (message_key, retry_at) select key, now() + interval '1 hour' from kept`,
      [on.names('go')],
    )
    await on.engine.publishMessage(go())
    expect(await on.engine.tokens(instance)).toEqual([{ elementId: 'After', active: 1, incidents: 0 }])
    expect(await on.count('select count(*) from engine.deliveries')).toBe(0)
  })

  it('is not told of as published while the instance that waits cannot be reached', async () => {
    await on.player.deploy(waiting)
    const instance = await on.player.begin({ key: 'k' })
    await on.player.expectTokens(instance, { Wait: 1 })
    const holding = await on.database.owner.transaction()
    await holding.raw('select i.key from engine.instances i where i.key = ? for update', [instance])
    const published = expect(on.engine.publishMessage(go())).rejects.toThrow(TransientError)
    await waitFor('the delivery to wait for the instance', 10_000, async () => {
      const { rows } = await on.database.owner.raw<{ rows: unknown[] }>(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'concilia-engine' and wait_event_type = 'Lock'`,
      )
      return rows.length > 0 ? true : null
    })
    await published
    await holding.rollback()
    await on.engine.publishMessage(go())
    expect(await on.engine.tokens(instance)).toEqual([{ elementId: 'After', active: 1, incidents: 0 }])
  })
})
