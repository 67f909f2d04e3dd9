import type { Meeting } from '../../db/meeting/meeting-store.ts'
import type { Stores } from '../../db/stores.ts'
import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { KeptFile } from '../../documents/outside.ts'
import type { StepContext } from '../../procedures/context.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { recordingElement } from '../../tasks/meeting/recording-element.ts'
import { decisionsOn, makeMinutes } from '../../documents/meeting/make-minutes.ts'
import { settleGroups } from '../../documents/meeting/settle-groups.ts'
import type { Gathered } from '../../documents/meeting/make-minutes.ts'
import type { MinutesFacts } from '../../documents/meeting/minutes-document.ts'
import { minutesTitle } from '../../documents/meeting/minutes-document.ts'
import { defineLongWorker } from '../worker.ts'

/* Of the network's meeting its bodies, there or not; of the committee's none. */
async function bodiesOf(
  { meetings, network }: Stores,
  { id, stage }: Meeting,
): Promise<MinutesFacts['bodies']> {
  if (stage !== 'NETWORK') return []
  const there = new Set(await meetings.attendingBodies(id))
  return (await network.members()).map((body) => ({ name: body.name, present: there.has(body.id) }))
}

async function gatherFacts({ stores }: StepContext, meeting: ConvenedMeeting): Promise<Gathered> {
  if (meeting.heldAt === null) throw new Error(`meeting ${meeting.id} was not recorded`)
  const agenda = await stores.meetings.agenda(meeting.id)
  const votes = Map.groupBy(await stores.meetings.votes(meeting.id), (one) => one.agendaItemId)
  return {
    ...{ meeting, heldAt: meeting.heldAt, agenda, votes },
    attendances: await stores.meetings.attendances(meeting.id),
    movements: await stores.meetings.movements(meeting.id),
    keptBy: await stores.workItems.lastCompletion(recordingElement(meeting), meeting.id),
    consultants: await stores.meetings.consultants(meeting.id),
    exclusions: await stores.meetings.itemExclusions(meeting.id),
    seats: await stores.network.seats(localDateOf(meeting.startsAt)),
    bodies: await bodiesOf(stores, meeting),
    decisions: decisionsOn(agenda, votes),
    ...{ open: [], draft: false },
    auditHead: (await stores.documents.latest('minutes', meeting.id))?.auditHead ?? null,
  }
}

async function recordMinutes(
  { stores }: StepContext,
  { meeting, heldAt }: Gathered,
  { minutes, annex, auditHead }: { minutes: KeptFile; annex: KeptFile | null; auditHead: string | null },
): Promise<void> {
  if ((await stores.documents.latest('minutes', meeting.id)) !== null) return
  const about = {
    cycleId: meeting.cycleId,
    ...(meeting.stage === 'EVALUATION' ? { evaluatedCallId: meeting.subjectId } : {}),
    ...{ subjectId: meeting.id, mediaType: 'application/pdf', signature: 'NONE' as const, createdAt: heldAt },
  }
  const title = minutesTitle(meeting)
  await stores.documents.record({
    ...{ ...minutes, ...about, kind: 'minutes', title, fileName: `verbale-${meeting.id}.pdf` },
    ...(auditHead === null ? {} : { auditHead }),
  })
  if (annex === null) return
  const reserved = { kind: 'minutes-annex', title: `Allegato riservato: ${title}`, reserved: true }
  await stores.documents.record({
    ...{ ...annex, ...about, ...reserved, fileName: `allegato-riservato-${meeting.id}.pdf` },
  })
}

/* art. 4: minutes of the network tell its bodies and what was said, and decide nothing. art. 5, 7: decisions by majority of those present and not excluded, once for each item; minutes with the ranking
   that was voted, closed to the excluded, and the reserved annex with the whole reason of each exclusion, which they cite by its hash. A guidance document that passes is voted, one that does not is rejected; a working group stands as it was voted. An item
   that was put off, or that nobody in the room could vote, has no decision: the committee meets again. */
export const drawUpMinutes = defineLongWorker({
  jobType: 'draw-up-minutes',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(meeting, 'approved', 'deferred'),
  async prepare({ meetingId }, outside) {
    const made = await makeMinutes(outside, async (context) =>
      gatherFacts(context, convened(await meetingOf(context, meetingId))),
    )
    const { facts, auditHead } = made
    const annex = made.annex && (await outside.keep(made.annex))
    const minutes = await outside.keep(made.minutes)
    return async (context) => {
      const { stores } = context
      await stores.meetings.putDecisions(...facts.decisions)
      const decisions = await stores.meetings.decisionsOf(meetingId)
      const deferred = facts.agenda.some((item) => item.deferral !== null)
      const approved = !deferred && decisions.every((one) => one.kind === 'APPLICATION' || one.passed)
      await stores.meetings.settle(meetingId, approved)
      const { stage, subjectId } = facts.meeting
      if (stage === 'GUIDANCE' && !deferred)
        await stores.guidance.move(subjectId, approved ? 'approve' : 'reject')
      if (stage === 'COMMITTEE') await settleGroups(context, { ...facts, cycleId: facts.meeting.cycleId })
      await recordMinutes(context, facts, { minutes, annex, auditHead })
      return { approved, deferred }
    }
  },
})
