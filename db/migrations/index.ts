import type { Knex } from 'knex'
import { createPlatform } from './202611301331_create_platform.ts'
import { createNetwork } from './202611291101_create_network.ts'
import { createCycle } from './202611291102_create_cycle.ts'
import { createGuidance } from './202611291103_create_guidance.ts'
import { createMeeting } from './202611291104_create_meeting.ts'
import { createCall } from './202611291105_create_call.ts'
import { createEvaluation } from './202611291106_create_evaluation.ts'
import { createAct } from './202611291107_create_act.ts'
import { createApproval } from './202611291108_create_approval.ts'
import { createAlliance } from './202611291109_create_alliance.ts'
import { createDisbursement } from './202611291110_create_disbursement.ts'
import { createExpenditure } from './202611291111_create_expenditure.ts'
import { createMonitoring } from './202611291112_create_monitoring.ts'
import { createEngine } from './202611291113_create_engine.ts'
import { createCallCorrections } from './202611291114_create_call_corrections.ts'
import { createAdmissibility } from './202611291115_create_admissibility.ts'
import { createWorkingGroups } from './202611291116_create_working_groups.ts'

interface Migration {
  name: string
  up: (knex: Knex) => PromiseLike<unknown>
  down: (knex: Knex) => PromiseLike<unknown>
}

/* The baseline: the tables of each stage, in the order of the cycle. */
const migrations: Migration[] = [
  createPlatform,
  createNetwork,
  createCycle,
  createGuidance,
  createMeeting,
  createCall,
  createEvaluation,
  createAct,
  createApproval,
  createAlliance,
  createDisbursement,
  createExpenditure,
  createMonitoring,
  createEngine,
  createCallCorrections,
  createAdmissibility,
  createWorkingGroups,
]

/** By its first migration a database is known to have begun with the baseline as it is: until a release has run it, whoever
 * changes it renames this one, so that a database of before is refused in a line. */
export const FIRST_MIGRATION = createPlatform.name

/** The migrations in order, as knex reads them; append-only once a release has run them. */
export const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve(migrations),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) =>
    Promise.resolve({
      up: async (knex) => {
        await migration.up(knex)
      },
      down: async (knex) => {
        await migration.down(knex)
      },
    }),
}
