import { nextWorkingDay } from '../../domain/shared/holidays.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { processOwner } from './play-approval.ts'
import { signMinutes } from './play-signatures.ts'
import type { Play } from './play.ts'

/** Convenes the network to its yearly meeting on the first useful working day, and is refused one day less than its notice (art. 4).
 * Returns the meeting. */
export async function conveneNetwork(play: Play): Promise<string> {
  const { terms, patronDay } = play.scenario.network
  const owner = processOwner(play)
  const path = `/api/cycles/${play.facts['cycleId']}/network-meetings`
  const earliest = addDays(localDateOf(await play.now()), terms.networkNoticeDays.value)
  const meeting = {
    ...{ startTime: '10:00', endTime: '12:00', place: play.scenario.place },
    agenda: ['Bozza del documento di indirizzo', 'Adesioni alla Rete'],
  }
  const tooSoon = await owner.refused('post', path, { ...meeting, date: addDays(earliest, -1) })
  const date = nextWorkingDay(earliest, patronDay.value)
  const { meetingId } = await owner.post<{ meetingId: string }>(path, { ...meeting, date })
  const again = await owner.refused('post', path, { ...meeting, date })
  play.check(
    'art. 4: la Rete si convoca con il preavviso del suo regolamento, una riunione alla volta',
    tooSoon.body.code === 'NOTICE_TOO_SHORT' && again.body.code === 'NETWORK_CONVENED',
    { tooSoon: tooSoon.body, again: again.body },
  )
  await play.until('the convocation of the network', () => paperOf(play, meetingId, 'convocation'))
  return meetingId
}

/** Records that meeting, once its day is past: all bodies but the last there, and its minutes signed by two people (art. 4, 7). */
export async function recordNetworkMeeting(play: Play, meetingId: string): Promise<void> {
  const task = await play.waitForTask('Task_RecordNetworkMeeting', meetingId)
  const { bodyOptions, items } = task.data as {
    bodyOptions: { value: string }[]
    items: { agendaItemId: string; title: string }[]
  }
  await play.complete(task, {
    endTime: '11:45',
    bodies: bodyOptions.slice(0, -1).map(({ value }) => value),
    items: items.map(({ agendaItemId, title }) => ({ agendaItemId, discussion: `Si discute: ${title}` })),
  })
  const minutes = await play.until('the minutes of the network', () => paperOf(play, meetingId, 'minutes'))
  play.check(
    'art. 4: la riunione della Rete è convocata e verbalizzata per tutti gli enti aderenti',
    minutes.title.startsWith('Verbale della Rete') && bodyOptions.length === membersOf(play),
    { minutes: minutes.title, bodies: bodyOptions.length },
  )
  await signMinutes(play, meetingId, [])
}

const membersOf = (play: Play): number =>
  play.scenario.network.bodies.filter(({ memberSince }) => memberSince !== null).length

const paperOf = async (play: Play, meetingId: string, kind: 'convocation' | 'minutes') =>
  (
    await processOwner(play).list<{ kind: string; subjectId: string; title: string }>(
      `/api/cycles/${play.facts['cycleId']}/documents`,
    )
  ).find((one) => one.kind === kind && one.subjectId === meetingId)
