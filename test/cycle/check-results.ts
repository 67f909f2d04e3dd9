import { isDeepStrictEqual } from 'node:util'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'
import { cycleResults } from './results.ts'
import type { CycleResults } from './results.ts'

/** Compares ranking, money and what is left with what every cycle of the scenario comes to. */
export async function checkResults(play: Play, { environment }: RunningApplication): Promise<CycleResults> {
  const results = await cycleResults(environment['DATABASE_URL'] ?? '')
  play.check(
    'Graduatoria e importi sono quelli di ogni esecuzione, nulla è avvenuto due volte',
    isDeepStrictEqual(results, play.scenario.expected),
    results,
  )
  return results
}
