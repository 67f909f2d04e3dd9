import { expect } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'
import { openCycle } from '../../use-cases/cycle/open-cycle.ts'
import type { TestDatabase } from './database.ts'
import { loadDemoNetwork } from './demo-network.ts'
import { sittingOf } from './sitting.ts'
import { createSteps } from './steps.ts'

const day = (text: string) => localDateSchema.parse(text)

/* A week after 1 March 2027. */
const convocation = {
  date: '2027-03-08',
  startTime: '10:00',
  endTime: '12:00',
  place: 'Corso Italia 52, Milano',
}

/** Input that is refused with problems of these codes, among others. */
export const problems = (codes: string[]) => ({
  code: 'INVALID_INPUT',
  facts: { problems: expect.arrayContaining(codes.map((code) => expect.objectContaining({ code }))) },
})

/** A cycle of the demo network whose guidance document waits for a meeting, and the means to convene and record that. */
export async function createGuidanceMeeting(database: TestDatabase) {
  const steps = createSteps(database)
  await loadDemoNetwork(database.stores)
  const owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  const { cycleId } = await database.run(owner, openCycle, {
    code: 'C-2027',
    title: 'Ciclo di prova',
    guidelinesAct: 'DGR di prova',
    guidanceDueOn: day('2027-06-30'),
    endsOn: day('2029-12-31'),
    allocations: [{ year: 2027, amountCents: 27_600_000 as never }],
  })
  const at = database.clock.now()
  const guidanceDocumentId = await database.stores.guidance.draft({
    ...{ cycleId, version: 1, title: 'Indirizzo', context: [], commentsDueAt: at, createdAt: at },
    needs: [{ text: 'nidi', source: 'ISTAT' }],
    priorities: [{ title: 'tempo', text: 'servizi' }],
  })
  await database.stores.guidance.move(guidanceDocumentId, 'share')
  await database.stores.guidance.markAnswered(guidanceDocumentId)
  const meetingId = newId<string>()
  await database.stores.meetings.schedule({
    id: meetingId,
    cycleId,
    stage: 'GUIDANCE',
    subjectId: guidanceDocumentId,
    items: [{ title: 'Approvazione del documento «Indirizzo»', kind: 'GUIDANCE' }],
  })
  return {
    steps,
    owner,
    cycleId,
    meetingId,

    convene: async (input: Record<string, unknown> = {}) =>
      steps.complete(owner, await steps.open('Task_ConveneMeeting', { cycleId, meetingId }), {
        ...convocation,
        ...input,
      }),

    /** The mails that wait to be sent, in their order. */
    mails: async () =>
      await database
        .knex<{ payload: MailPayload }>('outbox')
        .where('kind', 'MAIL')
        .orderBy('position')
        .pluck('payload'),

    record: async (change: (told: MeetingInput) => void = () => undefined) => {
      const id = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
      await steps.complete(owner, id, await sittingOf(database.stores, meetingId, change))
    },
  }
}
export type GuidanceMeeting = Awaited<ReturnType<typeof createGuidanceMeeting>>
