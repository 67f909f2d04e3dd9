import { isDeepStrictEqual } from 'node:util'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'
import { cycleResults } from './results.ts'
import type { CycleResults } from './results.ts'

/** Compares ranking, money and what is left with what every cycle of the scenario comes to. */
export async function checkResults(play: Play, { environment }: RunningApplication): Promise<CycleResults> {
  const read = () => cycleResults(environment['DATABASE_URL'] ?? '')
  /* What the last steps left to send leaves in its own time. */
  await play.until('nothing is left to send', async () => (await read()).left.unsent === 0)
  const results = await read()
  play.check(
    'Graduatoria e importi sono quelli di ogni esecuzione, nulla è avvenuto due volte',
    isDeepStrictEqual(results, play.scenario.expected),
    results,
  )
  return results
}
