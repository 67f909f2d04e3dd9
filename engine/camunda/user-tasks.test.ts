import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../port.ts'
import { connectRest } from './client.ts'
import { inTime } from '../../domain/shared/in-time.ts'
import { LONGEST_CALL_MS } from './errors.ts'
import { createAsk } from './search.ts'
import { createSearch86 } from './search-8-6.ts'
import { createUserTasks } from './user-tasks.ts'

const TASK = { elementInstanceKey: '11', processInstanceKey: '1', variables: {} }
const GONE = { title: 'NOT_FOUND', status: 404, detail: "Command 'COMPLETE' rejected with code 'NOT_FOUND'" }

/* The engine's REST API as far as a completion goes: each path with its status and body; anything else is a proxy's 404. */
type Answers = Record<string, { status: number; body?: object }>
const whole: Answers = {
  '/api/login': { status: 204 },
  '/v2/user-tasks/search': { status: 200, body: { items: [{ key: 7, elementInstanceKey: 11 }] } },
  '/v2/user-tasks/7/completion': { status: 204 },
}

let server: Server
let answers: Answers
let asked: string[]

beforeEach(async () => {
  answers = { ...whole }
  asked = []
  const listener: RequestListener = (request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    asked.push(path)
    const answer = answers[path]
    response.statusCode = answer?.status ?? 404
    if (path === '/api/login') response.setHeader('set-cookie', 'session=1; Path=/')
    response.end(answer ? JSON.stringify(answer.body) : '<html>not here</html>')
  }
  server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
const goAway = async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
afterEach(goAway)

function tasksAt(restUrl: string) {
  const clients = connectRest({ restUrl, signIn: { strategy: 'COOKIE', user: 'demo', password: 'demo' } })
  return createUserTasks(clients, createSearch86(createAsk(clients)))
}
const serverUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const complete = () => tasksAt(serverUrl()).completeUserTask(TASK)

describe('the completion of a user task', () => {
  it('signs in, finds the engine’s key and completes', async () => {
    await complete()
    expect(asked.at(-1)).toBe('/v2/user-tasks/7/completion')
  })

  it('counts a task that the engine says is gone as done', async () => {
    answers['/v2/user-tasks/7/completion'] = { status: 404, body: GONE }
    await expect(complete()).resolves.toBeUndefined()
  })

  it.each([
    ['counts a task that was taken away while it was being made as done', ['TERMINATED'], true],
    ['waits for one that is still being made', ['ACTIVE'], false],
    ['waits for one of which the search shows nothing yet', [], false],
  ])('%s', async (_, states, isDone) => {
    answers['/v2/user-tasks/search'] = { status: 200, body: { items: [] } }
    const items = states.map((state) => ({ flowNodeId: 'Task', state, processDefinitionKey: 2 }))
    answers['/v2/flownode-instances/search'] = { status: 200, body: { items } }
    const completed = expect(complete())
    await (isDone ? completed.resolves.toBeUndefined() : completed.rejects.toThrow(TransientError))
  })

  it.each([
    ['the login', '/api/login'],
    ['the search', '/v2/user-tasks/search'],
    ['a proxy, for the completion,', '/v2/user-tasks/7/completion'],
  ])('waits, and is not done, when %s answers 404', async (_, path) => {
    answers = Object.fromEntries(Object.entries(whole).filter(([known]) => known !== path))
    await expect(complete()).rejects.toThrow(TransientError)
  })

  it.each([
    ['a wrong password', '/api/login', 401],
    ['an expired login', '/v2/user-tasks/7/completion', 401],
    ['an engine that is too busy', '/v2/user-tasks/7/completion', 504],
    ['a search store with a bad moment', '/v2/user-tasks/search', 500],
  ])('waits for %s', async (_, path, status) => {
    answers[path] = { status, body: {} }
    await expect(complete()).rejects.toThrow(TransientError)
  })

  it.each([['http://127.0.0.1:1'], ['http://no-such-host.invalid']])(
    'waits when nobody answers at %s',
    async (url) => {
      await expect(tasksAt(url).completeUserTask(TASK)).rejects.toThrow(TransientError)
    },
  )

  it('waits when the engine goes away after the login', async () => {
    const tasks = tasksAt(serverUrl())
    await tasks.completeUserTask(TASK)
    await goAway()
    await expect(tasks.completeUserTask(TASK)).rejects.toThrow(TransientError)
  })

  it('is refused when the engine does not take what it was sent', async () => {
    answers['/v2/user-tasks/7/completion'] = { status: 400, body: { title: 'INVALID_ARGUMENT', status: 400 } }
    await expect(complete()).rejects.toThrow(EngineRefusal)
  })
})

describe('a call to the engine', () => {
  afterEach(() => void jest.useRealTimers())

  it('may be repeated when it has not answered in 20 seconds', async () => {
    jest.useFakeTimers()
    const waiting = expect(inTime(new Promise(() => undefined), LONGEST_CALL_MS)).rejects.toThrow(
      TransientError,
    )
    jest.advanceTimersByTime(20_000)
    await waiting
  })
})
