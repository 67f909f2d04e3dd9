import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal, TEN_YEARS_MS } from '../port.ts'
import type { EngineClients } from './client.ts'
import { createCommands, faultText, publishOnce } from './commands.ts'

type Call = [command: string, order: unknown]

/* The gRPC client as far as commands go: keeps what it is sent, and answers as it is told. */
let calls: Call[]
let answer: () => Promise<unknown>
const forget = jest.fn()
const grpc = new Proxy(
  {},
  {
    get: (_, command: string) => (order: unknown) => {
      calls.push([command, order])
      return answer()
    },
  },
)
const clients = { grpc, signIn: { forget } } as unknown as Pick<EngineClients, 'grpc' | 'signIn'>
const commands = createCommands(clients)
const refusing = (code: number) => () => Promise.reject(Object.assign(new Error('refused'), { code }))
const message = { name: 'CallClosed', correlationKey: 'c', messageId: '1', variables: {} }

beforeEach(() => {
  calls = []
  answer = () => Promise.resolve({ key: '1' })
  forget.mockClear()
})

describe('a command to Camunda', () => {
  it.each<[string, () => Promise<void>, Call]>([
    ['completes a job', () => commands.completeJob('7', { a: 1 }), ['completeJob', { jobKey: '7' }]],
    [
      'throws an error at it',
      () => commands.throwJobError('7', { errorCode: 'E', message: 'm' }),
      ['throwError', { jobKey: '7', errorCode: 'E', errorMessage: 'm' }],
    ],
    [
      'gives it new retries',
      () => commands.updateJobRetries('7', 3),
      ['updateJobRetries', { jobKey: '7', retries: 3 }],
    ],
    ['resolves an incident', () => commands.resolveIncident('5'), ['resolveIncident', { incidentKey: '5' }]],
    [
      'sets variables',
      () => commands.setVariables({ elementInstanceKey: '8', variables: { a: 1 }, local: true }),
      ['setVariables', { elementInstanceKey: '8', variables: { a: 1 }, local: true }],
    ],
    [
      'publishes a message for ten years',
      () => commands.publishMessage(message),
      ['publishMessage', { messageId: '1', timeToLive: TEN_YEARS_MS }],
    ],
    [
      'deploys models as what they are',
      () => commands.deploy([{ name: 'a.dmn', content: Buffer.from('d'), sha256: '' }]),
      ['deployResources', [{ name: 'a.dmn', decision: Buffer.from('d') }]],
    ],
  ])('%s', async (_, act, expected) => {
    await act()
    expect(calls).toMatchObject([expected])
  })

  it('fails a job with one text of ours: sentence, code and constraint', async () => {
    const fault = { code: 'DATABASE_CONSTRAINT', constraint: 'one_decision', sentence: 'Non va.' }
    await commands.failJob('7', { retries: 2, backOffMs: 4_000, fault })
    const errorMessage = 'Non va. (DATABASE_CONSTRAINT, one_decision)'
    expect(calls).toEqual([['failJob', { jobKey: '7', retries: 2, retryBackOff: 4_000, errorMessage }]])
    expect(faultText({ ...fault, code: 'BUG', constraint: null })).toBe('Non va. (BUG)')
  })

  it.each([
    [3, 'INVALID_ARGUMENT'],
    [5, 'NOT_FOUND'],
    [9, 'INVALID_STATE'],
  ])('is refused for ever with gRPC code %i as %s', async (code, refusal) => {
    answer = refusing(code)
    const refused: unknown = await commands.cancelInstance('1').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(EngineRefusal)
    expect(refused).toMatchObject({ code: refusal })
  })

  it.each([4, 8, 10, 14, 16])('may be repeated after gRPC code %i', async (code) => {
    answer = refusing(code)
    await expect(commands.completeJob('7', {})).rejects.toThrow(TransientError)
  })

  it('signs in again after the engine no longer knows us', async () => {
    answer = refusing(16)
    await commands.probe().catch(() => undefined)
    expect(forget).toHaveBeenCalledTimes(1)
  })

  it('is not sent by a client that is closing', async () => {
    answer = () => Promise.resolve(null)
    await expect(commands.completeJob('7', {})).rejects.toThrow(TransientError)
  })
})

describe('a message to Camunda', () => {
  it('that it has already is sent, and no longer new', async () => {
    expect(await publishOnce(clients, message)).toBe(true)
    answer = refusing(6)
    await commands.publishMessage(message)
    expect(await publishOnce(clients, message)).toBe(false)
  })

  it('that got no key is not sent', async () => {
    answer = () => Promise.resolve({ key: '' })
    await expect(commands.publishMessage(message)).rejects.toThrow(TransientError)
  })
})
