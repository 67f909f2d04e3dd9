import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'
import { cycleResults } from './results.ts'
import type { CycleResults } from './results.ts'

/** What every played cycle must come to, disturbed or not. */
export async function expectedResults(): Promise<CycleResults> {
  return JSON.parse(
    await readFile(join(import.meta.dirname, 'expected-results.json'), 'utf8'),
  ) as CycleResults
}

/** Compares ranking, money and what is left with what every cycle comes to. */
export async function checkResults(play: Play, { environment }: RunningApplication): Promise<CycleResults> {
  const results = await cycleResults(environment['DATABASE_URL'] ?? '')
  const expected = await expectedResults()
  play.check(
    'Graduatoria e importi sono quelli di ogni esecuzione, nulla è avvenuto due volte',
    isDeepStrictEqual(results, expected),
    results,
  )
  return results
}
