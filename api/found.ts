import { BusinessError } from '../domain/shared/errors.ts'

/** What a read model gave, or NOT_FOUND with what was asked for. */
export function found<T>(what: string, asked: string, value: T | null): T {
  if (value === null) throw new BusinessError('NOT_FOUND', { what, id: asked })
  return value
}
