import { startBenchServer } from '../bench/bench-server.ts'
import { onEngine } from '../bench/bench.ts'
import { seedScale } from '../bench/scale/seed.ts'
import { shapeOf } from '../bench/scale/shape.ts'
import { startApplication } from '../bench/scale/started.ts'
import { findIds } from '../bench/scale/walk.ts'
import type { Found } from '../bench/scale/walk.ts'

/* Twice a real network: no list is empty, and those of a page are full. */
const FACTOR = 0.02

/** The application on a network that has everything, and the ids that its pages are asked for. */
export interface SeededApplication {
  baseUrl: string
  found: Found
  stop: () => Promise<void>
}

/** Seeds a database of its own and starts the application on it. */
export async function startSeededApplication(): Promise<SeededApplication> {
  const server = await startBenchServer()
  const url = await server.create('pages')
  const found = await onEngine(server, url, async ({ knex, engine }) => {
    await seedScale(knex, engine, shapeOf(FACTOR))
    return findIds(knex)
  })
  const application = await startApplication(url, server.folder)
  return {
    baseUrl: application.baseUrl,
    found,
    async stop() {
      await application.stop()
      await server.stop()
    },
  }
}
