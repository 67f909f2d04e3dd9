import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { TestDatabase } from './database.ts'

/** Writes, past every rule, what was asked of the lead of an application, in which mail, and its receipt, each marked. */
export async function markRequest(
  { owner, clock }: Pick<TestDatabase, 'owner' | 'clock'>,
  { applicationId, marker }: { applicationId: string; marker: string },
): Promise<void> {
  const [at, by] = [clock.now(), demoPersonId('CASE_OFFICER_1')]
  const of = { application_id: applicationId }
  await owner('lead_requests').insert({
    ...{ ...of, id: 'asked', kind: 'INTEGRATION', status: 'RECEIVED', items: '["x"]' },
    ...{ reasons: `Chiesto ${marker}`, asked_by: by, asked_at: at },
  })
  await owner('communications').insert({
    ...{ ...of, id: 'written', kind: 'INTEGRATION', request_id: 'asked' },
    ...{ address: `${marker}@pec.example`, written_at: at },
  })
  await owner('pec_receipts').insert({
    ...{ ...of, id: 'receipt', communication_id: 'written', kind: 'DELIVERY', source: 'OFFICER', at },
    ...{ reason: `Ricevuta ${marker}`, recorded_by: by, recorded_at: at },
  })
}
