import type { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import { parseWith } from '../domain/shared/problem.ts'
import { unstorableTexts } from './well-formed.ts'

/** A part of a request through its schema; what no database can keep is refused first. Throws BusinessError INVALID_INPUT. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const unstorable = unstorableTexts(value)
  if (unstorable.length > 0) throw new BusinessError('INVALID_INPUT', { problems: unstorable })
  const result = parseWith(schema, value)
  if (!result.ok) throw new BusinessError('INVALID_INPUT', { problems: result.problems })
  return result.value
}
