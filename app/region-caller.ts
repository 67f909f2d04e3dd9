import type { Request } from 'express'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Actor } from '../procedures/context.ts'
import { REGION_ACTOR } from '../use-cases/approval/record-regional-outcome.ts'
import { bears } from './bearer.ts'

/** Knows the Region's own system by its bearer token. Throws BusinessError NOT_SIGNED_IN. */
export function regionCaller(token: string): (request: Request) => Actor {
  const isRegion = bears(token)
  return (request) => {
    if (!isRegion(request)) throw new BusinessError('NOT_SIGNED_IN')
    return REGION_ACTOR
  }
}
