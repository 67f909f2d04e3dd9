import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** An act of the body: our proposal, its adoption, its publication, and only then its effects (art. 8, 11). */
export const actLifecycle = lifecycle('act', [
  [null, 'propose', 'PROPOSED', 'PROCESS'],
  ['PROPOSED', 'attachDocument', 'PROPOSED', 'PROCESS'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
  ['PROPOSED', 'adopt', 'ADOPTED', 'PROCESS_OWNER'],
  ['ADOPTED', 'publish', 'PUBLISHED', 'PROCESS_OWNER'],
  ['PUBLISHED', 'takeEffect', 'EFFECTIVE', 'PROCESS'],
])
export type ActStatus = StateOf<typeof actLifecycle>
