import { z } from 'zod'
import { linkKindSchema } from '../network/network.ts'
import { localDateSchema, yearSchema } from '../shared/local-date.ts'
import { hashOf } from '../shared/canonical-json.ts'
import { basisPointsSchema, centsSchema } from '../shared/money.ts'
import { plainText } from '../shared/text.ts'
import { sourced, sourcedItem, valuesOf } from '../shared/sourced.ts'
import type { Values } from '../shared/sourced.ts'

const code = z
  .string()
  .regex(/^[A-Z][A-Z0-9_-]{0,39}$/, 'Codice non valido: servono maiuscole, cifre, "-" o "_", al massimo 40.')
const label = plainText({ max: 200 })
const days = z.int().min(1).max(365)
const centipoints = z.int('I punti sono in centesimi interi (1500 = 15 punti).').min(0).max(1_000_000)
const localHour = z.strictObject({
  date: localDateSchema,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'Ora non valida: scrivila come 12:00.'),
})

export const cofinancingKindSchema = z.enum(['CASH', 'STAFF', 'GOODS_SERVICES', 'USER_FEES'])
export type CofinancingKind = z.infer<typeof cofinancingKindSchema>
/* How a tranche's amount is found: its share of the grant, or what the admitted expenditure leaves of it to pay. */
const trancheAmountSchema = z.enum(['GRANT_SHARE', 'SETTLEMENT'])
export type TrancheAmount = z.infer<typeof trancheAmountSchema>
const preconditionSchema = z.enum(['AGREEMENT_SIGNED', 'STATEMENT_ADMITTED', 'RESULTS_RECEIVED'])
export type PaymentPrecondition = z.infer<typeof preconditionSchema>
export const aggregationSchema = z.enum(['MEAN', 'TRIMMED_MEAN', 'MEDIAN'])
export type Aggregation = z.infer<typeof aggregationSchema>

/* What becomes of a partner that has not confirmed its part at the closing: it is dropped and the minima are counted again, or the
   application falls with it (art. 9). */
const unconfirmedSchema = z.enum(['DROPPED', 'NOT_ADMITTED'])
export type UnconfirmedRule = z.infer<typeof unconfirmedSchema>

/** The kind of attachment under which a call asks for the application itself, generated here, signed outside and uploaded. */
export const SIGNED_FORM = 'APPLICATION_FORM'

/** Tie-breaks beside the criteria: the higher share of co-financing, the lower request, the earlier submission, and a
 * draw by hash that anyone can repeat. */
export const RESERVED_TIE_BREAKS = ['COFINANCING_SHARE', 'LOWER_REQUEST', 'ARRIVAL', 'DRAW'] as const

const allocation = z.strictObject({
  years: z.array(sourcedItem({ year: yearSchema, amountCents: centsSchema })).min(1),
  alliancesShareBasisPoints: sourced(basisPointsSchema),
  systemActionsShareBasisPoints: sourced(basisPointsSchema),
})

const grant = z.strictObject({
  maxShareBasisPoints: sourced(basisPointsSchema),
  maxAmountCents: sourced(centsSchema.nullable()),
  minAmountCents: sourced(centsSchema.nullable()),
  cofinancingMinBasisPoints: sourced(basisPointsSchema),
  vat: sourced(z.enum(['NET', 'GROSS'])),
})

const partnership = z.strictObject({
  minBodies: sourced(z.int().min(1).max(100)),
  minPublic: sourced(z.int().min(0).max(100).nullable()),
  minMicroSmall: sourced(z.int().min(0).max(100).nullable()),
  leadPublicOnly: sourced(z.boolean()),
  severalPerLead: sourced(z.boolean()),
  letter: sourced(label),
  unconfirmed: sourced(unconfirmedSchema),
})

/** Whom a deputy may sit for: an absent titular (art. 5), or also one who is there and excluded, where the call says so. */
export const deputyRuleSchema = z.enum(['ABSENCE', 'ABSENCE_OR_EXCLUSION'])
export type DeputyRule = z.infer<typeof deputyRuleSchema>
/** The ranking is voted on its own, or follows from the votes on the single projects and is only noted (art. 6, 7). */
export const rankingDecisionSchema = z.enum(['VOTED', 'FOLLOWS_PROJECTS'])
export type RankingDecision = z.infer<typeof rankingDecisionSchema>

/* `roomMinimum`: the fewest seats with a vote, in the room, that decide an item. */
const sitting = z.strictObject({
  roomMinimum: sourced(z.int().min(1).max(100)),
  deputyFor: sourced(deputyRuleSchema),
  rankingDecision: sourced(rankingDecisionSchema),
})
export type SittingRules = Values<z.infer<typeof sitting>>

export const cutGrantUnansweredSchema = z.enum(['ACCEPTED', 'DECLINED', 'NOT_ASKED'])
/** What it means that a lead whose grant is cut never answers in its term: that it takes the grant, or that it does without; nobody is
 * asked in a call that funds nobody in part. */
export type CutGrantUnanswered = z.infer<typeof cutGrantUnansweredSchema>

const reshapedCofinancingSchema = z.enum(['EVALUATED', 'CALL_MINIMUM', 'NOT_RESHAPED'])
/** Which share of its cost a project that is reshaped to a cut grant covers by itself, at least: the one that was evaluated, or the one
 * that the call asks of everybody; no project is reshaped in a call that does not say. */
export type ReshapedCofinancing = z.infer<typeof reshapedCofinancingSchema>

/* `cutGrantDays`, `cutGrantUnanswered`: the term in which a lead takes a grant cut by the budget line, or does without;
   `reshapedCostMinBasisPoints`, `reshapedCofinancing`: within which rules it reshapes the project to that grant, null and NOT_RESHAPED
   where the project is done as it was presented. */
const evaluation = z.strictObject({
  criteria: z
    .array(
      sourcedItem({
        id: code,
        label,
        maxCentipoints: centipoints.min(1),
        minCentipoints: centipoints.nullable(),
      }),
    )
    .min(1),
  maxCentipoints: sourced(centipoints.min(1)),
  stepCentipoints: sourced(centipoints.min(1)),
  thresholdCentipoints: sourced(centipoints),
  aggregation: sourced(aggregationSchema),
  tieBreaks: sourced(z.array(code).min(1)),
  panelMinimum: sourced(z.int().min(1).max(100)),
  partialFunding: sourced(z.boolean()),
  cutGrantDays: sourced(z.int().min(1).max(365).nullable()),
  cutGrantUnanswered: sourced(cutGrantUnansweredSchema),
  reshapedCostMinBasisPoints: sourced(
    basisPointsSchema.min(1, 'Indica quale parte del costo resta.').nullable(),
  ),
  reshapedCofinancing: sourced(reshapedCofinancingSchema),
  sitting,
})

const exclusions = z.strictObject({
  lead: sourced(z.literal('ALL', 'Per il capofila l’esclusione da tutti i progetti è fissata dall’art. 5.')),
  partner: sourced(z.enum(['ALL', 'OWN', 'DECLARATION'])),
  adherent: sourced(z.enum(['ALL', 'OWN', 'DECLARATION', 'NONE'])),
  undeclared: sourced(z.literal('ALL', 'Chi non dichiara è escluso da tutti i progetti: scrivi ALL.')),
  narrowRisk: sourced(plainText({ max: 1000 }).nullable()),
  links: sourced(z.strictObject({ kinds: z.array(linkKindSchema), maxSteps: z.int().min(0).max(10) })),
})
/** Who is excluded by which tie, from what. */
export type ExclusionRules = Pick<
  Values<z.infer<typeof exclusions>>,
  'lead' | 'partner' | 'adherent' | 'links'
>

/* `sheetReminderDays`: how many days before the term of the sheets whoever has not handed in all of them is reminded; null where nobody is. */
const terms = z.strictObject({
  declarationDays: sourced(days),
  scoringDays: sourced(days),
  sheetReminderDays: sourced(days.nullable()),
  agreementDays: sourced(days),
  regionalReminderDays: sourced(days),
  conclusionDays: sourced(
    z.int().min(1).max(180, 'Il procedimento si conclude entro 180 giorni al più (L. 241/1990 art. 2 c. 4).'),
  ),
})

/* How applications are examined: the part of them whose self-declarations are checked (DPR 445/2000 art. 71); for how long it may be completed when it is asked to be (L. 241/1990 art. 2 c. 7, 6), and for how long
   its lead may answer the reasons against it (art. 10-bis); null where a procedure by competition gives no such notice. */
const admissibility = z.strictObject({
  sampleBasisPoints: sourced(
    basisPointsSchema.min(1, 'Un controllo a campione ne prende almeno una parte (DPR 445/2000 art. 71).'),
  ),
  integrationDays: sourced(
    z
      .int()
      .min(1)
      .max(30, 'Una domanda si integra entro 30 giorni al più, una volta sola (L. 241/1990 art. 2 c. 7).'),
  ),
  refusalNoticeDays: sourced(
    z.int().min(10, 'Per osservare servono almeno 10 giorni (L. 241/1990 art. 10-bis).').max(365).nullable(),
  ),
})

/* What a notice must tell beside its rules: whom to ask (L. 241/1990 art. 8), who looks after personal data and how long they
   are kept (GDPR art. 13), and whether an enterprise receives an aid. */
const information = z.strictObject({
  contact: sourced(label),
  dataProtectionOfficer: sourced(label),
  dataRetention: sourced(label),
  stateAid: sourced(z.enum(['NONE', 'DE_MINIMIS'])),
})

/** The file of a call's configuration (L. 241/1990 art. 12): strict, no default, a source beside each value; money in
 * cents, shares in basis points, points in centipoints, terms in calendar days, hours in Europe/Rome. */
export const callConfigurationSchema = z.strictObject({
  formatVersion: z.literal(1),
  code,
  title: sourced(plainText({ max: 300 })),
  legalBasis: sourced(plainText({ max: 500 })),
  noticeOrgan: sourced(label),
  responsibleOffice: sourced(label),
  window: sourced(z.strictObject({ opens: localHour, closes: localHour, zone: z.literal('Europe/Rome') })),
  allocation,
  budgetLineCents: sourced(centsSchema),
  areas: z.array(sourcedItem({ id: code, label })).min(1),
  grant,
  cofinancingKinds: sourced(z.array(cofinancingKindSchema)),
  partnership,
  costCategories: z
    .array(sourcedItem({ id: code, label, capBasisPoints: basisPointsSchema.nullable() }))
    .min(1),
  years: sourced(z.array(yearSchema).min(1)),
  tranches: z
    .array(
      sourcedItem({
        id: code,
        label,
        amount: trancheAmountSchema,
        basisPoints: basisPointsSchema,
        preconditions: z.array(preconditionSchema),
      }),
    )
    .min(1),
  recalculation: sourced(z.enum(['GRANTED_SHARE'])),
  evaluation,
  exclusions,
  admissibility,
  terms,
  information,
  requiredAttachments: z.array(sourcedItem({ kind: code, label })),
  requiredDeclarations: z.array(sourcedItem({ id: code, label: plainText({ max: 1000 }) })),
  indicators: z.array(sourcedItem({ id: code, label, unit: label })).min(1),
})

/** A call's configuration as it is frozen: every value with its source. */
export type CallConfiguration = z.infer<typeof callConfigurationSchema>

/** The same configuration without its sources: what rules read. */
export type CallRules = Values<CallConfiguration>

/** One of the parts, in order, in which the call pays a grant. */
export type TrancheRule = CallRules['tranches'][number]

/** The rules of a configuration. */
export function callRules(configuration: CallConfiguration): CallRules {
  return valuesOf(configuration)
}

/** SHA-256 that names a frozen configuration: acts, scores and the ranking cite it. */
export function configurationHash(configuration: CallConfiguration): string {
  return hashOf(configuration)
}
