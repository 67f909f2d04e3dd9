import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { ownTask, readEvaluation } from './play-declarations.ts'
import type { OpenTask, Play } from './play.ts'

const CENTI = 100

/* Evaluators differ a little, by one step between two criteria: their totals stay the same. */
function sheet({ scenario }: Play, lead: string, personId: string) {
  const { criteria, stepCentipoints } = scenario.callConfiguration(new Date(), 2027).evaluation
  const moved = (Number.parseInt(sha256Hex(personId).slice(0, 2), 16) % 3) - 1
  const step = (moved * stepCentipoints.value) / CENTI
  const [more, less] = scenario.spread
  const spread: Record<string, number> = { [more]: step, [less]: -step }
  return criteria.map(({ id }, index) => ({
    criterionId: id,
    points: (scenario.points[lead]?.[index] ?? 0) + (spread[id] ?? 0),
    reason: `Criterio ${id}: valutazione motivata sulla scheda del progetto.`,
  }))
}

function leadOfApplication(play: Play, applicationId: string): string {
  const alliance = play.scenario.alliances.find(
    ({ lead }) => play.facts[`applicationId:${lead}`] === applicationId,
  )
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
      await play.complete(task, { scores: sheet(play, leadOfApplication(play, applicationId), personId) })
    }
  }
}

async function checkFirstSheet(play: Play, task: OpenTask): Promise<void> {
  if (play.facts['firstSheet'] !== undefined) return
  play.facts['firstSheet'] = task.subjectId
  const above = sheet(play, play.scenario.alliances[0].lead, '').map((one) => ({ ...one, points: 100 }))
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, { scores: above })
  const rule = 'L. 241/1990 art. 12: punti oltre il massimo del criterio sono rifiutati'
  play.check(rule, refused.body.code === 'SCORE_INVALID', refused)
}

async function callDeputy(play: Play): Promise<void> {
  const { lead, titular, deputy: called } = play.scenario.substitution
  const applicationId = play.facts[`applicationId:${lead}`] ?? ''
  const panelOf = async () =>
    (await readEvaluation(play)).panels.find((one) => one.applicationId === applicationId)
  const titularId = play.scenario.ids.person(titular)
  const scoringId = (await panelOf())?.evaluators.find((one) => one.personId === titularId)?.scoringId ?? ''
  const task = await ownTask(play, titularId, { element: 'Task_ScoreApplication', subjectId: scoringId })
  await task.who.post(`/api/scorings/${scoringId}/substitution`, {
    reason: 'Assenza del titolare nel periodo.',
  })
  const gone = await task.who.refused('post', `/api/work-items/${task.id}/complete`, { scores: [] })
  const deputy = (await panelOf())?.evaluators.find(
    (one) => one.personId === play.scenario.ids.person(called),
  )
  const replaced = gone.body.code === 'WORK_ITEM_NOT_OPEN' && deputy?.role === 'DEPUTY'
  play.check('art. 5: il supplente subentra al titolare assente, con atto registrato', replaced, {
    gone,
    deputy,
  })
}
