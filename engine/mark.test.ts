import { describe, expect, it } from '@jest/globals'
import { TransientError } from '../domain/shared/errors.ts'
import type { EngineClients } from './client.ts'
import { markEngine } from './mark.ts'

/* An engine that takes a message id once, or answers with a code. */
function engine(code?: number) {
  const taken = new Set<string>()
  const publishMessage = ({ messageId }: { messageId: string }) => {
    const refused = code ?? (taken.has(messageId) ? 6 : null)
    if (refused !== null) return Promise.reject(Object.assign(new Error('refused'), { code: refused }))
    taken.add(messageId)
    return Promise.resolve({ key: '1' })
  }
  return { grpc: { publishMessage } } as unknown as Pick<EngineClients, 'grpc'>
}

describe("the mark of an engine's data", () => {
  it('is taken once, and found ever after', async () => {
    const marked = engine()
    expect(await markEngine(marked)).toBe(true)
    expect(await markEngine(marked)).toBe(false)
  })

  it('is not known while the engine does not answer', async () => {
    await expect(markEngine(engine(14))).rejects.toThrow(TransientError)
  })
})
