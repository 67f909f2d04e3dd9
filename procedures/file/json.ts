import { isUtf8 } from 'node:buffer'
import { malformed, unreadable } from './unreadable.ts'

/* As a request's own JSON: the largest configuration of a call is a hundredth of it. */
const MOST_BYTES = 1024 * 1024
const PLACE = /\(line (\d+) column (\d+)\)/

/** Whether a file begins as a JSON object or list does. */
export const isJson = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))

/** The value in a JSON file, with or without a byte order mark: what is checked at upload is what is read afterwards. Throws
 * BusinessError FILE_UNREADABLE beyond 1 MB or for another encoding than UTF-8, FILE_MALFORMED with the place where it stops being JSON. */
export function readJsonFile(bytes: Uint8Array, file: string): unknown {
  if (bytes.length > MOST_BYTES) throw unreadable(file, 'TOO_HEAVY')
  if (!isUtf8(bytes)) throw unreadable(file, 'TEXT_ENCODING')
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    const [, line, column] = PLACE.exec(String(error)) ?? []
    if (line === undefined) throw unreadable(file, 'TEXT_CUT')
    throw malformed(file, { line: Number(line), column: Number(column) })
  }
}
