import { afterEach, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { closedAt } from '../../domain/call/window.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { aggregateScores } from '../../workers/evaluation/aggregate-scores.ts'
import { checkPanels } from '../../workers/evaluation/check-panels.ts'
import { closeDeclarations } from '../../workers/evaluation/close-declarations.ts'
import { closeScoring } from '../../workers/evaluation/close-scoring.ts'
import { drawUpProvisionalRanking } from '../../workers/evaluation/draw-up-provisional-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { excludeConflictedMembers } from '../../workers/evaluation/exclude-conflicted-members.ts'
import { notifyOutcomes } from '../../workers/evaluation/notify-outcomes.ts'
import { openAdmissibility } from '../../workers/evaluation/open-admissibility.ts'
import { requestScorings } from '../../workers/evaluation/request-scorings.ts'
import type { Worker } from '../../workers/worker.ts'
import { recordStatements } from '../bench/record-statements.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createTestDatabase } from '../support/database.ts'
import { confirmAll } from '../support/voted-ranking.ts'
import type { TestDatabase } from '../support/database.ts'
import { told } from '../support/evaluation-scenario.ts'

let database: TestDatabase
afterEach(() => database.close())

/* A call with so many applications, the demo's alliances over and over, at its closing hour. */
async function callWith(applications: number) {
  database = await createTestDatabase()
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  for (let index = 0; index < applications; index++) {
    const alliance = demoAlliances[index % demoAlliances.length] ?? demoAlliances[0]
    await scenario.submit(await scenario.draft(call.id, alliance), alliance.lead)
  }
  database.setNow(closedAt({ closesAt: call.closesAt }))
  return { ...scenario, scope: { cycleId: scenario.cycleId, callId: call.id } }
}

/* How many statements each step over the call takes, from its closing to its outcome; people's part is rows. */
async function statementsWith(applications: number): Promise<Record<string, number>> {
  const { steps, scope } = await callWith(applications)
  const { knex } = database
  const counts: Record<string, number> = {}
  const run = async (step: unknown, variables: Record<string, unknown> = {}) => {
    const recorder = recordStatements()
    const outcome = await steps.job(step, { ...scope, ...variables })
    recorder.stop()
    counts[(step as Worker).jobType] = recorder.statements.length
    return told(outcome)
  }
  await run(closeCall)
  await run(openAdmissibility)
  await database.arrange((tx) => tx('applications').update({ status: 'ADMITTED' }))
  await run(excludeConflictedMembers)
  const declared = { status: 'DECLARED' as const, declared_at: database.clock.now() }
  await database.arrange((tx) => tx('conflict_declarations').update(declared))
  await run(closeDeclarations)
  await knex('declared_conflicts').update({ decision: 'NOT_EXCLUDED' })
  const { scoringRoundId } = await run(checkPanels)
  await run(requestScorings, { scoringRoundId })
  await run(closeScoring, { scoringRoundId })
  await scoreEverything()
  await run(aggregateScores)
  const { meetingId } = await run(drawUpProvisionalRanking)
  await confirmAll(database, String(meetingId))
  const { actProposalId } = await run(drawUpRanking, { meetingId })
  await database.arrange((tx) => tx('rankings').where({ status: 'DRAWN_UP' }).update({ status: 'ADOPTED' }))
  await run(notifyOutcomes)
  expect(actProposalId).toEqual(expect.any(String))
  return counts
}

/* Every sheet that expired is handed in after all. */
async function scoreEverything(): Promise<void> {
  const scored = { status: 'SCORED' as const, scored_at: database.clock.now() }
  await database.arrange((tx) => tx('scorings').update(scored))
  await database.knex.raw(
    `insert into scores (scoring_id, criterion, centipoints, reason)
     select s.id, c.value ->> 'id', (c.value ->> 'maxCentipoints')::int / 100 * 80, 'Motivato.'
       from scorings s join calls k on k.id = s.call_id,
            jsonb_array_elements(k.configuration -> 'evaluation' -> 'criteria') c`,
  )
}

describe('the steps over a call', () => {
  it('take no more statements for thirty applications than for three', async () => {
    const few = await statementsWith(3)
    await database.close()
    const many = await statementsWith(30)
    expect(many).toEqual(few)
    expect(Math.max(...Object.values(many))).toBeLessThan(60)
  }, 240_000)
})
