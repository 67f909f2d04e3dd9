import { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import { parsed } from './parse-request.ts'
import type { Route } from './route.ts'

/** The header with which a request says which version it changes; a form of a page carries it in a hidden field. */
export const versionSchema = z
  .string()
  .regex(/^"?\d{1,9}"?$/, 'If-Match: la versione letta, come "3"; "0" dove non ce n’è ancora una.')

/** The version that whoever asks has seen; 0 where none is told and none needs to be. Throws VERSION_MISSING, INVALID_INPUT. */
export function versionOf({ versioned }: Route, told: unknown): number {
  if (told === undefined) {
    if (versioned === 'REQUIRED') throw new BusinessError('VERSION_MISSING')
    return 0
  }
  return versioned === undefined ? 0 : Number(parsed(versionSchema, told).replaceAll('"', ''))
}
