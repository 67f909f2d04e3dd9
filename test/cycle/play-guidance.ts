import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { adoptAct } from './play-act.ts'
import { processOwner } from './play-approval.ts'
import { conveneNetwork, recordNetworkMeeting } from './play-network-meeting.ts'
import { holdMeeting } from './play-meeting.ts'
import type { MeetingForm } from './play-meeting.ts'
import type { DemoPerson, OpenTask, Play } from './play.ts'

interface PlayedCycle {
  stages: { guidance: { id: string; status: string; commentsDueAt: string } | null }
}

/** Opens the cycle and takes its guidance document from the draft to the adopted act (art. 6, 7, 8). Leaves in the
 * facts `cycleId`, `guidanceDocumentId` and `firstYear` of the allocation. */
export async function playGuidance(play: Play): Promise<void> {
  await openCycle(play)
  await draft(play)
  const guidance = await play.until('the shared draft', async () => {
    const { stages } = await readCycle(play)
    return stages.guidance?.status === 'SHARED' ? stages.guidance : null
  })
  play.facts['guidanceDocumentId'] = guidance.id
  const networkMeeting = await conveneNetwork(play)
  await comment(play, guidance)
  await recordNetworkMeeting(play, networkMeeting)
  await answer(play)
  await refuseShortNotice(play)
  await putOff(play)
  await vote(play)
  await adoptAct(play)
  const { stages } = await readCycle(play)
  play.check(
    'art. 8: il documento di indirizzo è adottato dal Capofila',
    stages.guidance?.status === 'ADOPTED',
    stages.guidance?.status,
  )
}

async function openCycle(play: Play): Promise<void> {
  const today = localDateOf(await play.now())
  const firstYear = Number(today.slice(0, 4)) + 1
  const { allocationsCents } = play.scenario
  const cycle = {
    code: `PTC-${firstYear}`,
    title: `Piano territoriale di conciliazione ${firstYear}-${firstYear + allocationsCents.length - 1}`,
    guidelinesAct: "DGR XI/2398 dell'11/11/2019 (dimostrazione)",
    guidanceDueOn: addDays(today, 120),
    endsOn: `${firstYear + allocationsCents.length}-12-31`,
    allocations: allocationsCents.map((amountCents, index) => ({ year: firstYear + index, amountCents })),
  }
  const owner = processOwner(play)
  const { cycleId } = await owner.post<{ cycleId: string }>('/api/cycles', cycle)
  play.facts['cycleId'] = cycleId
  play.facts['firstYear'] = String(firstYear)
  const again = await owner.refused('post', '/api/cycles', cycle)
  play.check('un codice di ciclo non si usa due volte', again.body.code === 'CYCLE_CODE_TAKEN', again.body)
}

const readCycle = (play: Play) => processOwner(play).get<PlayedCycle>(`/api/cycles/${play.facts['cycleId']}`)

async function draft(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_DraftGuidance', play.facts['cycleId'])
  await play.complete(task, {
    title: 'Documento territoriale di indirizzo sulla conciliazione',
    context: [
      {
        title: 'Il territorio',
        text: 'Due province, ambiti urbani e rurali, forte pendolarismo verso il capoluogo.',
      },
    ],
    needs: [
      {
        text: 'Cura dei minori nei periodi di chiusura delle scuole',
        source: 'rilevazione della Rete (dimostrazione)',
      },
      { text: 'Aiuto al caregiver familiare', source: 'esiti del Piano precedente (dimostrazione)' },
    ],
    priorities: [
      { title: 'Servizi salvatempo', text: 'Per titolari e dipendenti di micro e piccole imprese.' },
      { title: 'Welfare di prossimità', text: 'Reti di imprese ed enti per servizi condivisi.' },
    ],
    commentsUntil: await proposedEnd(play, task),
  })
}

/* The form proposes the last day for comments; the network sets after how many days. */
async function proposedEnd(play: Play, task: OpenTask): Promise<string> {
  const { guidanceCommentDays } = play.scenario.network.terms
  const end = addDays(localDateOf(await play.now()), guidanceCommentDays.value)
  const rule = 'art. 6: il termine proposto per le osservazioni è quello della Rete'
  play.check(rule, task.data['commentsUntil'] === end, task.data['commentsUntil'])
  return end
}

async function comment(play: Play, guidance: { id: string; commentsDueAt: string }): Promise<void> {
  const path = `/api/guidance-documents/${guidance.id}/comments`
  const [first, second] = networkMembers(play)
  if (first === undefined || second === undefined)
    throw new Error('the demo network has fewer than two members')
  const write = (one: NetworkMember, bodyId: string) =>
    ({ bodyId, text: `Osservazione di ${one.displayName}: servono orari più lunghi.` }) as const
  for (const one of [first, second]) await play.as(one.personId).post(path, write(one, one.bodyId))
  const foreign = await play.as(first.personId).refused('post', path, write(first, second.bodyId))
  play.check('art. 6: si osserva solo per il proprio ente', foreign.body.code === 'NOT_ALLOWED', foreign.body)
  await play.moveClockTo(new Date(new Date(guidance.commentsDueAt).getTime() + 1000))
  const late = await play.as(first.personId).refused('post', path, write(first, first.bodyId))
  play.check(
    'art. 6: dopo il termine non si osserva più, al secondo',
    late.body.code === 'COMMENTS_CLOSED',
    late.body,
  )
}

type NetworkMember = Pick<DemoPerson, 'personId' | 'displayName'> & { bodyId: string }

function networkMembers(play: Play): NetworkMember[] {
  return play.people.flatMap(({ personId, displayName, role, bodyId }) =>
    role === 'NETWORK_MEMBER' && bodyId !== null ? [{ personId, displayName, bodyId }] : [],
  )
}

async function answer(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_AnswerComments', play.facts['guidanceDocumentId'])
  const rows = task.data['answers'] as { commentId: string }[]
  play.check('art. 6: le osservazioni di due enti sono arrivate', rows.length === 2, rows.length)
  await play.complete(task, {
    answers: rows.map(({ commentId }) => ({
      commentId,
      answer: 'Accolta: la priorità dei servizi salvatempo la comprende.',
    })),
  })
}

async function refuseShortNotice(play: Play): Promise<void> {
  const task: OpenTask = await play.waitForTask('Task_ConveneMeeting')
  const { committeeNoticeDays } = play.scenario.network.terms
  const firstDay = addDays(localDateOf(await play.now()), committeeNoticeDays.value)
  const tooSoon = addDays(firstDay, -1)
  const { body } = await task.who.refused('post', `/api/work-items/${task.id}/complete`, {
    date: tooSoon,
    startTime: '10:00',
    endTime: '12:00',
    place: play.scenario.place,
  })
  play.check(
    `art. 7: il Comitato si convoca almeno ${committeeNoticeDays.value} giorni prima, come vuole il regolamento della Rete`,
    body.code === 'NOTICE_TOO_SHORT' && task.data['date'] === firstDay,
    { body, proposed: task.data['date'], firstDay },
  )
}

/* One deputy for an absent titular, one seat empty, one against, one abstained: all count as the article says. */
async function putOff(play: Play): Promise<void> {
  const { place } = play.scenario
  const votes = ({ items }: MeetingForm) => items.forEach((item) => (item.outcome = 'DEFERRED'))
  const { decisions } = await holdMeeting(play, { place, votes, moved: true })
  const { stages } = await readCycle(play)
  const open = decisions.length === 0 && stages.guidance?.status === 'ANSWERED'
  play.check(
    'art. 5, 7: un punto rinviato dai presenti non è deciso e torna in una nuova convocazione',
    open,
    {
      decisions,
      guidance: stages.guidance,
    },
  )
}

async function vote(play: Play): Promise<void> {
  let present = 0
  const meeting = await holdMeeting(play, {
    place: play.scenario.place,
    votes: (form) => {
      const seat = (index: number) => form.attendances.slice(index, index + 1)
      for (const one of seat(1)) one.presence = 'DEPUTY'
      for (const one of seat(2)) one.presence = 'ABSENT'
      for (const { agendaItemId } of form.items)
        form.votes.push(
          ...seat(3).map(({ seatId }) => ({ agendaItemId, seatId, choice: 'AGAINST' as const })),
          ...seat(4).map(({ seatId }) => ({ agendaItemId, seatId, choice: 'ABSTAINED' as const })),
        )
      present = form.attendances.filter((one) => one.presence !== 'ABSENT').length
    },
  })
  const [decision] = meeting.decisions
  play.check(
    'art. 7: si decide a maggioranza dei presenti, gli astenuti contano',
    meeting.approved === true && decision?.present === present && decision.inFavour === present - 2,
    decision,
  )
}
