import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { standingPartners } from '../../procedures/call/standing-partners.ts'
import { decideOnPartners } from '../../procedures/evaluation/decide-partners.ts'
import { isConfirmed } from '../../domain/call/confirmation.ts'
import { isToDecide } from '../../domain/call/partner-decisions.ts'
import { isSubmitted } from '../../db/call/application-store.ts'
import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { applicationLifecycle } from '../../domain/call/lifecycle.ts'
import { possibleSteps, stepFaults } from '../../domain/evaluation/lead-request.ts'
import { newId } from '../../domain/shared/ids.ts'
import { refusedMove } from '../../domain/shared/lifecycle.ts'
import type { UseCaseContext } from '../../procedures/context.ts'
import {
  closeLeadRequests,
  isAnsweredLate,
  observationsIn,
} from '../../procedures/evaluation/lead-requests.ts'
import { askedAttachments } from '../../domain/call/admissibility.ts'
import { requestView } from './lead-request-view.ts'
import { defineTask } from '../task.ts'

const optionalText = plainText({ max: 4000, min: 0, multiline: true }).nullish()
const input = z.strictObject({
  outcome: z.enum(
    ['ADMITTED', 'NOT_ADMITTED', 'ASK_INTEGRATION', 'GIVE_NOTICE'],
    'Va scelto che cosa decidere.',
  ),
  reasons: plainText({ max: 2000, multiline: true }),
  items: optionalText,
  dropped: z.array(z.string().max(40)).max(100).optional(),
  lateAnswer: z.enum(['CONSIDERED', 'NOT_CONSIDERED']).nullish(),
  observationsReply: optionalText,
  committeeNote: optionalText,
})

/** The officer decides on admissibility, with the reasons computed and the proposed route before the eyes (art. 8, 10);
 * never of what a conflict closes to the officer (art. 5). Before that the officer may ask the lead to complete the
 * application, once, and where the call says so tells the lead the reasons against it before it is refused (L. 241/1990 art. 6, 10-bis). With it goes the decision on partners that have not confirmed: who is
 * dropped, and whose letter counts (art. 9), and what the committee that evaluates it is told (art. 6). Under the call's lock, so that of two who
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
  gives: ['integrationAsked', 'refusalNoticed'],
  input,

  async load({ stores }, item) {
    const application = await stores.applications.find(item.subjectId)
    if (application === null || !isSubmitted(application)) throw notFound('APPLICATION', item.subjectId)
    const call = await stores.calls.get(application.callId)
    const standing = await standingPartners(stores, application)
    const reasons = await stores.admissibility.reasonsOf(application.id)
    const attachments = await stores.attachments.of(application.id)
    const asked = askedAttachments(application.content, call.rules)
    const requests = await stores.leadRequests.of(application.id)
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
      ...stepsView(requests, call.rules),
      attachments: attachments.map((one) => ({
        label: asked.find(({ kind }) => kind === one.kind)?.label ?? one.kind,
        fileName: one.fileName,
        signature: wordOf('signature', one.signature),
      })),
    }
  },

  async complete(context, item, typed) {
    const { cycleId } = item
    const applicationId = item.subjectId
    const requests = await closeLeadRequests(context, { applicationId, cycleId })
    const application = await context.stores.applications.getSubmitted(applicationId)
    const call = await context.stores.calls.get(application.callId, 'update')
    requirePossible(typed, requests, call.rules)
    const { outcome } = typed
    if (outcome === 'ADMITTED' || outcome === 'NOT_ADMITTED')
      await decide(context, { application, call, route: item.variables.admissibilityRoute, outcome }, typed)
    else await ask(context, application, typed)
    return {
      integrationAsked: typed.outcome === 'ASK_INTEGRATION',
      refusalNoticed: typed.outcome === 'GIVE_NOTICE',
    }
  },
})

const stepsView = (requests: readonly LeadRequest[], rules: CallRules) => ({
  outcomeOptions: possibleSteps(requests, rules).map((step) => ({
    value: step,
    label: titleOf('admissibilityStep', step),
  })),
  requests: requests.map(requestView),
  wasAsked: requests.length > 0,
  answeredLate: requests.some(isAnsweredLate),
  observed: observationsIn(requests) !== null,
})

type Typed = z.output<typeof input>

const LACKING = {
  items: 'Scrivi che cosa manca o non è chiaro, una voce per riga (L. 241/1990, art. 6).',
  lateAnswer: 'C’è una risposta arrivata dopo il termine: leggila, e scrivi se ne tieni conto.',
  observationsReply:
    'Il capofila ha presentato osservazioni: scrivi perché non convincono (L. 241/1990, art. 10-bis).',
}

function requirePossible(typed: Typed, requests: readonly LeadRequest[], rules: CallRules): void {
  const told = { ...typed, items: itemsIn(typed.items) }
  const problems = stepFaults(told, {
    possible: possibleSteps(requests, rules),
    hasLateAnswer: requests.some(isAnsweredLate),
    hasObservations: observationsIn(requests) !== null,
  }).map((path) => ({
    ...{ path, code: 'STEP_NOT_POSSIBLE' },
    message: path === 'outcome' ? wordOf('impossibleStep', typed.outcome) : LACKING[path],
  }))
  if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
}

const itemsIn = (text: string | null | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^[-–•*]\s*/, '').trim())
    .filter((line) => line !== '')

async function ask(
  { stores, actor, now }: UseCaseContext,
  { id: applicationId, status }: SubmittedApplication,
  { outcome, items, reasons }: Typed,
): Promise<void> {
  if (status !== 'SUBMITTED') throw refusedMove(applicationLifecycle, status, 'admit')
  const isIntegration = outcome === 'ASK_INTEGRATION'
  await stores.leadRequests.ask({
    ...{ id: newId<string>(), applicationId, reasons, askedBy: actor.personId, askedAt: now },
    kind: isIntegration ? 'INTEGRATION' : 'REFUSAL_NOTICE',
    items: isIntegration ? itemsIn(items) : [],
    rankingId: null,
  })
}

interface Decided {
  application: SubmittedApplication
  call: Call
  route: string
  outcome: 'ADMITTED' | 'NOT_ADMITTED'
}

async function decide(
  context: UseCaseContext,
  { application, call, route, outcome }: Decided,
  { reasons, dropped = [], lateAnswer, observationsReply, committeeNote }: Typed,
): Promise<void> {
  const { stores, actor, now } = context
  const isAdmitted = outcome === 'ADMITTED'
  const counted = await decideOnPartners(context, { application, call, isAdmitted, dropped })
  await stores.applications.decide(application.id, outcome, counted)
  await stores.admissibility.putDecision(application.id, {
    outcome,
    reasons,
    route,
    lateAnswer: lateAnswer ?? null,
    observationsReply: observationsReply || null,
    committeeNote: committeeNote || null,
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
}
