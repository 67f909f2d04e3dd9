import { killAtStatements } from '../../conformance/embedded/kills.ts'
import { onDatabase } from '../on-engines.ts'
import { randomFrom } from '../seed.ts'
import type { Part } from './part.ts'

const STEP = 3

/** A process of every kind of element, its process of ours killed with -9 at one statement after the other. */
export const statements: Part = {
  name: 'statements',
  title: `kill -9 at every ${STEP}rd statement of a process`,
  run: (seed) =>
    onDatabase(async (database) => {
      const first = 1 + Math.floor(randomFrom(seed)() * STEP)
      const killed = await killAtStatements(database, { first, step: STEP })
      return `${killed} kills from statement ${first}, everything once`
    }),
}
