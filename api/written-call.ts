import { z } from 'zod'
import { CALL_PARTS } from '../domain/call/call-draft.ts'
import { MOST_DRAFT_BYTES } from '../domain/cycle/task-draft.ts'
import { instant } from './answers.ts'

/** The most bytes of a part of a draft: JSON writes some characters in more bytes than they have. */
export const DRAFT_BYTES = 4 * MOST_DRAFT_BYTES

export const callPart = z.enum(CALL_PARTS)
export const callContent = z.record(z.string().max(100), z.unknown())

const version = z.int().describe('Da dire in If-Match quando la si salva; 0 dove non ce n’è una')

/** A part of a call that was saved. */
export const savedPart = z.object({ version, savedAt: instant })

/** A call, or a correction of one, that is being written: its parts, and what is missing or wrong. */
export const writtenCall = z.object({
  version,
  parts: z.array(savedPart.extend({ part: callPart, savedBy: z.string() })),
  configuration: callContent,
  faults: z.array(z.object({ path: z.string(), part: callPart, where: z.string(), message: z.string() })),
})
