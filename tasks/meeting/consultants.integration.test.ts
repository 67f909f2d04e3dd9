import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import type { MeetingInput } from './meeting-input.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import type { Actor } from '../../procedures/context.ts'
import { openCycle } from '../../use-cases/cycle/open-cycle.ts'

const day = (text: string) => localDateSchema.parse(text)
const NOW = '2027-03-01T09:00:00Z'
const convocation = {
  date: '2027-03-08',
  startTime: '10:00',
  endTime: '12:00',
  place: 'Corso Italia 52, Milano',
}

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let owner: Actor
let cycleId: string
let meetingId: string

beforeEach(async () => {
  database = await createTestDatabase(NOW)
  steps = createSteps(database)
  await loadDemoNetwork(database.stores)
  owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  const opened = await database.run(owner, openCycle, {
    code: 'C-2027',
    title: 'Ciclo di prova',
    guidelinesAct: 'DGR di prova',
    guidanceDueOn: day('2027-06-30'),
    endsOn: day('2029-12-31'),
    allocations: [{ year: 2027, amountCents: 27_600_000 as never }],
  })
  cycleId = opened.cycleId
  const guidanceDocumentId = await database.stores.guidance.draft({
    cycleId,
    version: 1,
    title: 'Indirizzo',
    context: [],
    needs: [{ text: 'nidi', source: 'ISTAT' }],
    priorities: [{ title: 'tempo', text: 'servizi' }],
    commentsDueAt: new Date(NOW),
    createdAt: new Date(NOW),
  })
  await database.stores.guidance.move(guidanceDocumentId, 'share')
  await database.stores.guidance.markAnswered(guidanceDocumentId)
  meetingId = newId()
  await database.stores.meetings.schedule({
    id: meetingId,
    cycleId,
    stage: 'GUIDANCE',
    subjectId: guidanceDocumentId,
    items: [{ title: 'Approvazione del documento «Indirizzo»', kind: 'GUIDANCE' }],
  })
})
afterEach(() => database.close())

const convene = async (input: Record<string, unknown> = {}) =>
  steps.complete(owner, await steps.open('Task_ConveneMeeting', { cycleId, meetingId }), {
    ...convocation,
    ...input,
  })

async function record(change: (told: MeetingInput) => void = () => undefined): Promise<void> {
  const id = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
  await steps.complete(owner, id, await sittingOf(database.stores, meetingId, change))
}
const mails = async () =>
  await database
    .knex<{ payload: MailPayload }>('outbox')
    .where('kind', 'MAIL')
    .orderBy('position')
    .pluck('payload')
const problems = (codes: string[]) => ({
  code: 'INVALID_INPUT',
  facts: { problems: expect.arrayContaining(codes.map((code) => expect.objectContaining({ code }))) },
})

describe('the leads of alliances, as consultants (art. 5)', () => {
  const lead = () => steps.actor(demoPersonId('LEAD_SERCOP'))
  const letterTo = async (code: string) => {
    const person = await database.stores.network.findPerson(demoPersonId(code))
    return (await mails()).find((mail) => mail.to.includes(person?.email ?? ''))?.text ?? ''
  }

  it('are invited without a vote, and read the agenda once it is convened', async () => {
    expect(await database.reads.meetings.find(await lead(), meetingId)).toBeNull()
    await convene()
    await steps.job(sendConvocation, { cycleId, meetingId })
    expect(await letterTo('LEAD_SERCOP')).toContain('in forma consultiva, senza voto')
    expect(await letterTo('LEAD_SERCOP')).toContain('1. Approvazione del documento «Indirizzo»')
    const agenda = await database.reads.meetings.agenda(await lead(), meetingId)
    expect(agenda.items.map((one) => one.title)).toEqual(['Approvazione del documento «Indirizzo»'])
  })

  it('stand in the minutes when they were there, and have no vote', async () => {
    await convene()
    database.setNow('2027-03-08T11:00:00Z')
    const stranger = (told: MeetingInput) => void (told.consultants = [demoPersonId('TITULAR_CISL')])
    await expect(record(stranger)).rejects.toMatchObject(problems(['NOT_INVITED']))
    await record((told) => void (told.consultants = [demoPersonId('LEAD_SERCOP')]))
    const name = (await lead()).displayName
    expect(await database.stores.meetings.consultants(meetingId)).toEqual([name])
    const voters = (await database.stores.meetings.votes(meetingId)).map((one) => one.personId)
    expect(voters).not.toContain(demoPersonId('LEAD_SERCOP'))
  })
})
