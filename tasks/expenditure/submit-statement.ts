import { z } from 'zod'
import { formatEuro } from '../../words/formats.ts'
import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import type { AlliancePartner } from '../../db/call/partner-reads.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import type { Claim } from '../../db/expenditure/expense-documents.ts'
import type { ExpenseStatement } from '../../db/expenditure/statement-store.ts'
import { statementsAsked } from '../../domain/disbursement/next-step.ts'
import { checkStatement } from '../../domain/expenditure/statement-check.ts'
import {
  expenseDocumentKey,
  expenseDocumentSchema,
  MAX_LINES,
  statementLineSchema,
  transferSchema,
} from '../../domain/expenditure/statement.ts'
import type { Statement, StatementLine } from '../../domain/expenditure/statement.ts'
import { matchBody, sharedVatNumber } from '../../domain/network/body-match.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { euroSchema, sumCents } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { optionsOf } from '../../words/codes.ts'
import type { StepContext, UseCaseContext } from '../../procedures/context.ts'
import { signatoryChoice, signatoryOf } from '../../procedures/network/signatory.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { ofLead } from '../../procedures/alliance/lead-of-project.ts'
import { defineTask } from '../task.ts'

const positiveEuro = euroSchema.refine((amount) => amount > 0, 'L’importo deve essere maggiore di zero.')
const line = z
  .strictObject({
    ...expenseDocumentSchema.omit({ amountCents: true }).shape,
    amount: positiveEuro,
    ...statementLineSchema.omit({ document: true, claimedCents: true }).shape,
    claimed: positiveEuro,
  })
  .transform(({ issuerTaxCode, issuerName, type, number, issuedOn, amount, claimed, ...charged }) => ({
    document: { issuerTaxCode, issuerName, type, number, issuedOn, amountCents: amount },
    ...charged,
    claimedCents: claimed,
  }))
const transfer = z
  .strictObject({ ...transferSchema.omit({ amountCents: true }).shape, amount: positiveEuro })
  .transform(({ amount, ...told }) => ({ ...told, amountCents: amount }))
const input = z.strictObject({
  lines: z.array(line).min(1, 'Serve almeno una spesa.').max(MAX_LINES, `Al massimo ${MAX_LINES} spese.`),
  transfers: z.array(transfer).max(100, 'Al massimo 100 trasferimenti.'),
  signatory: z.string().max(40).optional(),
})

/** The lead accounts for its alliance's expenditure (art. 10): every document with the quota charged to the project, how its
 * supplier was chosen, and what was passed on to partners. Throws INVALID_INPUT, QUOTAS_ABOVE_DOCUMENT,
 * DOCUMENT_ALREADY_PRESENTED. */
export const submitStatement = defineTask({
  element: 'Task_SubmitStatement',
  process: expenditureReport,
  title: 'Presenta il rendiconto',
  form: 'submit-statement',
  role: 'ALLIANCE_LEAD',
  subject: 'statementId',
  decides: { nothing: 'the lead reports for its alliance' },
  needs: ['projectId'],
  assign: ofLead,
  input,

  async load(context, item) {
    const { stores } = context
    const statement = await stores.statements.get(item.subjectId)
    const project = await stores.projects.get(statement.projectId)
    const { rules } = await stores.calls.get(project.callId)
    const alliance = await spendingBodies(context, project)
    const option = ({ taxCode, name }: AlliancePartner) => ({ value: taxCode, label: name })
    return {
      code: project.code,
      title: project.title,
      cup: project.cup,
      cost: formatEuro(project.costCents),
      period: statement.period,
      periods: statementsAsked(rules.tranches),
      received: formatEuro(await stores.payments.paidCents(project.id)),
      bodyOptions: alliance.map(option),
      partnerOptions: alliance.filter((one) => one.role === 'PARTNER').map(option),
      categoryOptions: rules.costCategories.map(({ id, label }) => ({ value: id, label })),
      yearOptions: rules.years.map((year) => ({ value: year, label: String(year) })),
      typeOptions: optionsOf('expenseDocument'),
      ...(await signatoryChoice(context, { bodyId: project.leadBodyId, on: localDateOf(context.now) })),
      lines: [{}],
      transfers: [],
    }
  },

  async complete(context, item, { signatory, ...typed }) {
    const { stores, now, actor } = context
    const statement = await stores.statements.get(item.subjectId)
    const project = await stores.projects.get(statement.projectId)
    const alliance = await spendingBodies(context, project)
    const told = byTaxCode(typed, alliance)
    await check(context, {
      project,
      alliance,
      told,
      transferredCents: await transferredBefore(context, statement),
    })
    const lead = { bodyId: project.leadBodyId, on: localDateOf(now), named: signatory }
    const signedBy = await signatoryOf(context, lead)
    await claimDocuments(context, told.lines)
    const bodyOf = (taxCode: string): string => bodyIdOf(alliance, taxCode)
    const quotas = told.lines.map((one) => ({
      line: one,
      bodyId: bodyOf(one.bodyTaxCode),
    }))
    const claimedCents = sumCents(told.lines.map((one) => one.claimedCents))
    await stores.statements.submit(statement.id, { claimedCents, by: actor.personId, signedBy, at: now })
    await stores.statements.addQuotas(statement.id, quotas)
    await stores.statements.addTransfers(
      statement.id,
      told.transfers.map((one) => ({ transfer: one, bodyId: bodyOf(one.bodyTaxCode) })),
    )
    return {}
  },
})

interface Presented {
  project: Project
  alliance: readonly AlliancePartner[]
  told: Statement
  /** What earlier statements say was passed on to partners. */
  transferredCents: number
}

async function spendingBodies({ stores }: StepContext, project: Project): Promise<AlliancePartner[]> {
  const alliance = await stores.applications.partnersOf(project.applicationId)
  return alliance.filter((one) => one.role !== 'ADHERENT')
}

/* The one way of finding a body by a code, among those of the alliance; a code of none of them is for the check. */
function byTaxCode({ lines, transfers }: Statement, alliance: readonly AlliancePartner[]): Statement {
  const known = alliance.map(({ bodyId, taxCode, vatNumber }) => ({
    ...{ id: asId<BodyId>(bodyId), taxCode, vatNumber },
  }))
  const named = <T extends { bodyTaxCode: string }>(one: T, path: string): T => {
    const match = matchBody(one.bodyTaxCode, known)
    if (match === 'AMBIGUOUS') refuseInput(path, 'BODY_AMBIGUOUS', sharedVatNumber(one.bodyTaxCode))
    const found = match === 'NEW' ? undefined : known.find(({ id }) => id === match.id)
    return { ...one, bodyTaxCode: found?.taxCode ?? one.bodyTaxCode }
  }
  return {
    lines: lines.map((one, index) => named(one, `lines[${index}].bodyTaxCode`)),
    transfers: transfers.map((one, index) => named(one, `transfers[${index}].bodyTaxCode`)),
  }
}

function bodyIdOf(alliance: readonly AlliancePartner[], taxCode: string): string {
  const body = alliance.find((one) => one.taxCode === taxCode)
  if (body === undefined) throw new Error('a checked statement names a body outside the alliance')
  return body.bodyId
}

async function transferredBefore(
  { stores }: StepContext,
  { id, projectId }: ExpenseStatement,
): Promise<number> {
  const others = (await stores.statements.ofProject(projectId)).filter((one) => one.id !== id)
  const transfers = await stores.statements.transfers(...others.map((one) => one.id))
  return sumCents(transfers.map((one) => one.amountCents))
}

/* What other projects claim of the same documents is decided afterwards, under each document's lock. */
async function check(
  { stores, now }: StepContext,
  { project, alliance, told, transferredCents }: Presented,
): Promise<void> {
  const { rules } = await stores.calls.get(project.callId)
  const problems = checkStatement(told, {
    leadTaxCode: alliance.find((one) => one.role === 'LEAD')?.taxCode ?? '',
    spendingBodies: alliance.map((one) => one.taxCode),
    categories: rules.costCategories.map((one) => one.id),
    years: rules.years,
    on: localDateOf(now),
    known: new Map(),
    receivedCents: await stores.payments.paidCents(project.id),
    transferredCents,
  })
  if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
}

/* Several lines may charge parts of one document, to different bodies, categories or years. */
async function claimDocuments({ stores }: UseCaseContext, lines: readonly StatementLine[]): Promise<void> {
  const byDocument = Map.groupBy(lines, (one) => expenseDocumentKey(one.document))
  const claim = await stores.statements.claim(
    [...byDocument.values()].flatMap((group) =>
      group.slice(0, 1).map(({ document }) => ({
        document,
        claimedCents: sumCents(group.map((one) => one.claimedCents)),
      })),
    ),
  )
  if (!claim.ok) refuseClaim(claim)
}

function refuseClaim(claim: Extract<Claim, { ok: false }>): never {
  const named = { number: claim.document.number, issuer: claim.document.issuerName }
  if (claim.differs) throw new BusinessError('DOCUMENT_ALREADY_PRESENTED', named)
  throw new BusinessError('QUOTAS_ABOVE_DOCUMENT', { ...named, leftCents: claim.leftCents })
}
