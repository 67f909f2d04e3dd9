import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { testConfiguration } from '../../domain/call/configuration.fixture.ts'
import type { CallConfiguration, SittingRules } from '../../domain/call/configuration.ts'
import type { TestDatabase } from './database.ts'

/* The call of the tests, with these rules for its meetings. */
function withSitting(rules: Partial<SittingRules>): CallConfiguration {
  const call = testConfiguration()
  const { roomMinimum, deputyFor, rankingDecision } = call.evaluation.sitting
  const sitting = {
    roomMinimum: { ...roomMinimum, value: rules.roomMinimum ?? roomMinimum.value },
    deputyFor: { ...deputyFor, value: rules.deputyFor ?? deputyFor.value },
    rankingDecision: { ...rankingDecision, value: rules.rankingDecision ?? rankingDecision.value },
  }
  return { ...call, evaluation: { ...call.evaluation, sitting } }
}

/** A cycle with a closed call of no contents, for tests that ask about its meetings only. */
export async function insertClosedCall(
  { arrange, stores, clock }: TestDatabase,
  { cycleId, callId, sitting = {} }: { cycleId: string; callId: string; sitting?: Partial<SittingRules> },
): Promise<void> {
  const at = clock.now()
  await stores.cycles.open(
    {
      id: cycleId,
      code: 'C-2027',
      title: 'Ciclo',
      guidelinesAct: 'DGR di prova',
      guidanceDueOn: '2027-06-30',
      endsOn: '2029-12-31',
      processOwnerId: demoPersonId('PROCESS_OWNER'),
      openedAt: at,
    },
    [{ year: 2027, amountCents: 27_600_000 }],
  )
  const call = {
    id: callId,
    cycle_id: cycleId,
    number: 1,
    title: 'Avviso',
    status: 'CLOSED' as const,
    configuration: JSON.stringify(withSitting(sitting)),
    configuration_sha256: 'c',
    opens_at: at,
    closes_at: at,
  }
  await arrange((tx) => tx('calls').insert(call))
}

/** An admitted application of that call. */
export async function insertAdmitted(
  { arrange, clock }: TestDatabase,
  { id, callId, lead }: { id: string; callId: string; lead: 'ASSEMI' | 'SERCOP' },
): Promise<void> {
  const at = clock.now()
  const application = {
    id,
    call_id: callId,
    code: id,
    title: `Progetto ${id}`,
    area: 'a',
    summary: 's',
    lead_body_id: demoBodyId(lead),
    total_cost_cents: 100,
    requested_cents: 70,
    content: '{}',
    content_sha256: 'c',
    status: 'ADMITTED' as const,
    submitted_by: demoPersonId(`LEAD_${lead}`),
    drafted_at: at,
    arrived_at: at,
    receipt_number: id,
  }
  await arrange((tx) => tx('applications').insert(application))
}
