import { z } from 'zod'
import { basisPoints, bodyReference, cents, day, documentBase, text } from './common.ts'

const project = z.strictObject({
  code: text,
  title: text,
  lead: bodyReference,
  partners: z.int().nonnegative(),
  area: text,
  totalCostCents: cents,
  cofinancingCents: cents,
  grantCents: cents,
  expectedResults: text,
})
const systemAction = z.strictObject({ title: text, description: text, amountCents: cents })
const planYear = z.strictObject({ year: z.int(), alliancesCents: cents, systemActionsCents: cents })

/** Piano territoriale di conciliazione, one version (art. 8): projects, system actions, financial plan by year. */
export const plan = z.strictObject({
  ...documentBase,
  version: z.int().positive(),
  rankingAct: text,
  guidanceAct: text,
  changes: text.nullable(),
  startsOn: day,
  endsOn: day,
  alliancesShareBasisPoints: basisPoints,
  projects: z.array(project).min(1),
  systemActions: z.array(systemAction),
  financialPlan: z.array(planYear).min(1),
  monitoring: text,
  communication: text,
})
