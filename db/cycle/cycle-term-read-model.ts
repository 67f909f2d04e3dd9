import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { found } from '../../domain/shared/errors.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* A date that a cycle waits for; `at` is its instant, `met` tells that what it was for is already done. */
interface CycleTerm {
  what: string
  at: Date
  met: boolean
}

/* Days end at their last second in Rome. */
const TERMS = `
select what, at, met from (
  select 'Adozione del documento di indirizzo' as what, ((c.guidance_due_on + 1)::timestamp at time zone 'Europe/Rome') - interval '1 second' as at,
         exists (select 1 from guidance_documents g where g.cycle_id = c.id and g.status = 'ADOPTED') as met
    from cycles c where c.id = :cycleId
  union all select 'Fine del ciclo', ((c.ends_on + 1)::timestamp at time zone 'Europe/Rome') - interval '1 second', c.status = 'CLOSED'
    from cycles c where c.id = :cycleId
  union all select 'Osservazioni della Rete sul documento di indirizzo', g.comments_due_at, false
    from guidance_documents g where g.cycle_id = :cycleId and g.status <> 'DRAFT'
  union all select case m.stage when 'GUIDANCE' then 'Riunione del Comitato sul documento di indirizzo' when 'NETWORK' then 'Riunione della Rete' when 'COMMITTEE' then 'Riunione del Comitato' else 'Riunione del Comitato di valutazione' end, m.starts_at, false
    from meetings m where m.cycle_id = :cycleId and m.starts_at is not null
  union all select 'Apertura dell''avviso n. ' || k.number, k.opens_at, false
    from calls k where k.cycle_id = :cycleId and k.status in ('PUBLISHED','CLOSED','DESERTED')
  union all select 'Chiusura dell''avviso n. ' || k.number, k.closes_at, false
    from calls k where k.cycle_id = :cycleId and k.status in ('PUBLISHED','CLOSED','DESERTED')
  union all select 'Conclusione del procedimento dell''avviso n. ' || k.number,
         ((k.closes_at at time zone 'Europe/Rome')::date + (k.configuration #>> '{terms,conclusionDays,value}')::int + k.suspended_days + 1)::timestamp
           at time zone 'Europe/Rome' - interval '1 second',
         k.status = 'DESERTED' or exists (select 1 from rankings r where r.call_id = k.id and r.status = 'ADOPTED')
    from calls k where k.cycle_id = :cycleId and k.status in ('PUBLISHED','CLOSED','DESERTED')
  union all select 'Consegna delle schede di valutazione', r.due_at, r.status = 'COMPLETED'
    from scoring_rounds r join calls k on k.id = r.call_id where k.cycle_id = :cycleId
) terms order by at, what`

/** Every known term of a cycle, past and to come, in order. Dates only: nothing that a conflict hides. */
export function createCycleTermReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<CycleTerm[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: CycleTerm[] }>(TERMS, { cycleId })).rows),

    /** The terms of a call's configuration, with their sources. */
    ofCall: (viewer: Viewer, callId: string): Promise<CallConfiguration['terms']> =>
      asViewer(viewer, async (tx) => {
        const row = await tx('calls')
          .where({ id: callId })
          .first<{ terms: CallConfiguration['terms'] } | undefined>(
            tx.raw("configuration -> 'terms' as terms"),
          )
        return found('CALL', callId, row ?? null).terms
      }),
  }
}
