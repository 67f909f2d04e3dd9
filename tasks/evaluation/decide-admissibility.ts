import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { notFound } from '../../domain/shared/errors.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { standingPartners } from '../../procedures/call/standing-partners.ts'
import { decideOnPartners } from '../../procedures/evaluation/decide-partners.ts'
import { isConfirmed } from '../../domain/call/confirmation.ts'
import { isToDecide } from '../../domain/call/partner-decisions.ts'
import { isSubmitted } from '../../db/call/application-store.ts'
import { askedAttachments } from '../../domain/call/admissibility.ts'
import { defineTask } from '../task.ts'

/** The officer decides on admissibility, with the reasons computed and the proposed route before the eyes (art. 8, 10);
 * never of what a conflict closes to the officer (art. 5). With it goes the decision on partners that have not confirmed: who is
 * dropped, and whose letter counts (art. 9). Under the call's lock, so that of two who
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
    dropped: z.array(z.string().max(40)).max(100).optional(),
  }),

  async load({ stores }, item) {
    const application = await stores.applications.find(item.subjectId)
    if (application === null || !isSubmitted(application)) throw notFound('APPLICATION', item.subjectId)
    const call = await stores.calls.get(application.callId)
    const standing = await standingPartners(stores, application)
    const reasons = await stores.admissibility.reasonsOf(application.id)
    const attachments = await stores.attachments.of(application.id)
    const asked = askedAttachments(application.content, call.rules)
    return {
      applicationId: application.id,
      code: application.code,
      title: application.title,
      arrivedAt: formatInstant(application.arrivedAt),
      totalCost: formatEuro(application.totalCostCents),
      requested: formatEuro(application.requestedCents),
      proposal: titleOf('admissibilityRoute', item.variables.admissibilityRoute),
      partners: application.content.partners.map((one, index) => ({
        name: one.bodyName,
        taxCode: one.bodyTaxCode,
        role: titleOf('partner', one.role),
        standing: titleOf('standing', standing[index]?.standing ?? 'MISSING'),
      })),
      partnerOptions: standing.filter(isToDecide).map((one) => ({
        value: one.code,
        label: `${one.name}: ${wordOf('standing', one.standing)}`,
      })),
      dropped: standing.filter((one) => !isConfirmed(one.standing)).map((one) => one.code),
      checks: reasons.map((one) => ({ reason: one.message, severity: titleOf('severity', one.severity) })),
      attachments: attachments.map((one) => ({
        label: asked.find(({ kind }) => kind === one.kind)?.label ?? one.kind,
        fileName: one.fileName,
        signature: wordOf('signature', one.signature),
      })),
    }
  },

  async complete(context, item, { outcome, reasons, dropped = [] }) {
    const { stores, actor, now } = context
    const route = item.variables.admissibilityRoute
    const application = await stores.applications.getSubmitted(item.subjectId)
    const call = await stores.calls.get(application.callId, 'update')
    const isAdmitted = outcome === 'ADMITTED'
    const counted = await decideOnPartners(context, { application, call, isAdmitted, dropped })
    await stores.applications.decide(item.subjectId, outcome, counted)
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
