import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import { decideItem } from '../../domain/meeting/deliberation.ts'
import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { renderDocument } from '../../reports/render-document.ts'
import type { StepContext } from '../../procedures/context.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { minutesDocument, minutesTitle } from '../../documents/meeting/minutes-document.ts'
import type { MinutesFacts } from '../../documents/meeting/minutes-document.ts'
import { defineWorker } from '../worker.ts'

async function decide(
  { stores }: StepContext,
  meetingId: string,
  agenda: readonly AgendaItem[],
): Promise<void> {
  const voters = await stores.meetings.attendances(meetingId)
  const exclusions = Map.groupBy(await stores.meetings.itemExclusions(meetingId), (one) => one.agendaItemId)
  const votes = Map.groupBy(await stores.meetings.votes(meetingId), (one) => one.agendaItemId)
  for (const item of agenda) {
    const excluded = (exclusions.get(item.id) ?? []).map((one) => one.personId)
    const decided = decideItem({ voters, excluded, votes: votes.get(item.id) ?? [] })
    if (!decided.ok) throw new Error(`votes on agenda item ${item.id} are not valid`)
    if (decided.value === null) continue
    const { present, favourable, against, abstained, passed } = decided.value
    await stores.meetings.putDecision({
      agendaItemId: item.id,
      present: present.length,
      inFavour: favourable,
      against,
      abstained,
      passed,
    })
  }
}

async function gatherFacts({ stores }: StepContext, meeting: ConvenedMeeting): Promise<MinutesFacts> {
  if (meeting.heldAt === null) throw new Error(`meeting ${meeting.id} was not recorded`)
  return {
    meeting,
    heldAt: meeting.heldAt,
    seats: await stores.network.seats(localDateOf(meeting.startsAt)),
    attendances: await stores.meetings.attendances(meeting.id),
    agenda: await stores.meetings.agenda(meeting.id),
    exclusions: await stores.meetings.itemExclusions(meeting.id),
    decisions: await stores.meetings.decisionsOf(meeting.id),
  }
}

async function storeMinutes(context: StepContext, facts: MinutesFacts): Promise<void> {
  const { meeting, heldAt } = facts
  if ((await context.stores.documents.latest('minutes', meeting.id)) !== null) return
  const minutes = await minutesDocument(context, facts)
  const { sha256, sizeBytes } = await context.files.put(await renderDocument('minutes', minutes))
  await context.stores.documents.record({
    cycleId: meeting.cycleId,
    ...(meeting.stage === 'EVALUATION' ? { evaluatedCallId: meeting.subjectId } : {}),
    kind: 'minutes',
    subjectId: meeting.id,
    title: minutesTitle(meeting),
    fileName: `verbale-${meeting.id}.pdf`,
    mediaType: 'application/pdf',
    sha256,
    sizeBytes,
    signature: 'NONE',
    auditHead: minutes.auditHead,
    createdAt: heldAt,
  })
}

/* art. 5, 7: decisions by majority of those present and not excluded, once for each item; minutes with the whole reason
   of each exclusion, closed to the excluded. A guidance document that passes is voted, else rejected. An item on which
   nobody present could vote has no decision: the committee meets again. */
export const drawUpMinutes = defineWorker({
  jobType: 'draw-up-minutes',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(meeting, 'approved'),
  async handle({ meetingId }, context) {
    const { stores } = context
    const meeting = convened(await meetingOf(context, meetingId))
    await decide(context, meetingId, await stores.meetings.agenda(meetingId))
    const facts = await gatherFacts(context, meeting)
    const decisions = await stores.meetings.decisionsOf(meetingId)
    const whole = decisions.length === facts.agenda.length
    const approved = whole && decisions.every((one) => one.kind === 'APPLICATION' || one.passed)
    await stores.meetings.settle(meetingId, approved)
    if (meeting.stage === 'GUIDANCE')
      await stores.guidance.move(meeting.subjectId, approved ? 'approve' : 'reject')
    await storeMinutes(context, facts)
    return { approved }
  },
})
