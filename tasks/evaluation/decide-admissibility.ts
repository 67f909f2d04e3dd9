import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { notFound } from '../../domain/shared/errors.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { defineTask } from '../task.ts'

/** The officer decides on admissibility, with the reasons computed and the proposed route before the eyes (art. 8, 10);
 * never of what a conflict closes to the officer (art. 5). Under the call's lock, so that of two who
 * decide the last ones at once exactly one tells the call's evaluation that all are decided. */
export const decideAdmissibility = defineTask({
  element: 'Task_DecideAdmissibility',
  process: applicationReview,
  title: "Decidi l'ammissibilità",
  form: 'decide-admissibility',
  role: 'CASE_OFFICER',
  subject: 'applicationId',
  decides: 'EVALUATION',
  needs: ['admissibilityRoute'],
  assign: (_context, { applicationId }) => Promise.resolve({ applicationId }),
  input: z.strictObject({
    outcome: z.enum(['ADMITTED', 'NOT_ADMITTED'], 'Va scelto un esito: ammessa o non ammessa.'),
    reasons: plainText({ max: 2000, multiline: true }),
  }),

  async load({ stores }, item) {
    const application = await stores.applications.find(item.subjectId)
    if (application === null) throw notFound('APPLICATION', item.subjectId)
    const call = await stores.calls.get(application.callId)
    const partners = await stores.applications.partnersOf(application.id)
    const reasons = await stores.admissibility.reasonsOf(application.id)
    const attachments = await stores.attachments.of(application.id)
    return {
      applicationId: application.id,
      code: application.code,
      title: application.title,
      arrivedAt: application.arrivedAt && formatInstant(application.arrivedAt),
      totalCost: formatEuro(application.totalCostCents),
      requested: formatEuro(application.requestedCents),
      proposal: titleOf('admissibilityRoute', item.variables.admissibilityRoute),
      partners: partners.map((one) => ({
        name: one.name,
        taxCode: one.taxCode,
        role: titleOf('partner', one.role),
      })),
      checks: reasons.map((one) => ({ reason: one.message, severity: titleOf('severity', one.severity) })),
      attachments: attachments.map((one) => ({
        label: call.rules.requiredAttachments.find((asked) => asked.kind === one.kind)?.label ?? one.kind,
        fileName: one.fileName,
        signature: wordOf('signature', one.signature),
      })),
    }
  },

  async complete({ stores, actor, now }, item, { outcome, reasons }) {
    const route = item.variables.admissibilityRoute
    const application = await stores.applications.get(item.subjectId)
    const call = await stores.calls.get(application.callId, 'update')
    await stores.applications.decide(item.subjectId, outcome)
    await stores.admissibility.putDecision(item.subjectId, {
      outcome,
      reasons,
      route,
      decidedBy: actor.personId,
      decidedAt: now,
    })
    if (!(await stores.admissibility.hasUndecided(call.id)))
      await stores.outbox.publishMessage({
        cycleId: call.cycleId,
        name: 'AdmissibilityDecided',
        correlationKey: call.id,
        variables: {},
      })
    return {}
  },
})
