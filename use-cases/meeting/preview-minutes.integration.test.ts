import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { taskDraftSchema } from '../../domain/cycle/task-draft.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { renderDocument } from '../../reports/render-document.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'
import {
  against,
  callId,
  convenedCallMeeting,
  cycleId,
  putOff,
  recordSitting,
} from '../../test/support/call-meeting.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import { createSteps } from '../../test/support/steps.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { saveTaskDraft } from '../cycle/save-task-draft.ts'
import { loadSittingDraft } from './load-sitting.ts'
import { previewMinutes } from './preview-minutes.ts'

type Minutes = DocumentViewModel<'minutes'>
type Annex = DocumentViewModel<'minutes-annex'>

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let meetingId: string
let id: string
let rendered: { kind: string; view: unknown }[]

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
  meetingId = await convenedCallMeeting(database, steps)
  database.setNow('2027-03-08T12:00:00Z')
  id = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
  rendered = []
  const { render } = database.workshop
  database.workshop.render = (kind, view) => {
    rendered.push({ kind, view })
    return render(kind, view)
  }
})
afterEach(() => database.close())

const owner = () => steps.actor(demoPersonId('PROCESS_OWNER'))
const last = <V>(kind: string) => rendered.findLast((one) => one.kind === kind)?.view as V
async function preview(typed: Partial<MeetingInput>) {
  const actor = await owner()
  await database.run(actor, saveTaskDraft, { id, version: 0, typed: taskDraftSchema.parse(typed) })
  await database.run(actor, previewMinutes, await database.look(actor, loadSittingDraft, { id }))
  return { minutes: last<Minutes>('minutes'), annex: last<Annex>('minutes-annex') }
}

describe('the minutes while a sitting is written (art. 5, 7)', () => {
  it('become those of the sitting, byte for byte: only the mark and the head of the chain come to differ', async () => {
    const told = (sitting: MeetingInput) => {
      const [, second, third] = sitting.items
      const from = second?.agendaItemId ?? ''
      sitting.movements.push(
        { agendaItemId: third?.agendaItemId ?? '', seatId: demoSeatId('CISL'), presence: 'ABSENT' },
        { agendaItemId: from, seatId: demoSeatId('UNIVERSITA'), presence: 'DEPUTY' },
      )
      sitting.wentOut?.push(demoPersonId('TITULAR_CCIAA'))
      against(sitting, 'COMUNE_MILANO', 1)
      putOff(sitting, 0, 2)
      sitting.items[2]!.favourable = 0
    }
    const draft = await preview(await sittingOf(database.stores, meetingId, told))
    await recordSitting({ database, steps, meetingId }, told)
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const { auditHead, annexSha256 } = last<Minutes>('minutes')
    const annex = await renderDocument('minutes-annex', { ...draft.annex, draft: false })
    expect(sha256Hex(annex)).toBe(annexSha256)
    const finished = { ...draft.minutes, draft: false, annexSha256, auditHead }
    expect(finished).toEqual(last<Minutes>('minutes'))
    const stored = await database.stores.documents.latest('minutes', meetingId)
    expect(sha256Hex(await renderDocument('minutes', finished))).toBe(stored?.sha256)
  })

  it('say of an item that it is not whole, and of nobody that a vote was cast', async () => {
    const sitting = await sittingOf(database.stores, meetingId)
    const { minutes } = await preview({ ...sitting, items: sitting.items.slice(0, 2), votes: [] })
    expect(minutes).toMatchObject({ draft: true, auditHead: null })
    expect(minutes.items.map(({ outcome }) => outcome)).toEqual(['APPROVED', 'APPROVED', 'OPEN'])
    sitting.items[1]!.favourable = 1
    database.setNow('2027-03-08T12:10:00Z')
    await database.knex('task_drafts').delete()
    const wrong = await preview(sitting)
    const voting = demoNetwork.seats.length - 1
    expect(wrong.minutes.items.map(({ outcome, votes }) => [outcome, votes?.present ?? null])).toEqual([
      ['APPROVED', voting],
      ['OPEN', null],
      ['APPROVED', voting],
    ])
    await database.knex('task_drafts').delete()
    const nothing = await preview({})
    expect(nothing.minutes.items.map(({ outcome }) => outcome)).toEqual(['OPEN', 'OPEN', 'OPEN'])
  })

  it('are shown to who may record the sitting and to nobody else: not to whom a conflict bars (art. 5)', async () => {
    const seen = async (code: string) =>
      database.look(await steps.actor(demoPersonId(code)), loadSittingDraft, { id })
    expect(await seen('TITULAR_ATS_MILANO')).toMatchObject({ callId, typed: {} })
    for (const code of ['TITULAR_CISL', 'TITULAR_CCIAA', 'CASE_OFFICER_1', 'LEAD_ASSEMI'])
      await expect(seen(code)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
