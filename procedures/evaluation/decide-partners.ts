import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { Application } from '../../domain/call/application.ts'
import { isConfirmed } from '../../domain/call/confirmation.ts'
import { brokenWithout, decidePartners, withoutPartners } from '../../domain/call/partner-decisions.ts'
import type { PartnerDecision, StandingPartner } from '../../domain/call/partner-decisions.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCaseContext } from '../context.ts'
import { standingPartners } from '../call/standing-partners.ts'
import { closeCallToTied } from './close-to-tied.ts'
import { requireMayAct } from './may-act.ts'

interface Decided {
  application: SubmittedApplication
  call: Call
  isAdmitted: boolean
  dropped: readonly string[]
}

/** Decides on the partners of an application that have not confirmed by themselves, with its admissibility: who is dropped, whose
 * letter counts. An application is not admitted below the call's minima counted again. Exclusions follow who counts; nobody decides
 * that the own body does. Gives what the application then costs and asks for, where partners are dropped. Throws
 * INVALID_INPUT, CONFLICT_EXCLUDED. */
export async function decideOnPartners(
  context: UseCaseContext,
  { application, call, isAdmitted, dropped }: Decided,
): Promise<Application | undefined> {
  const { stores, actor, now } = context
  const partners = await standingPartners(stores, application)
  const rule = call.rules.partnership.unconfirmed
  const { decisions, problems } = decidePartners(partners, { dropped, isAdmitted, rule })
  const gone = decisions.filter((one) => one.decision === 'DROPPED').map((one) => one.code)
  const broken = isAdmitted ? brokenWithout(application.content, call.rules, gone) : []
  const refused = [
    ...problems,
    ...broken.map(({ code, message }) => ({
      ...{ path: 'dropped', code },
      message: `Senza i partner che decadono la domanda non è ammissibile: ${message}`,
    })),
  ]
  if (refused.length > 0) throw new BusinessError('INVALID_INPUT', { problems: refused })
  await stores.admissibility.decidePartners(application.id, decisions, { by: actor.personId, at: now })
  await followWhoCounts(context, application, { callId: call.id, decisions, partners })
  return gone.length === 0 ? undefined : withoutPartners(application.content, gone)
}

/* A letter that is found void excluded people by a tie that is none; one that is accepted excludes from now on. */
async function followWhoCounts(
  context: UseCaseContext,
  { id }: SubmittedApplication,
  {
    callId,
    decisions,
    partners,
  }: { callId: string; decisions: readonly PartnerDecision[]; partners: readonly StandingPartner[] },
): Promise<void> {
  const counted = new Set(partners.filter((one) => isConfirmed(one.standing)).map((one) => one.code))
  const changed = decisions.filter((one) => (one.decision === 'CONFIRMED') !== counted.has(one.code))
  if (changed.length === 0) return
  const { stores } = context
  const lifted = changed.filter((one) => one.decision === 'DROPPED').map((one) => one.code)
  await stores.evaluation.liftExclusions(id, await stores.applications.bodiesNamed(id, lifted))
  await closeCallToTied(context, callId)
  await requireMayAct(context, { matter: 'EVALUATION', subjectId: id })
}
