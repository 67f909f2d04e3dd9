import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { ownTask, readEvaluation } from './play-declarations.ts'
import type { OpenTask, Play } from './play.ts'

const CRITERIA = ['INNOVATION', 'CONCRETENESS', 'EFFECTIVENESS', 'ECONOMY', 'SUSTAINABILITY'] as const

/* Points by lead and criterion. The fourth and the fifth have the same total: effectiveness tells them apart. */
const points: Record<string, readonly number[]> = {
  ASSEMI: [12, 21, 21, 16, 12],
  SERCOP: [11, 20, 20, 16, 12],
  CITTA_METROPOLITANA: [11, 20, 19, 15, 11],
  AZIENDA_CASTANESE: [10, 18, 18, 14, 10],
  IPIS: [10, 20, 16, 14, 10],
  AZIENDA_SOLE: [9, 17, 17, 13, 10],
  COOP_EUREKA: [9, 16, 16, 12, 10],
}
const STEP = 0.5

/** Order of the leads that the points give. */
export const expectedOrder = Object.keys(points)

/* Evaluators differ a little, by moving half a point between two criteria: their totals stay the same. */
function sheet(lead: string, personId: string) {
  const moved = (Number.parseInt(sha256Hex(personId).slice(0, 2), 16) % 3) - 1
  const spread: Record<string, number> = { INNOVATION: moved * STEP, ECONOMY: -moved * STEP }
  return CRITERIA.map((criterionId, index) => ({
    criterionId,
    points: (points[lead]?.[index] ?? 0) + (spread[criterionId] ?? 0),
    reason: `Criterio ${criterionId}: valutazione motivata sulla scheda del progetto.`,
  }))
}

function leadOfApplication(play: Play, applicationId: string): string {
  const alliance = demoAlliances.find(({ lead }) => play.facts[`applicationId:${lead}`] === applicationId)
  if (alliance === undefined) throw new Error(`nobody leads ${applicationId}`)
  return alliance.lead
}

/** One titular is replaced by the deputy, then every evaluator hands in the own sheets (art. 5, 6). */
export async function playScoring(play: Play): Promise<void> {
  await callDeputy(play)
  const { panels } = await readEvaluation(play)
  for (const { applicationId, evaluators } of panels) {
    for (const { personId, scoringId } of evaluators) {
      if (scoringId === null) throw new Error(`no sheet is asked of ${personId}`)
      const task = await ownTask(play, personId, { element: 'Task_ScoreApplication', subjectId: scoringId })
      await checkFirstSheet(play, task)
      await play.complete(task, { scores: sheet(leadOfApplication(play, applicationId), personId) })
    }
  }
}

async function checkFirstSheet(play: Play, task: OpenTask): Promise<void> {
  if (play.facts['firstSheet'] !== undefined) return
  play.facts['firstSheet'] = task.subjectId
  const above = sheet('ASSEMI', '').map((one) => ({ ...one, points: 100 }))
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, { scores: above })
  const rule = 'L. 241/1990 art. 12: punti oltre il massimo del criterio sono rifiutati'
  play.check(rule, refused.body.code === 'SCORE_INVALID', refused)
}

async function callDeputy(play: Play): Promise<void> {
  const applicationId = play.facts['applicationId:IPIS'] ?? ''
  const panelOf = async () =>
    (await readEvaluation(play)).panels.find((one) => one.applicationId === applicationId)
  const titularId = demoPersonId('TITULAR_CCIAA')
  const scoringId = (await panelOf())?.evaluators.find((one) => one.personId === titularId)?.scoringId ?? ''
  const task = await ownTask(play, titularId, { element: 'Task_ScoreApplication', subjectId: scoringId })
  await task.who.post(`/api/scorings/${scoringId}/substitution`, {
    reason: 'Assenza del titolare nel periodo.',
  })
  const gone = await task.who.refused('post', `/api/work-items/${task.id}/complete`, { scores: [] })
  const deputy = (await panelOf())?.evaluators.find((one) => one.personId === demoPersonId('DEPUTY_CCIAA'))
  const replaced = gone.body.code === 'WORK_ITEM_NOT_OPEN' && deputy?.role === 'DEPUTY'
  play.check('art. 5: il supplente subentra al titolare assente, con atto registrato', replaced, {
    gone,
    deputy,
  })
}
