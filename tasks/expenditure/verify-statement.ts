import { z } from 'zod'
import { expenditureReport } from '../../domain/process/expenditure-report.ts'
import type { Quota } from '../../db/expenditure/statement-store.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { MAX_LINES } from '../../domain/expenditure/statement.ts'
import {
  categoryCap,
  checkCaps,
  checkVerification,
  statementTotals,
} from '../../domain/expenditure/statement-check.ts'
import type { VerifiedQuota } from '../../domain/expenditure/statement-check.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { euroSchema, sumCents } from '../../domain/shared/money.ts'
import { titleOf } from '../../words/codes.ts'
import { formatAmount, formatDate, formatEuro } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

const input = z.strictObject({
  quotas: z
    .array(
      z.strictObject({
        id: z.string(),
        admitted: euroSchema,
        reason: plainText({ max: 1000, min: 0, multiline: true })
          .nullish()
          .transform((text) => text || null),
      }),
    )
    .max(MAX_LINES),
})

/** The office verifies all expenditure: for each quota what is admitted, never above what was claimed nor, by category, above
 * the call's cap, and the reason of every cut (art. 8, 10). */
export const verifyStatement = defineTask({
  element: 'Task_VerifyStatement',
  process: expenditureReport,
  title: 'Verifica il rendiconto',
  form: 'verify-statement',
  role: 'CASE_OFFICER',
  subject: 'statementId',
  decides: 'PROJECT',
  needs: ['projectId'],
  input,

  async load(context, item) {
    const { stores } = context
    const statement = await stores.statements.get(item.subjectId)
    const project = await stores.projects.get(statement.projectId)
    const { call, quotas, budget, transfers } = await atOnce({
      call: stores.calls.get(project.callId),
      quotas: stores.statements.quotas(statement.id),
      budget: stores.applications.budgetOf(project.applicationId),
      transfers: stores.statements.transfers(statement.id),
    })
    const { rules } = call
    const planned = Map.groupBy(budget, (one) => one.category)
    const { byCategory } = statementTotals(quotas.map(withCategory))
    return {
      code: project.code,
      title: project.title,
      cup: project.cup,
      cost: formatEuro(project.costCents),
      claimed: formatEuro(statement.claimedCents),
      categories: rules.costCategories.map((one) => ({
        category: one.label,
        planned: formatEuro(sumCents((planned.get(one.id) ?? []).map((line) => line.costCents))),
        claimed: formatEuro(byCategory.get(one.id)?.claimedCents ?? 0),
        cap: capShown(categoryCap(one, project.costCents)),
      })),
      transfers: transfers.map((one) => ({
        body: one.bodyName,
        amount: formatEuro(one.amountCents),
        on: formatDate(one.transferredOn),
      })),
      quotas: quotas.map((one) => quotaShown(one, rules)),
    }
  },

  async complete(context, item, told) {
    const { stores, now, actor } = context
    const quotas = await stores.statements.quotas(item.subjectId)
    const answers = new Map(told.quotas.map((one) => [one.id, one]))
    if (
      answers.size !== told.quotas.length ||
      told.quotas.some(({ id }) => !quotas.some((one) => one.id === id))
    )
      refuseInput('quotas', 'QUOTA_UNKNOWN', 'Le spese verificate non sono quelle del rendiconto.')
    const verified = quotas.map((one) => {
      const answer = answers.get(one.id)
      return {
        ...one,
        categoryId: one.category,
        admittedCents: answer?.admitted ?? null,
        reason: answer?.reason ?? null,
      }
    })
    const problems = [...checkVerification(verified), ...(await capProblems(context, item, verified))]
    if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
    const admitted = verified.map(({ id, admittedCents, reason }) => ({
      id,
      admittedCents: admittedCents ?? 0,
      reason,
    }))
    const verification = { quotas: admitted, by: actor.personId, at: now }
    await stores.statements.verify(item.subjectId, verification)
    return {}
  },
})

const capShown = (cents: number | null): string => (cents === null ? 'nessuno' : formatEuro(cents))

/* A cap is of the whole project: what earlier statements were admitted counts too. */
async function capProblems({ stores }: StepContext, item: WorkItem, verified: readonly VerifiedQuota[]) {
  const { projectId } = await stores.statements.get(item.subjectId)
  const { callId, costCents } = await stores.projects.get(projectId)
  const { rules } = await stores.calls.get(callId)
  const settled = await stores.statements.settledOf(projectId)
  const before = await stores.statements.quotas(...settled.map((one) => one.id))
  const admitted = before.map(withCategory)
  return checkCaps([...admitted, ...verified], { costCents, categories: rules.costCategories })
}

const withCategory = (quota: Quota): Quota & VerifiedQuota => ({ ...quota, categoryId: quota.category })

function quotaShown(quota: Quota, rules: CallRules) {
  const category = rules.costCategories.find((one) => one.id === quota.category)?.label ?? quota.category
  const document = `${titleOf('expenseDocument', quota.type)} n. ${quota.number} del ${formatDate(quota.issuedOn)}`
  return {
    id: quota.id,
    document: `${document}, ${quota.issuerName} (${quota.issuerTaxCode}), ${formatEuro(quota.documentCents)}`,
    charged: `${quota.bodyName}, ${category} ${quota.year}: chiesti ${formatEuro(quota.claimedCents)}, pagati il ${formatDate(quota.paidOn)}`,
    evidence: quota.procurementEvidence,
    admitted: formatAmount(quota.claimedCents),
    reason: '',
  }
}
