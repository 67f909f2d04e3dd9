import { BusinessError } from '../../domain/shared/errors.ts'
import type { FileFault } from '../../domain/shared/file-fault.ts'

/** The refusal of a file that is what its name says, but cannot be read. */
export const unreadable = (file: string, fault: FileFault): BusinessError =>
  new BusinessError('FILE_UNREADABLE', { file, fault })

/** The refusal of a text that stops being well formed at a place, which is counted from 1. */
export const malformed = (file: string, place: { line: number; column: number }): BusinessError =>
  new BusinessError('FILE_MALFORMED', { file, ...place })
