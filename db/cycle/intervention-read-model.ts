import type { Knex } from 'knex'
import type { InterventionState } from '../../domain/cycle/lifecycle.ts'
import type { InterventionKind, TermVariable } from '../../domain/process/interventions.ts'
import { readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { ABOUT_TEXT } from './watched-instances.ts'

/** An intervention as it is shown: what, by whom, why, and what became of it. */
export interface ShownIntervention {
  id: string
  processInstanceKey: string
  processId: string
  about: string | null
  cycleId: string
  cycleCode: string
  kind: InterventionKind
  variable: TermVariable | null
  value: string | null
  version: number | null
  /** The version that the instance ran when it was proposed. */
  versionBefore: number
  reason: string
  state: InterventionState
  by: string
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
  fault: string | null
  /** False for who proposed it, or acts in the place of who did. */
  second: boolean
}

interface InterventionsAsked extends PageAsked {
  state?: InterventionState | undefined
}

/* An instance that the wall closes to the viewer has no row, and so no intervention. */
const SHOWN = `
select v.id, v.process_instance_key as "processInstanceKey", v.process_id as "processId", ${ABOUT_TEXT} as about,
       c.id as "cycleId", c.code as "cycleCode", v.kind, v.variable, v.value, v.version, (v.seen ->> 'version')::int as "versionBefore",
       v.reason, v.state, n.display_name as by, v.proposed_at as "proposedAt", d.display_name as "decidedBy", v.decided_at as "decidedAt",
       v.decision_reason as "decisionReason", v.fault,
       not (array[v.proposed_by, v.proposed_for] && cast(:hands as text[])) as second
  from interventions v join engine_identity e on e.engine_id = v.engine_id
  join process_instances p on p.engine_id = v.engine_id and p.process_instance_key = v.process_instance_key
  join cycles c on c.id = v.cycle_id join persons n on n.id = v.proposed_by
  left join persons d on d.id = v.decided_by left join applications a on a.id = p.application_id
 where true`

const AWAITING = `
select count(*)::int as count from interventions v join engine_identity e on e.engine_id = v.engine_id
 where v.state = 'PROPOSED' and not (array[v.proposed_by, v.proposed_for] && cast(:hands as text[]))`

const handsOf = ({ personId, standsFor }: Viewer): string[] =>
  standsFor ? [personId, standsFor.personId] : [personId]

const MOST_OF_ONE = 20

/** Interventions of the engine's present data, as far as the viewer may know of their instances (art. 5). */
export function createInterventionReadModel(asViewer: AsViewer) {
  const page = (tx: Knex, hands: string[], { state, key, id, ...asked }: Asked) =>
    readPage<ShownIntervention>(
      tx,
      {
        about: ['interventions'],
        rows: SHOWN,
        values: { hands },
        filters: {
          state: ['v.state = :state', state],
          key: ['v.process_instance_key = :key', key],
          id: ['v.id = :id', id],
        },
        order: { '"proposedAt"': 'instant', id: 'text' },
        direction: 'desc',
      },
      asked,
    )
  return {
    /** A page of them, the latest first. */
    list: (viewer: Viewer, asked: InterventionsAsked = {}): Promise<Page<ShownIntervention>> =>
      asViewer(viewer, (tx) => page(tx, handsOf(viewer), asked)),

    /** The latest of one instance. */
    ofInstance: (viewer: Viewer, key: string): Promise<ShownIntervention[]> =>
      asViewer(viewer, async (tx) => (await page(tx, handsOf(viewer), { key, limit: MOST_OF_ONE })).items),

    find: (viewer: Viewer, id: string): Promise<ShownIntervention | null> =>
      asViewer(viewer, async (tx) => (await page(tx, handsOf(viewer), { id })).items[0] ?? null),

    /** How many wait for the viewer as the second person. */
    awaiting: (viewer: Viewer): Promise<number> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { count: number }[] }>(AWAITING, { hands: handsOf(viewer) })
        return rows[0]?.count ?? 0
      }),
  }
}

interface Asked extends InterventionsAsked {
  key?: string
  id?: string
}
