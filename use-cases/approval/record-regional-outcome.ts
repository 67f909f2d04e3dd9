import { laterOutcomeLetter } from '../../documents/approval/outcome-letters.ts'
import type { ToldOutcome } from '../../db/approval/outcome-store.ts'
import type { Submission } from '../../db/approval/submission-store.ts'
import type { OutcomeKind, OutcomeStatus } from '../../domain/approval/lifecycle.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { KeptFile, LongUseCase } from '../../documents/outside.ts'
import type { Actor, UseCaseContext } from '../../procedures/context.ts'
import { hasRole, withoutFunction } from '../../procedures/context.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'

/** Who the Region's own system acts as, once its bearer token was checked. */
export const REGION_ACTOR: Actor = withoutFunction('region', 'Regione')

export interface OutcomeCommand {
  submissionId: string
  outcome: OutcomeKind
  protocolNumber: string
  decidedOn: LocalDate
  /** The text of the Region's letter, where its system sends one. */
  letter?: { subject: string; text: string } | undefined
}
interface OutcomeAnswer {
  submissionId: string
  outcome: string
  protocolNumber: string
  decidedOn: string
  /** `IN_FORCE`: the process goes by it; `SUPERSEDED`: another took its place; `NOTED`: it came when the plan was validated
   * already, so it is kept, the process owner is told, and nothing moves. */
  status: OutcomeStatus
}

/**
 * Records what the Region decided on a plan, whoever brings it: its own system, or the process owner by hand (art. 8). The
 * first must be a validation. The same again is the same. Throws NOT_FOUND, OUTCOME_NOT_HANDLED, OUTCOME_NOT_EXPECTED.
 */
export const recordRegionalOutcome: LongUseCase<OutcomeCommand, OutcomeAnswer> = {
  async prepare({ keep }, { letter, ...told }) {
    const kept = letter && {
      subject: letter.subject,
      file: await keep(Buffer.from(`${letter.subject}\n\n${letter.text}\n`)),
    }
    return (context) => recordOutcome(context, { ...told, letter: kept })
  },
}

type KeptLetter = { subject: string; file: KeptFile } | undefined
type Told = Omit<OutcomeCommand, 'letter'> & { letter: KeptLetter }

async function recordOutcome(context: UseCaseContext, command: Told): Promise<OutcomeAnswer> {
  if (context.actor.personId !== REGION_ACTOR.personId && !hasRole(context.actor, 'PROCESS_OWNER')) {
    throw new BusinessError('NOT_ALLOWED')
  }
  const { stores } = context
  const submission = found(
    'SUBMISSION',
    command.submissionId,
    await stores.submissions.lock(command.submissionId),
  )
  const { protocolNumber, letter, outcome, decidedOn } = command
  const told = { outcome, protocol: protocolNumber, decidedOn }
  const known = await stores.outcomes.told(submission.id, told)
  const status = known?.status ?? (await write(context, submission, { ...told, letter }))
  return { submissionId: submission.id, outcome, protocolNumber, decidedOn, status }
}

async function write(
  context: UseCaseContext,
  submission: Submission,
  { letter, ...told }: ToldOutcome & { letter: KeptLetter },
): Promise<OutcomeStatus> {
  const { stores, now } = context
  const { id, cycleId, outcome: inForce } = submission
  requireExpected(submission, told, localDateOf(now))
  const as = submission.status === 'VALIDATED' ? 'note' : 'take'
  const status = await stores.outcomes.record(id, { ...told, recordedAt: now }, as)
  if (letter) await keepLetter(context, submission, letter)
  if (inForce === null) await tellProcess(context, submission)
  if (status === 'NOTED') await tellOwner(context, submission, told)
  const facts = { ...told, status }
  await context.record({ cycleId, action: 'record-regional-outcome', subjectId: id, facts })
  return status
}

function requireExpected({ kind, sentAt, status, outcome }: Submission, told: ToldOutcome, today: LocalDate) {
  if (kind !== 'PLAN' || sentAt === null) throw new BusinessError('OUTCOME_NOT_EXPECTED', { status })
  if (outcome === null && told.outcome !== 'VALIDATED')
    throw new BusinessError('OUTCOME_NOT_HANDLED', { outcome: told.outcome })
  const earliest = { day: localDateOf(sentAt), what: "dell'invio" }
  checkDay(told.decidedOn, { path: 'decidedOn', earliest, today })
}

async function tellProcess({ stores, now }: UseCaseContext, { id, cycleId }: Submission): Promise<void> {
  await stores.submissions.markAnswered(id, now)
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'RegionalOutcomeReceived', correlationKey: id, variables: {} },
  })
}

/* What was decided on the outcome in force stands: what a later one asks for is a person's to see. */
async function tellOwner(context: UseCaseContext, submission: Submission, told: ToldOutcome) {
  const { cycleId } = submission
  const cycle = await cycleWithOwner(context, cycleId)
  await context.stores.outbox.mail({
    cycleId,
    to: [cycle.ownerEmail],
    ...laterOutcomeLetter(cycle, submission, told),
    attachments: [],
  })
}

async function keepLetter(
  { stores, now }: UseCaseContext,
  submission: Submission,
  letter: NonNullable<KeptLetter>,
): Promise<void> {
  await stores.documents.record({
    ...letter.file,
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
