import { killedApplication } from './parts/killed-application.ts'
import { killedPostgres } from './parts/killed-postgres.ts'
import type { Part } from './parts/part.ts'
import { race } from './parts/race.ts'
import { randomModels } from './parts/random-models.ts'
import { statements } from './parts/statements.ts'
import { twoApplications } from './parts/two-applications.ts'
import { year } from './parts/year.ts'
import { seedOf } from './seed.ts'

const parts: readonly Part[] = [
  race,
  randomModels,
  statements,
  year,
  killedPostgres,
  twoApplications,
  killedApplication,
]

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function outcomeOf({ run, title }: Part, seed: number): Promise<boolean> {
  const started = performance.now()
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`
  try {
    const found = await run(seed)
    say(`✓ ${title}: ${found} (${seconds()})`)
    return true
  } catch (error) {
    say(`✗ ${title} (${seconds()})\n${error instanceof Error ? error.stack : String(error)}`)
    return false
  }
}

/* What `npm run faults` does: each part on data of its own; with names behind it, only those parts. */
const seed = seedOf()
const asked = process.argv.slice(2)
say(`CONCILIA_TEST_SEED=${seed}`)
let broken = 0
for (const part of parts)
  if (asked.length === 0 || asked.includes(part.name)) broken += (await outcomeOf(part, seed)) ? 0 : 1
say(broken === 0 ? 'every part holds' : `${broken} parts do not hold`)
process.exit(broken === 0 ? 0 : 1)
