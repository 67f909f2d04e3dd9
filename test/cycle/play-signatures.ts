import type { Caller, OpenTask, Play } from './play.ts'

/** Who kept the minutes signs, is refused as chair, and then who sat for the chair's seat signs, of those named, or else somebody
 * of it: two people (art. 7). */
export async function signMinutes(
  play: Play,
  meetingId: string,
  present: readonly (string | undefined)[],
): Promise<void> {
  const first = await play.waitForTask('Task_SignMinutes', meetingId)
  const { minutesSha256 } = first.data
  const signs = (capacity: 'CHAIR' | 'SECRETARY') => ({ capacity, confirmed: true, minutesSha256 })
  await play.complete(first, signs('SECRETARY'))
  const second = await play.until('the second signature', async () => {
    const next = await chairTask(play, meetingId, present)
    return next !== null && next.id !== first.id && next
  })
  const refused = await first.who.refused('post', `/api/work-items/${second.id}/complete`, signs('SECRETARY'))
  play.check(
    'art. 7: il verbale è firmato da due persone',
    refused.status === 409 || refused.status === 422,
    refused,
  )
  await play.complete(second, signs('CHAIR'))
}

/* Once anybody has it all who may sign have it: who was there comes before the others. */
async function chairTask(
  play: Play,
  meetingId: string,
  present: readonly (string | undefined)[],
): Promise<OpenTask | null> {
  const members = play.people.filter(({ role }) => role === 'COMMITTEE_MEMBER')
  const anybody = await taskOf(play, meetingId, members)
  const wereThere = members.filter(({ displayName }) => present.includes(displayName))
  return anybody && ((await taskOf(play, meetingId, wereThere)) ?? anybody)
}

async function taskOf(play: Play, meetingId: string, people: Play['people']): Promise<OpenTask | null> {
  for (const person of people) {
    const who: Caller = play.as(person.personId)
    const inbox = await who.list<{ id: string; subjectId: string }>('/api/inbox?element=Task_SignMinutes')
    const entry = inbox.find(({ subjectId }) => subjectId === meetingId)
    if (entry !== undefined) return { ...entry, element: 'Task_SignMinutes', who, data: {} }
  }
  return null
}
