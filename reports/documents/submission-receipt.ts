import { z } from 'zod'
import { bodyReference, documentBase, instant, sha256, text } from './common.ts'

/** Receipt of an application (art. 10): its number, when it arrived, and the hashes that prove what was submitted. */
export const submissionReceipt = z.strictObject({
  ...documentBase,
  call: z.strictObject({ code: text, title: text }),
  application: z.strictObject({ code: text, title: text }),
  receiptNumber: text,
  arrivedAt: instant,
  signedBy: text.nullable(),
  partners: z
    .array(z.strictObject({ ...bodyReference.shape, role: z.enum(['LEAD', 'PARTNER', 'ADHERENT']) }))
    .min(1),
  contentSha256: sha256,
  attachments: z.array(z.strictObject({ label: text, fileName: text, sha256 })),
})
