import { randomUUID } from 'node:crypto'
import { TransientError } from '../../../domain/shared/errors.ts'
import { expectRefusal, until } from '../check.ts'
import {
  boundary,
  call,
  catching,
  date,
  end,
  exclusive,
  message,
  process,
  service,
  start,
  user,
} from '../elements.ts'
import { bareProcess, line, otherwise, toFile, when } from '../model.ts'
import type { Model } from '../model.ts'
import { useEngine } from './harness.ts'

const TOO_LARGE = 'x'.repeat(64 * 1024)
const on = useEngine()

describe('a model that cannot be run', () => {
  const refused: [string, Model, RegExp][] = [
    [
      'a function that Zeebe does not read the same way',
      process('main', [
        exclusive('G'),
        line('Enter', 'G'),
        when('G', 'End', '=is defined(x)'),
        otherwise('G', 'End'),
        end('End'),
      ]),
      /main.*bpmn.*G.*/s,
    ],
    [
      'a date timer without a zone',
      process('main', [line('Enter', catching('Wait', date('2027-01-31T12:00:00')), end('End'))]),
      /main.*bpmn.*Wait.*zone/s,
    ],
    [
      'a called process that is nowhere',
      process('main', [line('Enter', call('Call', { process: 'nowhere' }), end('End'))]),
      /main.*bpmn, Call: .*nowhere/s,
    ],
    [
      'a circle without a wait',
      process('main', [
        line('Enter', exclusive('A'), exclusive('B')),
        otherwise('B', 'A'),
        when('B', 'End', '=done'),
        end('End'),
      ]),
      /main.*bpmn.*(A|B)/s,
    ],
    [
      'two start events of one message',
      bareProcess('main', [
        line(start('One', message('go')), service('A'), end('End')),
        line(start('Two', message('go')), 'A'),
      ]),
      /main.*bpmn.*go.*One, Two/s,
    ],
  ]
  it.each(refused)(
    'is refused, with file, element and reason, and nothing of it is kept: %s',
    async (_, model, told) => {
      await expect(on.engine.deploy([toFile(model, on.names)])).rejects.toThrow(told)
      expect(await on.count('select count(*) from engine.resources where id = ?', [on.names('main')])).toBe(0)
    },
  )

  it('takes the whole deployment with it', async () => {
    const good = toFile(process('good', [line('Enter', end('End'))]), on.names)
    const bad = toFile(
      process('main', [line('Enter', catching('Wait', date('2027-01-31')), end('End'))]),
      on.names,
    )
    await expect(on.engine.deploy([good, bad])).rejects.toThrow(/Wait/)
    expect(await on.count('select count(*) from engine.resources where id = ?', [on.names('good')])).toBe(0)
  })
})

describe('a variable above its limit', () => {
  beforeEach(() =>
    on.player.deploy(
      process('main', [
        line('Enter', service('A'), service('B', { inputs: { twice: '=text + text' } }), end('End')),
      ]),
    ),
  )

  it('is refused where somebody sends it, and nothing of the answer is kept', async () => {
    const instance = await on.player.begin()
    const job = await on.player.take('A')
    await expectRefusal('answer', 'INVALID_ARGUMENT', on.engine.completeJob(job.key, { text: TOO_LARGE }))
    await on.player.complete(job, { text: 'short' })
    await on.player.work('B')
    await on.player.expectEnd(instance)
    const sent = { name: on.names('any'), correlationKey: 'k', messageId: randomUUID() }
    await expectRefusal(
      'message',
      'INVALID_ARGUMENT',
      on.engine.publishMessage({ ...sent, variables: { text: TOO_LARGE } }),
    )
  })

  it('is an incident where an expression makes it', async () => {
    const instance = await on.player.begin()
    await on.player.work('A', { text: TOO_LARGE.slice(1000) })
    const incident = await on.player.incident(instance)
    expect(incident).toMatchObject({ elementId: 'B', code: 'VARIABLE_TOO_LARGE' })
    await on.player.mend(instance, 'B', { text: 'short' })
    await on.player.work('B')
    await on.player.expectEnd(instance)
  })
})

describe('what would never end', () => {
  it('a circle that a list without items makes is an incident', async () => {
    const loop = service('Each', { loop: { over: '=[]', as: 'item' } })
    await on.player.deploy(process('main', [line('Enter', exclusive('A'), loop), line('Each', 'A')]))
    const instance = await on.player.begin()
    expect(await on.player.incident(instance)).toMatchObject({ code: 'TOO_MANY_ELEMENTS' })
  })

  it('a process that calls itself stops twenty levels deep', async () => {
    await on.player.deploy(
      bareProcess('deep', [line(start('Begin'), call('Again', { process: 'deep' }), end('End'))]),
      process('main', [line('Enter', call('First', { process: 'deep' }), end('End'))]),
    )
    await on.player.begin()
    const stopped = () =>
      on.count(
        `select count(*) from engine.incidents where code = 'CALLS_TOO_DEEP' and element_id = 'Again' and resolved_at is null`,
      )
    await until({
      what: 'incidents',
      expected: 1,
      limitMs: 10_000,
      read: stopped,
      holds: (count) => count === 1,
    })
    expect(
      await on.count(`select count(*) from engine.instances where process_id = ?`, [on.names('deep')]),
    ).toBe(20)
  })
})

describe('a user task', () => {
  beforeEach(() =>
    on.player.deploy(
      process('main', [
        line('Enter', user('Task', { startListeners: ['Listen'] }), service('After'), end('End')),
        boundary('Out', { on: 'Task' }, message('out', '=key')),
        line('Out', end('Withdrawn')),
      ]),
    ),
  )

  it('that is still being made may be completed later: its completion is never lost', async () => {
    const instance = await on.player.begin({ key: randomUUID() })
    const listener = await on.player.take('Listen')
    const task = {
      elementInstanceKey: listener.elementInstanceKey,
      processInstanceKey: instance,
      variables: {},
    }
    await expect(on.engine.completeUserTask(task)).rejects.toThrow(TransientError)
    await on.player.complete(listener)
    await on.engine.completeUserTask(task)
    await on.player.work('After')
    await on.player.expectEnd(instance)
  })

  it('that was completed, or taken away by an event, counts as done; one that never was is refused', async () => {
    const key = randomUUID()
    const [first, second] = [await on.player.begin({ key }), await on.player.begin({ key: `${key}2` })]
    const listeners = await on.player.takeMany('Listen', 2)
    for (const listener of listeners) await on.player.complete(listener)
    const taskOf = (instance: string) => ({
      elementInstanceKey: listeners.find((one) => one.processInstanceKey === instance)!.elementInstanceKey,
      processInstanceKey: instance,
      variables: {},
    })
    await on.player.publish('out', key)
    await on.player.expectEnd(first, 'Withdrawn')
    await on.engine.completeUserTask(taskOf(first))
    await on.engine.completeUserTask(taskOf(second))
    await on.engine.completeUserTask(taskOf(second))
    await on.player.work('After')
    await on.player.expectEnd(second)
    await expectRefusal(
      'unknown',
      'NOT_FOUND',
      on.engine.completeUserTask({ ...taskOf(first), elementInstanceKey: '999999999' }),
    )
    await expectRefusal(
      'no key',
      'NOT_FOUND',
      on.engine.completeUserTask({ ...taskOf(first), elementInstanceKey: "1' or 1=1" }),
    )
  })
})
