import type { Model } from './model.ts'
import type { Player } from './player.ts'

/** One rule of Zeebe's documented behaviour, and how it is seen through the port. */
export interface ConformanceCase {
  /** Number in the list of behaviours; several cases share one. */
  number: number
  title: string
  /** `RUN`, or the page of Camunda's documentation with its version. */
  source: string
  /** Deployed together before the play. */
  models: readonly Model[]
  /** How long the engine leaves a job to the player, where the rule is about that. */
  leaseMs?: number
  play: (player: Player) => Promise<void>
}

/** The behaviour was tried on Camunda 8.6.0. */
export const RUN = '[run] 8.6.0'

/** A page of Camunda's documentation, by its path. */
export const docs = (path: string, version = '8.6'): string => `${path} (${version})`
