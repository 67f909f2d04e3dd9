import { randomUUID } from 'node:crypto'
import type { Message } from '../../../engine/port.ts'
import { expectRefusal } from '../check.ts'
import { call, catching, end, message, process, service, start, user } from '../elements.ts'
import { bareProcess, line, toFile } from '../model.ts'
import { useEngine } from './harness.ts'

const LARGEST_KEY = '9223372036854775807'
const TOO_LARGE_KEY = '9999999999999999999'
const UNKEEPABLE: [string, Record<string, unknown>][] = [
  ['NUL in a text', { text: 'a\0b' }],
  ['NUL in a name', { 'a\0b': 1 }],
  ['half a pair of surrogates, however deep', { deep: [{ text: '\ud800' }] }],
  ['a name that no index takes', { ['n'.repeat(1_001)]: 1 }],
  ['what is no JSON', { big: 1n }],
]
const on = useEngine()

describe('variables that the database cannot keep', () => {
  beforeEach(() => on.player.deploy(process('main', [line('Enter', service('A'), user('Task'), end('End'))])))

  it.each(UNKEEPABLE)(
    'are refused by every verb that takes them, and nothing is changed: %s',
    async (_, variables) => {
      const instance = await on.player.begin()
      const job = await on.player.take('A')
      await expectRefusal('answer', 'INVALID_ARGUMENT', on.engine.completeJob(job.key, variables))
      const change = { elementInstanceKey: instance, variables, local: false }
      await expectRefusal('variables', 'INVALID_ARGUMENT', on.engine.setVariables(change))
      await on.player.complete(job)
      const [task] = await on.player.userTasks(instance, 'CREATED', ['Task'])
      const completion = {
        elementInstanceKey: task!.elementInstanceKey,
        processInstanceKey: instance,
        variables,
      }
      await expectRefusal('task', 'INVALID_ARGUMENT', on.engine.completeUserTask(completion))
      const sent = { name: on.names('any'), correlationKey: 'k', messageId: randomUUID(), variables }
      await expectRefusal('message', 'INVALID_ARGUMENT', on.engine.publishMessage(sent))
      await on.player.completeTask(task!, instance)
      await on.player.expectEnd(instance)
    },
  )

  it('are told from texts that only look like them', async () => {
    const instance = await on.player.begin()
    const odd = { text: '\\u0000 \\ud800 \\\\u0000', pair: '😀' }
    await on.player.work('A', odd)
    const value = `select count(*) from engine.variables where scope_key = ? and name = 'text' and value = ?::jsonb`
    expect(await on.count(value, [instance, JSON.stringify(odd.text)])).toBe(1)
  })
})

describe('a message', () => {
  const good: Message = { name: 'm', correlationKey: 'k', messageId: 'i', variables: {} }

  it.each<[string, Partial<Message>]>([
    ['without a name', { name: '' }],
    ['with NUL in its name', { name: 'a\0' }],
    ['with NUL in its key', { correlationKey: 'a\0' }],
    ['with half a pair of surrogates in its id', { messageId: '\udc00' }],
    ['with a key that no index takes', { correlationKey: 'k'.repeat(1_001) }],
    ['with an id that no index takes', { messageId: 'i'.repeat(501) }],
    ['that lives for ever', { timeToLiveMs: Number.POSITIVE_INFINITY }],
    ['that is dead before it lives', { timeToLiveMs: -1 }],
  ])('is refused %s', async (_, change) => {
    await expectRefusal('message', 'INVALID_ARGUMENT', on.engine.publishMessage({ ...good, ...change }))
  })

  it('may have a name, a key and an id of the greatest lengths together', async () => {
    const texts = (bytes: number): string => randomUUID().repeat(30).slice(0, bytes)
    const longest = { name: texts(1_000), correlationKey: texts(1_000), messageId: texts(500) }
    await on.engine.publishMessage({ ...good, ...longest })
    expect(await on.count('select count(*) from engine.messages where name = ?', [longest.name])).toBe(1)
  })

  it('that is awaited with a key too long is an incident of who waits, which can be mended', async () => {
    const wait = catching('Wait', message('go', '=key'))
    await on.player.deploy(process('main', [line('Enter', wait, end('End'))]))
    const instance = await on.player.begin({ key: 'k'.repeat(8_000) })
    expect(await on.player.incident(instance)).toMatchObject({ elementId: 'Wait', code: 'EXPRESSION' })
    const key = randomUUID()
    await on.player.mend(instance, 'Wait', { key })
    await on.player.publish('go', key)
    await on.player.expectEnd(instance)
  })
})

describe('a key, a code, a count', () => {
  it('above the largest key is the key of nothing, for every verb and every look', async () => {
    for (const key of [LARGEST_KEY, TOO_LARGE_KEY]) {
      await expectRefusal('job', 'NOT_FOUND', on.engine.completeJob(key, {}))
      await expectRefusal('incident', 'NOT_FOUND', on.engine.resolveIncident(key))
      await expectRefusal('instance', 'NOT_FOUND', on.engine.cancelInstance(key))
      await expectRefusal('migration', 'NOT_FOUND', on.engine.migrateInstance({ processInstanceKey: key }))
    }
    await expectRefusal('tokens', 'NOT_FOUND', (async () => on.engine.tokens(TOO_LARGE_KEY))())
  })

  it('that the database cannot keep is refused', async () => {
    await on.player.deploy(process('main', [line('Enter', service('A'), end('End'))]))
    const instance = await on.player.begin()
    const { key } = await on.player.take('A')
    const thrown = on.engine.throwJobError(key, { errorCode: 'a\0', message: '' })
    await expectRefusal('code', 'INVALID_ARGUMENT', thrown)
    await expectRefusal('retries', 'INVALID_ARGUMENT', on.engine.updateJobRetries(key, 2 ** 31))
    const plan = { processInstanceKey: instance, mapping: { A: '\0' } }
    await expectRefusal('mapping', 'INVALID_ARGUMENT', on.engine.migrateInstance(plan))
    const known = { name: 'id', value: '\0' }
    await expectRefusal('holds', 'INVALID_ARGUMENT', on.engine.holds('1', known))
    await expectRefusal(
      'openIncidents',
      'INVALID_ARGUMENT',
      (async () => on.engine.openIncidents(1, known))(),
    )
  })

  it('in a fault is told with a sign in its place: a job always stops', async () => {
    await on.player.deploy(process('main', [line('Enter', service('A'), end('End'))]))
    const instance = await on.player.begin()
    const { key } = await on.player.take('A')
    const fault = { code: 'BUG', constraint: null, sentence: 'campi: a\0b' }
    await on.engine.failJob(key, { retries: 0, backOffMs: 0, fault })
    expect(await on.player.incident(instance)).toMatchObject({ sentence: 'campi: a\uFFFDb' })
  })
})

describe('a model', () => {
  it.each(['&#0;', '&#xD800;', '\0'])('that holds %j is refused with its file', async (sign) => {
    const file = toFile(process('main', [line('Enter', end('End'))]), on.names)
    const content = Buffer.from(file.content.toString('utf8').replace('Enter', `Enter${sign}`))
    await expect(on.engine.deploy([{ ...file, content }])).rejects.toThrow(/main.*bpmn.*NUL/s)
  })
})

describe('a variable with a name that means something to JavaScript', () => {
  it('goes into a called process and through mappings like any other', async () => {
    const variables = JSON.parse('{"__proto__": {"kept": 1}, "constructor": 2}') as Record<string, unknown>
    const mapped = service('A', { inputs: { 'box.__proto__': '=__proto__.kept' } })
    await on.player.deploy(
      bareProcess('child', [line(start('In'), mapped, end('Out'))]),
      process('main', [line('Enter', call('Call', { process: 'child' }), end('End'))]),
    )
    await on.player.begin(variables)
    const job = await on.player.take('A')
    expect(Object.entries(job.variables)).toEqual(expect.arrayContaining(Object.entries(variables)))
    expect(JSON.stringify(job.variables['box'])).toBe('{"__proto__":1}')
  })
})

describe('the key of an element', () => {
  it('cancels no instance, and the answer says whose key it is', async () => {
    await on.player.deploy(process('main', [line('Enter', user('Task'), end('End'))]))
    const instance = await on.player.begin()
    const [task] = await on.player.userTasks(instance, 'CREATED', ['Task'])
    const cancelling = on.engine.cancelInstance(task!.elementInstanceKey)
    await expect(cancelling).rejects.toThrow(`of Task, an element inside instance ${instance}`)
    await on.player.expectTokens(instance, { Task: 1 })
  })
})
