import PostalMime from 'postal-mime'
import type { ProviderReceipt } from '../../domain/evaluation/delivery.ts'
import { readDaticert } from './pec-receipt.ts'
import { unreadable } from './unreadable.ts'

const HEAD = 4096
const FIELD = /^[!-9;-~]+:/
const OF_MAIL = /^(?:message-id|mime-version|received|return-path):/im
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 }
const CERTIFIED = 'daticert.xml'

/** Whether a file begins as a mail does: fields of a header, one of them such as mails have. */
export function isMail(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1')
  return FIELD.test(head) && OF_MAIL.test(head.split(/\r?\n\r?\n/, 1)[0] ?? '')
}

/** Looks into a mail: what a provider of certified mail says in it, and whether it bears a signature, which nobody has verified. What is
 * inside a mail that it carries says nothing. Throws BusinessError FILE_UNREADABLE. */
export async function readMail(
  bytes: Uint8Array,
  file: string,
): Promise<{ isSigned: boolean; receipt: ProviderReceipt | null }> {
  const mail = await PostalMime.parse(Buffer.from(bytes), {
    ...{ ...LIMITS, forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' },
  }).catch(() => {
    throw unreadable(file, 'MAIL_BROKEN')
  })
  const certified = mail.attachments.filter(({ filename }) => filename?.toLowerCase() === CERTIFIED)
  const [only] = certified
  const content = only && certified.length === 1 ? only.content : null
  return {
    isSigned: mail.attachments.some(({ mimeType }) => /^application\/(?:x-)?pkcs7-signature$/.test(mimeType)),
    receipt: content instanceof ArrayBuffer ? readDaticert(new Uint8Array(content), file) : null,
  }
}
