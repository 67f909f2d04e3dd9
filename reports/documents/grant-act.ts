import { z } from 'zod'
import { basisPoints, bodyReference, cents, day, documentBase, text, yearAmount } from './common.ts'

const partner = z.strictObject({
  ...bodyReference.shape,
  role: z.enum(['LEAD', 'PARTNER', 'ADHERENT']),
  costCents: cents,
  grantCents: cents,
})
const payment = z.strictObject({
  name: text,
  shareBasisPoints: basisPoints,
  amountCents: cents,
  condition: text,
})

/** Grant act of one project (art. 8); void without its CUP (DL 76/2020 art. 41). `cor` where the aid is registered. */
export const grantAct = z.strictObject({
  ...documentBase,
  project: z.strictObject({ code: text, title: text, cup: text, startsOn: day, endsOn: day }),
  payee: bodyReference,
  cor: text.nullable(),
  planVersion: z.int().positive(),
  planAct: text,
  regionalApproval: text,
  agreement: z.strictObject({ reference: text, signedOn: day }),
  callTitle: text,
  callAct: text,
  totalCostCents: cents,
  cofinancingCents: cents,
  grantCents: cents,
  partners: z.array(partner).min(1),
  years: z.array(yearAmount).min(1),
  payments: z.array(payment).min(1),
  conditions: z.array(text).min(1),
})
