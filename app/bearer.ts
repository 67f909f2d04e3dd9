import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether a request bears this token, compared in constant time. */
export function bears(token: string): (request: Pick<Request, 'get'>) => boolean {
  const expected = digest(`Bearer ${token}`)
  return (request) => timingSafeEqual(digest(request.get('authorization') ?? ''), expected)
}
