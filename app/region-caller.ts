import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Actor } from '../procedures/context.ts'
import { REGION_ACTOR } from '../use-cases/approval/record-regional-outcome.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Knows the Region's own system by its bearer token, compared in constant time. Throws BusinessError NOT_SIGNED_IN. */
export function regionCaller(token: string): (request: Request) => Actor {
  const expected = digest(`Bearer ${token}`)
  return (request) => {
    if (!timingSafeEqual(digest(request.get('authorization') ?? ''), expected))
      throw new BusinessError('NOT_SIGNED_IN')
    return REGION_ACTOR
  }
}
