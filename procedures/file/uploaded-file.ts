import { fileTypeFromBuffer } from 'file-type'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { ProviderReceipt } from '../../domain/evaluation/delivery.ts'
import { isMail, readMail } from './eml.ts'
import { isEnvelope, openEnvelope } from './envelope.ts'
import { isJson, readJsonFile } from './json.ts'
import { isPdf, readPdf } from './pdf.ts'
import { readDaticert } from './pec-receipt.ts'
import { signedRevisions } from './signed-revisions.ts'
import { unreadable } from './unreadable.ts'
import { isXml, readXml } from './xml.ts'

/** What an uploaded file really is, found in its bytes. */
export type FileContent = 'pdf' | 'p7m' | 'xml' | 'json' | 'eml'

/** What a look into a file finds: an envelope with the document that it carries, and whether a signature is there, which
 * nobody has verified. */
export interface FoundFile {
  content: FileContent
  /** What a signed envelope carries; null for a file that is none. */
  enclosed: Exclude<FileContent, 'p7m' | 'eml'> | null
  mediaType: string
  signature: 'NONE' | 'UNVERIFIED'
  /** SHA-256 of what a signature is about: the document in an envelope, and a PDF as it was before it was signed. */
  signs: readonly string[]
  /** What it says as a receipt of certified mail; left out of anything else. */
  receipt?: ProviderReceipt
}

/** An uploaded file, already in the document store and checked by content. */
export interface UploadedFile extends FoundFile {
  fileName: string
  sha256: string
  sizeBytes: number
}

/** Looks into the file at a path, on a thread of its own. Throws as `inspectFile` does. */
export type FileInspector = (path: string, fileName: string) => Promise<FoundFile>

/* Signatures over signatures are rare, and never so many. */
const MOST_ENVELOPES = 5

/* The envelope first: the document in it shows through. */
const looks: [FileContent, (bytes: Uint8Array) => boolean][] = [
  ['p7m', isEnvelope],
  ['pdf', isPdf],
  ['xml', isXml],
  ['json', isJson],
  ['eml', isMail],
]

const mediaTypeOf = (content: FileContent): string =>
  content === 'eml' ? 'message/rfc822' : `application/${content === 'p7m' ? 'pkcs7-mime' : content}`

const contentOf = (bytes: Uint8Array): FileContent | null => looks.find(([, is]) => is(bytes))?.[0] ?? null

/* A detached signature is an envelope too, and says so when it is opened. */
const namedAs = (fileName: string): string =>
  (/\.([a-z0-9]+)$/i.exec(fileName)?.[1] ?? '').toLowerCase().replace('p7s', 'p7m')

const accepting = (kinds: readonly string[]) => `sono accettati ${kinds.join(', ').toUpperCase()}`

function mismatch(file: string, found: string, expected: string): BusinessError {
  return new BusinessError('FILE_TYPE_MISMATCH', { file, found, expected })
}

/** Checks that a file is among those that are asked for, and so the document in its envelope. Throws BusinessError
 * FILE_TYPE_MISMATCH. */
export function requireContent(
  { fileName, content, enclosed }: Pick<UploadedFile, 'fileName' | 'content' | 'enclosed'>,
  accepted: readonly string[],
): void {
  const wrong = [content, enclosed].find((one) => one !== null && !accepted.includes(one))
  if (wrong) throw mismatch(fileName, wrong.toUpperCase(), accepting(accepted))
}

/** The refusal of a file that was looked into before anybody knew for what it is: it names the formats that are asked for, and
 * no others. Any other error stays what it is. */
export function expecting(error: unknown, accepted: readonly string[]): unknown {
  if (!(error instanceof BusinessError) || error.facts['unknown'] !== true) return error
  const { file, found } = error.facts
  return mismatch(String(file), String(found), accepting(accepted))
}

/** Looks into a file: its content must be PDF, CAdES (.p7m), XML, JSON or a mail (.eml), be what its name says, and open. A signature is
 * recognised, never verified; what a browser declares counts for nothing. Throws BusinessError FILE_TYPE_MISMATCH,
 * FILE_UNREADABLE, FILE_MALFORMED. */
export async function inspectFile(bytes: Uint8Array, fileName: string): Promise<FoundFile> {
  if (bytes.length === 0) throw unreadable(fileName, 'EMPTY')
  const content = contentOf(bytes)
  if (content === null)
    throw new BusinessError('FILE_TYPE_MISMATCH', {
      ...{ file: fileName, found: await formatOf(bytes), unknown: true },
      expected: accepting(looks.map(([kind]) => kind)),
    })
  if (content !== namedAs(fileName)) throw mismatch(fileName, content.toUpperCase(), 'il nome dice altro')
  const { isSigned, ...found } = await opened(bytes, { content, fileName })
  const signature = isSigned ? 'UNVERIFIED' : 'NONE'
  return { content, ...found, mediaType: mediaTypeOf(content), signature }
}

async function formatOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  return found?.ext.toUpperCase() ?? 'un formato che non si riconosce'
}

async function opened(
  bytes: Uint8Array,
  { content, fileName }: { content: FileContent; fileName: string },
): Promise<Pick<FoundFile, 'enclosed' | 'signs' | 'receipt'> & { isSigned: boolean }> {
  if (content === 'p7m') return { ...(await enclosedIn(bytes, fileName)), isSigned: true }
  const plain = { enclosed: null, signs: [] }
  if (content === 'eml') {
    const { receipt, isSigned } = await readMail(bytes, fileName)
    return { ...plain, isSigned, ...(receipt && { receipt }) }
  }
  const isSigned = await readDocument(bytes, { content, fileName })
  if (content === 'pdf') return { ...plain, isSigned, signs: isSigned ? signedRevisions(bytes) : [] }
  const receipt = content === 'xml' ? readDaticert(bytes, fileName) : null
  return { ...plain, isSigned, ...(receipt && { receipt }) }
}

/* Whether the document bears a signature inside. */
async function readDocument(
  bytes: Uint8Array,
  { content, fileName }: { content: Exclude<FileContent, 'p7m' | 'eml'>; fileName: string },
): Promise<boolean> {
  if (content === 'pdf') return (await readPdf(bytes, fileName)).isSigned
  if (content === 'xml') return readXml(bytes, fileName).isSigned
  readJsonFile(bytes, fileName)
  return false
}

async function enclosedIn(envelope: Uint8Array, fileName: string) {
  let bytes = envelope
  for (let count = 0; count < MOST_ENVELOPES; count += 1) {
    bytes = openEnvelope(bytes, fileName)
    const content = contentOf(bytes)
    if (content === null) throw unreadable(fileName, 'ENVELOPE_CONTENT')
    if (content === 'p7m') continue
    if (content === 'eml') throw unreadable(fileName, 'ENVELOPE_CONTENT')
    const isSigned = await readDocument(bytes, { content, fileName })
    const revisions = isSigned && content === 'pdf' ? signedRevisions(bytes) : []
    return { enclosed: content, signs: [sha256Hex(bytes), ...revisions] }
  }
  throw unreadable(fileName, 'ENVELOPE_DEPTH')
}
