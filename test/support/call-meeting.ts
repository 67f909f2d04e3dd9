import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import type { SittingRules } from '../../domain/call/configuration.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'
import { insertAdmitted, insertClosedCall } from './closed-call.ts'
import type { TestDatabase } from './database.ts'
import { loadDemoNetwork } from './demo-network.ts'
import { sittingOf } from './sitting.ts'
import type { createSteps } from './steps.ts'

export const cycleId = 'cycle'
export const callId = 'call'
export const SECRET = 'Esame del progetto di A.S.S.E.MI.'
export const OPEN = 'Esame del progetto di Sercop'
type Steps = ReturnType<typeof createSteps>
type Body = Parameters<typeof demoSeatId>[0]

/* CCIAA is partner of the first application; the deputy of CGIL never declared; everybody else did. */
async function insertConflicts(database: TestDatabase): Promise<void> {
  const at = database.clock.now()
  for (const code of ['TITULAR_CCIAA', 'DEPUTY_CCIAA'] as const)
    await database.knex('exclusions').insert({
      call_id: callId,
      application_id: 'A-01',
      cause_application_id: 'A-01',
      person_id: demoPersonId(code),
      seat_id: demoSeatId('CCIAA'),
      basis: 'PARTNER_OWN',
      source: 'COMPUTED',
      path: '[]',
      full_reason: 'La CCIAA è partner del progetto A-01',
      own_reason: 'Il tuo ente è partner',
      excluded_at: at,
    })
  const declarers = demoNetwork.seats.flatMap(({ body }) => [`TITULAR_${body}`, `DEPUTY_${body}`])
  for (const code of declarers.filter((one) => one !== 'DEPUTY_CGIL'))
    await database.arrange((tx) =>
      tx('conflict_declarations').insert({
        id: `declaration-${code}`,
        call_id: callId,
        seat_id: demoSeatId(demoNetwork.seats.find(({ body }) => code.endsWith(`_${body}`))?.body ?? 'CCIAA'),
        person_id: demoPersonId(code),
        status: 'DECLARED',
        declared_at: at,
      }),
    )
}

/** A meeting on a call with two projects, of the first of which the CCIAA is a partner, convened for the morning of 8 March 2027. */
export async function convenedCallMeeting(
  database: TestDatabase,
  steps: Steps,
  sitting: Partial<SittingRules> = {},
): Promise<string> {
  await loadDemoNetwork(database.stores)
  await insertClosedCall(database, { cycleId, callId, sitting })
  await insertAdmitted(database, { id: 'A-01', callId, lead: 'ASSEMI' })
  await insertAdmitted(database, { id: 'A-02', callId, lead: 'SERCOP' })
  await insertConflicts(database)
  const meetingId = newId<string>()
  await database.stores.meetings.schedule({
    id: meetingId,
    cycleId,
    stage: 'EVALUATION',
    subjectId: callId,
    items: [
      { title: SECRET, kind: 'APPLICATION', applicationId: 'A-01' },
      { title: OPEN, kind: 'APPLICATION', applicationId: 'A-02' },
      { title: 'Approvazione della graduatoria', kind: 'RANKING' },
    ],
  })
  const task = await steps.open('Task_ConveneMeeting', { cycleId, meetingId })
  await steps.complete(await steps.actor(demoPersonId('PROCESS_OWNER')), task, {
    date: '2027-03-08',
    startTime: '10:00',
    endTime: '13:00',
    place: 'Corso Italia 52, Milano',
  })
  return meetingId
}

/** Records it as it is told, by the process owner unless somebody else does. */
export async function recordSitting(
  { database, steps, meetingId }: { database: TestDatabase; steps: Steps; meetingId: string },
  change: (told: MeetingInput) => void = () => undefined,
  recorder = 'PROCESS_OWNER',
): Promise<void> {
  const task = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
  await steps.complete(
    await steps.actor(demoPersonId(recorder)),
    task,
    await sittingOf(database.stores, meetingId, change),
  )
}

/** Everybody else is absent at the opening. */
export const onlyPresent = (told: MeetingInput, body: Body): void => {
  for (const one of told.attendances) if (one.seatId !== demoSeatId(body)) one.presence = 'ABSENT'
}
/** One body votes against an item, by its place. */
export const against = (told: MeetingInput, body: Body, item = 0): void =>
  void told.votes.push({
    ...{ agendaItemId: told.items[item]?.agendaItemId ?? '', seatId: demoSeatId(body), choice: 'AGAINST' },
  })
/** Items told as put off, by their places. */
export const putOff = (told: MeetingInput, ...items: number[]): void => {
  for (const index of items) told.items[index]!.outcome = 'DEFERRED'
}
