import type { RegionalOutcome, Submission } from '../../db/approval/submission-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { Actor, UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hasRole, withoutFunction } from '../../procedures/context.ts'

/** Who the Region's own system acts as, once its bearer token was checked. */
export const REGION_ACTOR: Actor = withoutFunction('region', 'Regione')

export interface OutcomeCommand {
  submissionId: string
  outcome: string
  protocolNumber: string
  decidedOn: LocalDate
  /** The text of the Region's letter, where its system sends one. */
  letter?: { subject: string; text: string } | undefined
}
export interface OutcomeAnswer {
  submissionId: string
  outcome: string
  protocolNumber: string
  decidedOn: string
}

/**
 * Records the Region's validation of a plan, whoever brings it: its own system, or the process owner by hand (art. 8).
 * The same outcome again gets the same answer. Throws NOT_FOUND, OUTCOME_NOT_HANDLED, OUTCOME_NOT_EXPECTED.
 */
export const recordRegionalOutcome: UseCase<OutcomeCommand, OutcomeAnswer> = async (context, command) => {
  if (context.actor.personId !== REGION_ACTOR.personId && !hasRole(context.actor, 'PROCESS_OWNER')) {
    throw new BusinessError('NOT_ALLOWED')
  }
  const submission = await context.stores.submissions.lock(command.submissionId)
  if (submission === null) throw new BusinessError('NOT_FOUND', { what: 'invio', id: command.submissionId })
  if (command.outcome !== 'VALIDATED')
    throw new BusinessError('OUTCOME_NOT_HANDLED', { outcome: command.outcome })
  const outcome = { outcome: command.outcome, protocol: command.protocolNumber, decidedOn: command.decidedOn }
  if (!isSame(submission.outcome, outcome))
    await write(context, submission, { ...outcome, letter: command.letter })
  return {
    submissionId: submission.id,
    outcome: outcome.outcome,
    protocolNumber: outcome.protocol,
    decidedOn: outcome.decidedOn,
  }
}

const isSame = (known: RegionalOutcome | null, told: RegionalOutcome): boolean =>
  known !== null &&
  known.outcome === told.outcome &&
  known.protocol === told.protocol &&
  known.decidedOn === told.decidedOn

async function write(
  context: UseCaseContext,
  submission: Submission,
  { letter, ...outcome }: RegionalOutcome & { letter: OutcomeCommand['letter'] },
): Promise<void> {
  const { stores, now } = context
  if (submission.kind !== 'PLAN' || submission.outcome !== null || submission.sentAt === null) {
    throw new BusinessError('OUTCOME_NOT_EXPECTED', { status: submission.status })
  }
  checkDay(outcome.decidedOn, {
    path: 'decidedOn',
    earliest: { day: localDateOf(submission.sentAt), what: "dell'invio" },
    today: localDateOf(now),
  })
  await stores.submissions.writeOutcome(submission.id, { ...outcome, recordedAt: now })
  if (letter) await keepLetter(context, submission, letter)
  await stores.outbox.publishMessage({
    cycleId: submission.cycleId,
    name: 'RegionalOutcomeReceived',
    correlationKey: submission.id,
    variables: {},
  })
  await context.record({
    cycleId: submission.cycleId,
    action: 'record-regional-outcome',
    subjectId: submission.id,
    facts: { ...outcome },
  })
}

async function keepLetter(
  { stores, files, now }: UseCaseContext,
  submission: Submission,
  letter: { subject: string; text: string },
): Promise<void> {
  await stores.documents.record({
    ...(await files.put(Buffer.from(`${letter.subject}\n\n${letter.text}\n`))),
    cycleId: submission.cycleId,
    kind: 'regional-outcome-letter',
    subjectId: submission.id,
    title: letter.subject,
    fileName: 'esito-regionale.txt',
    mediaType: 'text/plain; charset=utf-8',
    signature: 'NONE',
    createdAt: now,
  })
}
