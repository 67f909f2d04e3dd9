import type { Knex } from 'knex'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { aggregateScores } from '../../workers/evaluation/aggregate-scores.ts'
import { drawUpProvisionalRanking } from '../../workers/evaluation/draw-up-provisional-ranking.ts'
import type { TestDatabase } from './database.ts'
import { told } from './evaluation-scenario.ts'
import type { EvaluationScenario } from './evaluation-scenario.ts'

/** Aggregates the sheets and draws the provisional ranking up, as the process does before the meeting; gives what it was told. */
export async function drawProvisional({ steps, scope }: Pick<EvaluationScenario, 'steps' | 'scope'>) {
  await steps.jobAgain(aggregateScores, scope)
  return told(await steps.jobAgain(drawUpProvisionalRanking, scope))
}

/** The committee meets and confirms everything, but for the applications that it rejects. */
export async function confirmAll(
  { stores, arrange, clock }: TestDatabase,
  meetingId: string,
  { rejected = [] }: { rejected?: readonly string[] } = {},
): Promise<void> {
  for (const item of await stores.meetings.agenda(meetingId)) {
    const passed = !rejected.includes(item.applicationId ?? '')
    const [inFavour, against] = passed ? [10, 0] : [0, 10]
    await stores.meetings.putDecisions({
      ...{ agendaItemId: item.id, present: 10, inFavour, against, abstained: 0, passed },
    })
  }
  const held = { status: 'HELD' as const, starts_at: clock.now(), held_at: clock.now(), approved: true }
  await arrange(async (tx) => {
    await tx('meetings').where('id', meetingId).update(held)
    await sign(tx, meetingId, clock.now())
  })
}

/** Signs a meeting's minutes by who presided and by who kept them. */
export async function sign(tx: Knex, meetingId: string, at: Date): Promise<void> {
  const signed = { meeting_id: meetingId, document_sha256: hashOf({}), signed_at: at }
  await tx('minutes_signatures')
    .insert([
      { ...signed, capacity: 'CHAIR', person_id: demoPersonId('DEPUTY_ATS_MILANO') },
      { ...signed, capacity: 'SECRETARY', person_id: demoPersonId('PROCESS_OWNER') },
    ])
    .onConflict()
    .ignore()
}

/** Two rows of a ranking that was voted, without sheets: the provisional one and the one that followed. */
export async function putVotedRanking(
  { arrange }: TestDatabase,
  { id, callId, meetingId, at }: { id: string; callId: string; meetingId: string; at: Date },
): Promise<void> {
  const provisional = derivedId<string>('provisional', id)
  const sealed = { call_id: callId, seal: '{}', seal_sha256: hashOf({}), drawn_up_at: at }
  await arrange(async (tx) => {
    await tx('rankings').insert({ ...sealed, id: provisional, status: 'PROVISIONAL' })
    await tx('meetings')
      .where({ id: meetingId })
      .update({ ranking_id: provisional, status: 'HELD', approved: true })
    await sign(tx, meetingId, at)
    const voted = { meeting_id: meetingId, provisional_id: provisional, status: 'DRAWN_UP' as const }
    await tx('rankings').insert({ ...sealed, ...voted, id })
  })
}
