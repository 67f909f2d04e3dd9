import type { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import { parseWith } from '../domain/shared/problem.ts'
import { unstorableTexts } from './well-formed.ts'

/** A part of a request through its schema; what no database can keep is refused first. Throws BusinessError INVALID_INPUT, or
 * the code told: QUERY_INVALID for what follows the question mark of an address. */
export function parsed<T>(
  schema: z.ZodType<T>,
  value: unknown,
  refusal: 'INVALID_INPUT' | 'QUERY_INVALID' = 'INVALID_INPUT',
): T {
  const unstorable = unstorableTexts(value)
  if (unstorable.length > 0) throw new BusinessError(refusal, { problems: unstorable })
  const result = parseWith(schema, value)
  if (!result.ok) throw new BusinessError(refusal, { problems: result.problems })
  return result.value
}
