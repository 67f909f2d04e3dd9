import type { LateConflict } from '../../db/evaluation/late-conflict-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import type { StepContext } from '../context.ts'
import { aggregateApplications } from './aggregate-applications.ts'
import { askDeputy, deputyFor, withdrawSheet } from './call-deputy.ts'
import { completeScoringRound } from './complete-scoring-round.ts'

/** Takes the sheets of a person about an application away, handed in or not, once the conflict was decided (art. 5): in an open
 * round the deputy is asked for another. Whose sheet counts no more is told so, never who told it or why. Gives how many. */
export async function voidSheets(context: StepContext, call: Call, conflict: LateConflict): Promise<number> {
  const { stores } = context
  const sheets = await stores.evaluation.scoringsOf(call.id, [conflict.applicationId])
  let voided = 0
  for (const scoring of sheets.filter((one) => one.personId === conflict.personId))
    if (await giveUp(context, scoring)) voided += 1
  if (voided > 0) await tellPerson(context, call, conflict)
  const done = await stores.evaluation.aggregatesOf(call.id)
  if (done.some((one) => one.applicationId === conflict.applicationId))
    await aggregateApplications(stores, call, [conflict.applicationId])
  return voided
}

async function giveUp(context: StepContext, scoring: Scoring): Promise<boolean> {
  const { stores } = context
  const round = await stores.evaluation.lockRound(scoring.roundId)
  const gone = (await withdrawSheet(context, scoring)) || (await stores.evaluation.voidScoring(scoring.id))
  if (!gone || round?.status !== 'OPEN') return gone
  const deputy = await deputyFor(context, scoring)
  if ('personId' in deputy)
    await askDeputy(context, round, { scoring, personId: deputy.personId, reason: 'conflitto emerso' })
  await completeScoringRound(stores, round)
  return gone
}

async function tellPerson({ stores }: StepContext, call: Call, conflict: LateConflict): Promise<void> {
  const person = await stores.network.findPerson(conflict.personId)
  const application = await stores.applications.get(conflict.applicationId)
  if (person === null) throw new Error(`no person ${conflict.personId}`)
  await stores.outbox.mail({
    cycleId: call.cycleId,
    to: [person.email],
    subject: `${application.code}: la tua scheda di valutazione non conta più`,
    text: `La tua scheda sul progetto ${application.code} non conta più nella valutazione (art. 5).`,
    attachments: [],
  })
}
