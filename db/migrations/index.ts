import type { Knex } from 'knex'
import { createCore } from './202611220900_create_core.ts'
import { createNetwork } from './202611220910_create_network.ts'
import { createNetworkProfile } from './202611220915_create_network_profile.ts'
import { createGuidanceAndMeetings } from './202611220920_create_guidance_and_meetings.ts'
import { createCallsAndApplications } from './202611220930_create_calls_and_applications.ts'
import { createEvaluation } from './202611220940_create_evaluation.ts'
import { createActsAndApproval } from './202611220950_create_acts_and_approval.ts'
import { createProjectsAndMoney } from './202611221000_create_projects_and_money.ts'
import { buildTheWall } from './202611221010_build_the_wall.ts'
import { addFinalAssessment } from './202611221020_add_final_assessment.ts'
import { completeTheMoney } from './202611221030_complete_the_money.ts'
import { remindOnce } from './202611221040_remind_once.ts'
import { freezeTheWholeCall } from './202611272120_freeze_the_whole_call.ts'
import { keepCausesAndTies } from './202611272121_keep_causes_and_ties.ts'
import { askExpertsHideEvaluators } from './202611272122_ask_experts_hide_evaluators.ts'
import { rebuildTheWall } from './202611272123_rebuild_the_wall.ts'
import { closeMeetingsAndReasons } from './202611272124_close_meetings_and_reasons.ts'
import { guardPayments } from './202611272110_guard_payments.ts'
import { guardSums } from './202611272111_guard_sums.ts'
import { sendPaymentsBack } from './202611272112_send_payments_back.ts'
import { markReconciledWorkbooks } from './202611272113_mark_reconciled_workbooks.ts'
import { hashKeyedRequests } from './202611272140_hash_keyed_requests.ts'
import { nameTheCycleOfOutboxRows } from './202611272150_name_the_cycle_of_outbox_rows.ts'
import { nameTheEngine } from './202611290900_name_the_engine.ts'
import { createEngine } from './202611290910_create_engine.ts'
import { resolveIncidents } from './202611290920_resolve_incidents.ts'
import { knowARestoredCopy } from './202611290930_know_a_restored_copy.ts'

interface Migration {
  name: string
  up: (knex: Knex) => PromiseLike<unknown>
  down: (knex: Knex) => PromiseLike<unknown>
}

const migrations: Migration[] = [
  createCore,
  createNetwork,
  createNetworkProfile,
  createGuidanceAndMeetings,
  createCallsAndApplications,
  createEvaluation,
  createActsAndApproval,
  createProjectsAndMoney,
  buildTheWall,
  addFinalAssessment,
  completeTheMoney,
  remindOnce,
  freezeTheWholeCall,
  keepCausesAndTies,
  askExpertsHideEvaluators,
  rebuildTheWall,
  closeMeetingsAndReasons,
  guardPayments,
  guardSums,
  sendPaymentsBack,
  markReconciledWorkbooks,
  hashKeyedRequests,
  nameTheCycleOfOutboxRows,
  nameTheEngine,
  createEngine,
  resolveIncidents,
  knowARestoredCopy,
]

/** The migrations in order, as knex reads them; append-only once landed. */
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
