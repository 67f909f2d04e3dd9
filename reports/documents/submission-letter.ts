import { z } from 'zod'
import { documentBase, sha256, text } from './common.ts'

const manifestFile = z.strictObject({
  name: text,
  description: text,
  bytes: z.int().nonnegative(),
  sha256,
})

/** Letter that goes with a package to the Region (art. 8), with its manifest and the head of the audit chain. */
export const submissionLetter = z.strictObject({
  ...documentBase,
  subject: text,
  recipient: z.strictObject({ name: text, office: text, address: text }),
  references: z.array(text),
  request: text,
  packageId: text,
  manifest: z.array(manifestFile).min(1),
  auditHead: sha256,
})
