import { isUtf8 } from 'node:buffer'
import { fileTypeFromBuffer } from 'file-type'
import { signedFormatOf } from '../domain/act/signed-file.ts'
import { BusinessError } from '../domain/shared/errors.ts'

/** What an uploaded file really is, found in its bytes. */
type FileContent = 'pdf' | 'p7m' | 'xml' | 'json'

/** An uploaded file, already in the document store and checked by content. */
export interface UploadedFile {
  fileName: string
  mediaType: string
  sha256: string
  sizeBytes: number
  content: FileContent
  signature: 'NONE' | 'UNVERIFIED'
}

/** Looks into the file at a path, on a thread of its own. Throws BusinessError FILE_TYPE_MISMATCH. */
export type FileInspector = (
  path: string,
  declared: { fileName: string; mediaType: string },
) => ReturnType<typeof inspectFile>

const MEDIA_TYPES = {
  pdf: ['application/pdf'],
  p7m: ['application/pkcs7-mime', 'application/x-pkcs7-mime', 'application/pkcs7-signature'],
  xml: ['application/xml', 'text/xml'],
  json: ['application/json'],
} as const satisfies Record<FileContent, readonly [string, ...string[]]>

/** What browsers say when they do not know a type: it promises nothing, so the extension alone is compared. */
const UNKNOWN_TYPES = ['application/octet-stream', '']

/** The value in a JSON file, with or without a byte order mark: what is checked at upload is what is read afterwards.
 * Throws SyntaxError. */
export function readJsonFile(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}

function isJson(bytes: Uint8Array): boolean {
  try {
    readJsonFile(bytes)
    return true
  } catch {
    return false
  }
}

async function contentOf(bytes: Uint8Array): Promise<FileContent | null> {
  if (signedFormatOf(bytes) === 'CADES') return 'p7m'
  const found = await fileTypeFromBuffer(bytes)
  if (found?.mime === 'application/pdf') return 'pdf'
  return isUtf8(bytes) ? textContentOf(bytes, found?.mime) : null
}

function textContentOf(bytes: Uint8Array, mime: string | undefined): FileContent | null {
  if (mime === 'application/xml') return 'xml'
  return mime === undefined && isJson(bytes) ? 'json' : null
}

function isDeclared(content: FileContent, fileName: string, mediaType: string): boolean {
  const named = fileName.toLowerCase().endsWith(`.${content}`)
  const types: readonly string[] = [...MEDIA_TYPES[content], ...UNKNOWN_TYPES]
  return named && types.includes(mediaType.toLowerCase())
}

const accepting = (kinds: readonly string[]) => `sono accettati ${kinds.join(', ').toUpperCase()}`

/** The refusal of a file whose content is sound, but not among those that are asked for. */
export function wrongContent(
  file: { fileName: string; content: string },
  accepted: readonly string[],
): BusinessError {
  return new BusinessError('FILE_TYPE_MISMATCH', {
    file: file.fileName,
    found: file.content.toUpperCase(),
    expected: accepting(accepted),
  })
}

/** Looks into a file: its content must be PDF, CAdES (.p7m), XML or JSON and be what name and type declare. A signature
 * is recognised, never verified. Throws BusinessError FILE_TYPE_MISMATCH. */
export async function inspectFile(bytes: Uint8Array, declared: { fileName: string; mediaType: string }) {
  const content = await contentOf(bytes)
  if (content === null || !isDeclared(content, declared.fileName, declared.mediaType)) {
    throw new BusinessError('FILE_TYPE_MISMATCH', {
      file: declared.fileName,
      found: content === null ? 'un formato che non si riconosce' : content.toUpperCase(),
      expected:
        content === null ? accepting(Object.keys(MEDIA_TYPES)) : 'il nome o il tipo del file dicono altro',
    })
  }
  const signature = signedFormatOf(bytes) === 'NONE' ? ('NONE' as const) : ('UNVERIFIED' as const)
  return { content, mediaType: MEDIA_TYPES[content][0], signature }
}
