import { demoNetwork } from '../../app/demo/network.ts'
import { loadNetwork } from '../../app/network-file.ts'
import type { Stores } from '../../db/stores.ts'
import type { Problem } from '../../domain/shared/problem.ts'

const FIRST_DAY = new Date('2027-01-11T09:00:00Z')

/** Loads the demo's network, with the functions in force on the day on which the tests' clock begins. */
export const loadDemoNetwork = (stores: Stores): Promise<Problem[]> =>
  loadNetwork(stores, demoNetwork, FIRST_DAY)
