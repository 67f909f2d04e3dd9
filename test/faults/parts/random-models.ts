import { playRandomModels } from '../../conformance/random/play-random.ts'
import { onEngines } from '../on-engines.ts'
import type { Part } from './part.ts'

const RUNS = 500

/** Random processes with random schedules, on two processes of ours. */
export const randomModels: Part = {
  name: 'random',
  title: `${RUNS} random models and schedules`,
  run: (seed) =>
    onEngines(2, async (engines, { knex }) => {
      await playRandomModels({ engines, knex, runs: RUNS, seed })
      return 'each task as often as drawn, no row that does not fit'
    }),
}
