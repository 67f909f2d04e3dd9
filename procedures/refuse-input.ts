import { BusinessError } from '../domain/shared/errors.ts'

/** Refuses one field of what a person sent, with an Italian sentence. Throws BusinessError INVALID_INPUT. */
export function refuseInput(path: string, code: string, message: string): never {
  throw new BusinessError('INVALID_INPUT', { problems: [{ path, code, message }] })
}
