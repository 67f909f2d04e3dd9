import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { playAdmissibility } from '../cycle/play-admissibility.ts'
import { playCall } from '../cycle/play-call.ts'
import { playEvaluation } from '../cycle/play-evaluation.ts'
import { playGuidance } from '../cycle/play-guidance.ts'
import { createPlayer } from '../cycle/player.ts'
import { readScenario } from '../cycle/scenario.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { startBrowser } from './browser.ts'
import { throughPages } from './through-pages.ts'

const PATIENCE_MS = 120_000
const STAGE_MS = 600_000
/* What people do from the closing of the call to the ranking's act. */
const ELEMENTS = [
  'Task_AnswerRequest',
  'Task_ConveneMeeting',
  'Task_DecideAdmissibility',
  'Task_DecideDeclaredConflicts',
  'Task_DecideLateConflict',
  'Task_DeclareConflicts',
  'Task_RecordAct',
  'Task_RecordMeeting',
  'Task_RecordPublication',
  'Task_ScoreApplication',
  'Task_SignMinutes',
]

let application: RunningApplication | undefined
let browser: Browser | undefined
let play: Awaited<ReturnType<typeof createPlayer>>
let pages: ReturnType<typeof throughPages>

beforeAll(async () => {
  const scenario = await readScenario('valle-alta')
  const { networkFile } = scenario
  application = await startWholeApplication({ name: 'test-journey', portOffset: 80, networkFile })
  const { baseUrl } = application
  browser = await startBrowser()
  play = await createPlayer({ baseUrl, patienceMs: PATIENCE_MS }, scenario)
  pages = throughPages(play, { browser, baseUrl })
  await playGuidance(play)
  await playCall(play)
}, STAGE_MS)
afterAll(async () => {
  await browser?.close()
  await application?.stop()
}, 60_000)

const broken = () => play.checks.filter(({ holds }) => !holds)

describe('from the closing to the adopted ranking, each person does its tasks on their pages', () => {
  it('the office examines, and asks leads, who answer (art. 10; L. 241/1990 art. 6)', async () => {
    await playAdmissibility(pages)
    expect(broken()).toEqual([])
  }, 600_000)

  it('the committee declares, evaluates, meets and votes, and the act is adopted (art. 5, 6, 7)', async () => {
    await playEvaluation(pages)
    expect(broken()).toEqual([])
  }, 600_000)

  it('on pages of four screens at most, without a fault, as they look on a desk and on a phone, with and without scripts', () => {
    expect(pages.seen.filter(({ faults }) => faults.length > 0)).toEqual([])
    const elements = [...new Set(pages.seen.map(({ element }) => element))]
    expect(elements.toSorted()).toEqual(ELEMENTS)
  })
})
