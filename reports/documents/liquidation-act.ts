import { z } from 'zod'
import { bodyReference, cents, day, documentBase, instant, text } from './common.ts'

const check = z.strictObject({ name: text, outcome: text, evidence: text })
const approval = z.strictObject({ person: text, office: text, at: instant })

/** Liquidation of one tranche (art. 8): two approvals by different people, checks done, payee and commitment. */
export const liquidationAct = z.strictObject({
  ...documentBase,
  project: z.strictObject({ code: text, title: text, cup: text }),
  tranche: text,
  payee: z.strictObject({ ...bodyReference.shape, account: text }),
  commitment: z.strictObject({ number: text, year: z.int(), amountCents: cents }),
  grantAct: text,
  grantPublication: z.strictObject({ reference: text, publishedOn: day }),
  grantCents: cents,
  admittedCents: cents.nullable(),
  previouslyPaidCents: cents,
  grossCents: cents,
  withholdingCents: cents,
  netCents: cents,
  checks: z.array(check).min(1),
  approvals: z.array(approval).min(2),
})
