import { SaxesParser } from 'saxes'
import { malformed, unreadable } from './unreadable.ts'

const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'
const DECLARED = /^[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/
const HEAD = 256
/* The parser looks through all open elements for a prefix, and no document of an office nests or lists so much. */
const MOST_OPEN = 100
const MOST_ATTRIBUTES = 1000

const head = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, HEAD)).toString('latin1')

/* A byte order mark says it; otherwise the declaration, and without one it is UTF-8 (XML 1.0, 4.3.3). */
function encodingOf(bytes: Uint8Array): string {
  const start = head(bytes)
  if (start.startsWith('\u00fe\u00ff')) return 'utf-16be'
  if (start.startsWith('\u00ff\u00fe')) return 'utf-16le'
  return (start.includes('<?xml') && DECLARED.exec(start)?.[1]) || 'utf-8'
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    throw unreadable(file, 'TEXT_ENCODING')
  }
}

/** Whether a file begins as XML does, with or without a byte order mark, declaration or spaces. */
export const isXml = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff\0?|\u00ff\u00fe)?[\s\0]*</.test(head(bytes))

/** What is heard of a document while it is read. */
interface Heard {
  open?: (tag: { name: string; local: string; uri: string; attributes: Record<string, string> }) => void
  text?: (text: string) => void
  close?: () => void
}

/** Reads XML in the encoding that it declares, and tells its parts as they come. Throws BusinessError FILE_UNREADABLE, and FILE_MALFORMED
 * with the place where it stops being well formed. */
export function walkXml(bytes: Uint8Array, file: string, heard: Heard): void {
  const parser = new SaxesParser({ xmlns: true })
  let open = 0
  let attributes = 0
  const within = (count: number, most: number): void => {
    if (count > most) throw unreadable(file, 'TOO_HEAVY')
  }
  parser.on('opentagstart', () => {
    within((open += 1), MOST_OPEN)
    attributes = 0
  })
  parser.on('attribute', () => within((attributes += 1), MOST_ATTRIBUTES))
  parser.on('opentag', ({ name, local, uri, attributes: given }) => {
    const told = Object.fromEntries(Object.entries(given).map(([key, { value }]) => [key, value]))
    heard.open?.({ name, local, uri, attributes: told })
  })
  parser.on('text', (text) => heard.text?.(text))
  parser.on('cdata', (text) => heard.text?.(text))
  parser.on('closetag', () => {
    open -= 1
    heard.close?.()
  })
  parser.on('error', () => {
    throw malformed(file, { line: parser.line, column: parser.column + 1 })
  })
  parser.write(decoded(bytes, file)).close()
}

/** Reads XML; tells whether a signature stands in it (XAdES), never that it is valid. Throws as `walkXml` does. */
export function readXml(bytes: Uint8Array, file: string): { isSigned: boolean } {
  let isSigned = false
  walkXml(bytes, file, {
    open: ({ local, uri }) => void (isSigned ||= local === 'Signature' && uri === SIGNATURE_NAMESPACE),
  })
  return { isSigned }
}
