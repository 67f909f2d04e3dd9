import { runRace } from '../../conformance/embedded/race.ts'
import { onEngines } from '../on-engines.ts'
import type { Part } from './part.ts'

const RACE = { publishers: 32, each: 25, pairs: 4 }
const ROUNDS = 3

/** Publishers, completers and subscribers on the same few keys at the same time. */
export const race: Part = {
  name: 'race',
  title: `${RACE.publishers} publishers and completers on ${RACE.pairs} keys, ${ROUNDS} rounds`,
  run: () =>
    onEngines(2, async (engines, { knex }) => {
      let taken = 0
      let done = 0
      for (let round = 0; round < ROUNDS; round += 1) {
        const seen = await runRace(engines, knex, RACE)
        taken += [...seen.loops.values()].flat().length + seen.noted.length + seen.shared.length
        done += [...seen.contested.values()].filter(Boolean).length
      }
      return `${taken} messages taken, each once and in order; of ${RACE.publishers * ROUNDS} contested tasks ${done} done, the others withdrawn`
    }),
}
