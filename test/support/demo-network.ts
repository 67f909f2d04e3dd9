import { demoNetwork } from '../../app/demo/network.ts'
import { loadNetwork } from '../../app/load-network.ts'
import type { Stores } from '../../db/stores.ts'
import { localDate } from '../../domain/shared/holidays.ts'

const FIRST_DAY = localDate('2027-01-11')

/** Loads the demo's network, with the functions in force on the day on which the tests' clock begins. */
export const loadDemoNetwork = (stores: Stores): Promise<void> => loadNetwork(stores, demoNetwork, FIRST_DAY)
