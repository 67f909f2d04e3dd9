import type { Knex } from 'knex'
import { callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration, CallRules } from '../../domain/call/configuration.ts'
import type { CallStatus } from '../../domain/call/lifecycle.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

/** A public notice: its frozen configuration, the rules in it, and its window as instants (art. 8, 9). */
export interface Call {
  id: string
  cycleId: string
  number: number
  title: string
  status: CallStatus
  configuration: CallConfiguration
  rules: CallRules
  configurationSha256: string
  opensAt: Date
  closesAt: Date
  outcomePublishedAt: Date | null
}

/* What a correction brings. */
type Corrected = Pick<Call, 'configuration' | 'configurationSha256' | 'closesAt'>

const fromRow = ({ configuration, ...row }: Tables['calls']): Call => ({
  id: row.id,
  cycleId: row.cycle_id,
  number: row.number,
  title: row.title,
  status: row.status,
  configuration: configuration as CallConfiguration,
  rules: callRules(configuration as CallConfiguration),
  configurationSha256: row.configuration_sha256,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  outcomePublishedAt: row.outcome_published_at,
})

async function findCall(tx: Knex, id: string, lock?: 'update'): Promise<Call | null> {
  const query = tx('calls').where({ id })
  if (lock === 'update') void query.forNoKeyUpdate()
  const row = await query.first()
  return row ? fromRow(row) : null
}

/** Calls; a submission and the closing both hold their call's row `update`: neither passes the other by. It does not stop rows
 * that only name the call: who holds a scoring round and asks for sheets would wait in a circle. */
export function createCallStore(tx: Knex) {
  const calls = movesOf(tx, 'calls')
  return {
    find: (id: string, lock?: 'update') => findCall(tx, id, lock),

    /** A call that must exist. Throws Error (a bug) when it does not. */
    async get(id: string, lock?: 'update'): Promise<Call> {
      const call = await findCall(tx, id, lock)
      if (call === null) throw new Error(`no call ${id}`)
      return call
    },

    /** Holds a call's row until the commit, as `update` does, and tells only whether it takes applications now. */
    async hold(id: string): Promise<Pick<Call, 'status' | 'opensAt' | 'closesAt'>> {
      const call = await tx('calls')
        .where({ id })
        .forNoKeyUpdate()
        .first<Pick<Call, 'status' | 'opensAt' | 'closesAt'> | undefined>({
          status: 'status',
          opensAt: 'opens_at',
          closesAt: 'closes_at',
        })
      if (call === undefined) throw new Error(`no call ${id}`)
      return call
    },

    /** Every call of a cycle, in order of number. */
    async ofCycle(cycleId: string): Promise<Call[]> {
      const rows = await tx('calls').where({ cycle_id: cycleId }).orderBy('number')
      return rows.map(fromRow)
    },

    async add(call: Omit<Call, 'rules' | 'status' | 'outcomePublishedAt'>): Promise<void> {
      await tx('calls').insert({
        id: call.id,
        cycle_id: call.cycleId,
        number: call.number,
        title: call.title,
        ...calls.begin('prepare'),
        configuration: JSON.stringify(call.configuration),
        configuration_sha256: call.configurationSha256,
        opens_at: call.opensAt,
        closes_at: call.closesAt,
      })
    },

    /** False when the call is not where the step begins: it was done before. */
    move: (id: string, action: 'freeze' | 'publish' | 'close' | 'desert') => calls.move(action, { id }),

    /** Puts a published correction in the place of what it replaces; false when the call has closed. */
    async correct(id: string, correction: Corrected): Promise<boolean> {
      const corrected = await tx('calls')
        .where({ id, status: 'PUBLISHED' })
        .update({
          title: correction.configuration.title.value,
          configuration: JSON.stringify(correction.configuration),
          configuration_sha256: correction.configurationSha256,
          closes_at: correction.closesAt,
        })
      return corrected === 1
    },

    /** By how many days the term of its procedure moves (L. 241/1990 art. 2 c. 7, 10-bis). */
    async suspend(id: string, days: number): Promise<void> {
      await tx('calls').where({ id }).update({ suspended_days: days })
    },

    /** Publishes the outcome once: from here on the wall of conflicts opens. False when it was published before. */
    publishOutcome: (id: string, at: Date) =>
      calls.move('publishOutcome', { id, outcome_published_at: null }, { outcome_published_at: at }),
  }
}
