import express from 'express'
import type { Request, RequestHandler, Response } from 'express'
import qs from 'qs'
import { receiveForm } from '../../api/upload.ts'
import type { FileInspector, UploadedFile } from '../../procedures/file/uploaded-file.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UploadStore } from '../../domain/shared/ports.ts'
import { fieldOf, sentData } from './fields.ts'
import type { Typed } from './fields.ts'
import { nestedFields } from './nested-fields.ts'

/* A statement of 2,000 expenses has 24,000 fields. */
const MOST_FIELDS = 30_000
const DEPTH = 5
const BODY_LIMIT = '4mb'
const urlencoded: RequestHandler = express.text({
  type: 'application/x-www-form-urlencoded',
  limit: BODY_LIMIT,
})

/** A form as the browser sent it: its texts, by field each file that was chosen, and why a file was refused. */
export interface SentForm {
  typed: Typed
  files: ReadonlyMap<string, UploadedFile>
  refused: ReadonlyMap<string, BusinessError>
}

/** Reads a form of either encoding, within limits of size, depth and count; without a place to take them to, its files go.
 * Throws INVALID_INPUT, or what the body parser
 * refuses. */
export async function readForm(
  request: Request,
  response: Response,
  taking: { uploads: UploadStore; inspect: FileInspector; textFile: string | null } | null,
): Promise<SentForm> {
  if (request.is('multipart')) {
    const { texts, files, refused } = await receiveForm(request, taking, taking?.textFile ?? null)
    return { typed: nested(new URLSearchParams(texts).toString()), files, refused }
  }
  await new Promise<void>((resolve, reject) => {
    void urlencoded(request, response, (error?: unknown) => {
      if (error instanceof Error) reject(error)
      else resolve()
    })
  })
  const typed = typeof request.body === 'string' ? nested(request.body) : {}
  return { typed, files: new Map(), refused: new Map() }
}

/** The function in which a form says that it was written; empty where it says none. */
export function writtenIn(typed: Typed): string {
  const told = fieldOf(typed, 'function')
  return typeof told === 'string' ? told : ''
}

/** What was typed as the fields that a browser sends, each with its name. */
export const fieldsOf = (typed: Typed): { name: string; value: string }[] =>
  [...new URLSearchParams(qs.stringify(typed))].map(([name, value]) => ({ name, value }))

/* What a form carries that nobody typed: beside these, the hash of what was read. */
const CARRIED = [
  'key',
  'session',
  'function',
  'version',
  'data',
  'rows',
  'resume',
  'seen',
  'replaces',
  'confirmed',
]

/** The texts that somebody typed, for a page that has no field to show them in; without those fields that hold what was `chosen`. */
export function textsIn(typed: Typed, chosen: readonly string[] = []): string[] {
  const without = [...CARRIED, ...chosen]
  const written = fieldsOf(typed)
    .filter(({ name }) => !without.includes(name) && !name.endsWith('Sha256'))
    .map(({ value }) => value)
  const ofScripts = sentData(typed)
  return [...written, ...(ofScripts === null ? [] : leavesOf(ofScripts))].filter((text) => text.trim() !== '')
}

const leavesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leavesOf)
    : typeof value === 'string' || typeof value === 'number'
      ? [String(value)]
      : []

/* `lines[0][amount]=1.234,56` as lists and groups of texts. */
function nested(encoded: string): Typed {
  try {
    return nestedFields(encoded, { most: MOST_FIELDS, depth: DEPTH })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const message = `Il modulo ha più di ${MOST_FIELDS} campi, o campi annidati troppo a fondo: invia meno righe.`
    throw new BusinessError('INVALID_INPUT', { problems: [{ path: '', code: 'TOO_MANY_FIELDS', message }] })
  }
}
