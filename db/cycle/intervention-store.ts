import type { Knex } from 'knex'
import type { InterventionState } from '../../domain/cycle/lifecycle.ts'
import { changeOf } from '../../domain/process/interventions.ts'
import type {
  Change,
  InterventionKind,
  SeenInstance,
  TermVariable,
} from '../../domain/process/interventions.ts'
import { movesOf } from '../platform/moves.ts'

/** What one person proposed to do to an instance. */
export interface Intervention {
  id: string
  processInstanceKey: string
  processId: string
  cycleId: string
  change: Change
  /** Of a term: what it is set to. */
  value: string | null
  seen: SeenInstance
  reason: string
  proposedBy: string
  /** In whose place. */
  proposedFor: string | null
  state: InterventionState
}

interface Row extends Omit<Intervention, 'change'> {
  kind: InterventionKind
  variable: TermVariable | null
  version: number | null
}

interface Decided {
  by: string
  at: Date
  reason: string | null
}

const fromRow = ({ kind, variable, version, ...row }: Row): Intervention => ({
  ...row,
  change: changeOf({ kind, variable, version }),
})

const COLUMNS = {
  ...{ id: 'id', processInstanceKey: 'process_instance_key', processId: 'process_id', cycleId: 'cycle_id' },
  ...{
    kind: 'kind',
    variable: 'variable',
    version: 'version',
    value: 'value',
    seen: 'seen',
    reason: 'reason',
  },
  ...{ proposedBy: 'proposed_by', proposedFor: 'proposed_for', state: 'state' },
}

/** Proposals of interventions, and what became of them. */
export function createInterventionStore(tx: Knex) {
  const interventions = movesOf(tx, 'interventions')
  const decided = ({ by, at, reason }: Decided) => ({
    ...{ decided_by: by, decided_at: at, decision_reason: reason },
  })
  return {
    /** False where another one is open on the instance. */
    async propose(one: Omit<Intervention, 'state'>, at: Date): Promise<boolean> {
      const { change, seen, id, reason, value } = one
      const begun = interventions.begin('propose')
      const { rows } = await tx.raw<{ rows: unknown[] }>(
        `insert into interventions (engine_id, id, process_instance_key, process_id, cycle_id, kind, variable, value, version, seen, reason, state, proposed_by, proposed_for, proposed_at)
         values ((select e.engine_id from engine_identity e), :id, :processInstanceKey, :processId, :cycleId, :kind, :variable, :value, :version, :seen, :reason, :state, :proposedBy, :proposedFor, :at)
         on conflict (engine_id, process_instance_key) where state in ('PROPOSED','CONFIRMED') do nothing returning id`,
        {
          ...{ id, reason, value, at, kind: change.kind, state: begun.state, seen: JSON.stringify(seen) },
          ...{ processInstanceKey: one.processInstanceKey, processId: one.processId, cycleId: one.cycleId },
          ...{ proposedBy: one.proposedBy, proposedFor: one.proposedFor },
          variable: change.kind === 'SET_VARIABLE' ? change.variable : null,
          version: change.kind === 'MIGRATE' ? change.version : null,
        },
      )
      return rows.length > 0
    },

    /** Keeps it from being decided by another until the commit. */
    async lock(id: string): Promise<Intervention | null> {
      const row = await tx('interventions').where({ id }).forUpdate().first<Row | undefined>(COLUMNS)
      return row === undefined ? null : fromRow(row)
    },

    /** Each throws MOVE_NOT_POSSIBLE where it was decided before. */
    confirm: (id: string, by: Decided) => interventions.must('confirm', id, decided(by)),
    refuse: (id: string, by: Decided) => interventions.must('refuse', id, decided(by)),
    withdraw: (id: string, by: Decided) => interventions.must('withdraw', id, decided(by)),

    /** What the engine answered; false where it was told before. */
    end: (id: string, { fault, at }: { fault: string | null; at: Date }): Promise<boolean> =>
      interventions.move(fault === null ? 'carryOut' : 'fail', { id }, { ended_at: at, fault }),
  }
}
