import { hashOf } from '../shared/canonical-json.ts'
import type { ApplicationDraft } from './application.ts'
import { SIGNED_FORM } from './configuration.ts'

/** Why an uploaded file is not the application as it is now, signed. */
export type FormFault = 'NOT_MADE' | 'UNSIGNED' | 'OLDER' | 'DIFFERENT'

/** A form as it was generated: of which content, and its own bytes by their SHA-256. */
export interface MadeForm {
  contentSha256: string
  sha256: string
}

interface Signed {
  signature: 'NONE' | 'UNVERIFIED'
  /** SHA-256 of what its signatures are about. */
  signs: readonly string[]
}

interface Written {
  callId: string
  configurationSha256: string
  application: ApplicationDraft
  attachments: readonly { kind: string; sha256: string }[]
}

/** An application with all that its hash is about. */
export const writtenTo = (
  { id: callId, configurationSha256 }: { id: string; configurationSha256: string },
  application: ApplicationDraft,
  attachments: Written['attachments'],
): Written => ({ callId, configurationSha256, application, attachments })

/** SHA-256 of an application with its call, its rules and its files: printed on the receipt (art. 10). */
export function submissionHash({ attachments, ...rest }: Written): string {
  return hashOf({ ...rest, attachments: attachments.map(({ kind, sha256 }) => ({ kind, sha256 })) })
}

/** The same of what the form to sign tells: all but the signed form itself. */
export function formHash(written: Written): string {
  return submissionHash({ ...written, attachments: formFiles(written.attachments) })
}

/** The files that a form to sign lists. */
export const formFiles = <T extends { kind: string }>(files: readonly T[]): T[] =>
  files.filter(({ kind }) => kind !== SIGNED_FORM)

/** What keeps a file from being the form of this content, signed; null where it is. Whether the signature is valid, and whose
 * it is, nobody says here. */
export function formFault(
  { signature, signs }: Signed,
  { made, contentSha256 }: { made: readonly MadeForm[]; contentSha256: string },
): FormFault | null {
  if (made.length === 0) return 'NOT_MADE'
  if (signature === 'NONE') return 'UNSIGNED'
  const forms = made.filter(({ sha256 }) => signs.includes(sha256))
  if (forms.length === 0) return 'DIFFERENT'
  return forms.some((one) => one.contentSha256 === contentSha256) ? null : 'OLDER'
}
