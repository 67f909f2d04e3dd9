import { leadOf } from './play-applications.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

const ELEMENT = 'Task_AcceptCutGrant'
const RULE =
  'art. 8: il contributo a cui si rinuncia va a chi segue, che lo accetta ridotto; la graduatoria sigillata resta'

interface Row {
  code: string
  outcome: string
  grantCents: number
}

/** The leads whose grants are cut answer in turn, before the plan: the money of who does without goes to the next in line (art. 8). */
export async function playCutGrants(play: Play): Promise<void> {
  const { cutGrants, grantedCents } = play.scenario
  if (cutGrants.length === 0) return
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const sealed = await processOwner(play).download(`${path}/seal`)
  for (const { lead, answer } of cutGrants) await play.complete(await askedOf(play, lead), { answer })
  const expected: string[] = cutGrants.map(({ answer }) =>
    answer === 'DECLINED' ? 'DECLINED' : 'PARTIALLY_FUNDED',
  )
  const rows = await play.until('the cut grants to be settled', async () => {
    const found = (await processOwner(play).get<{ rows: { items: Row[] } }>(path)).rows.items
    const outcomes = found.map(({ outcome }) => outcome).filter((outcome) => expected.includes(outcome))
    return outcomes.join() === expected.join() && found
  })
  const granted = rows.reduce((sum, { grantCents }) => sum + grantCents, 0)
  const kept = (await processOwner(play).download(`${path}/seal`)).equals(sealed)
  play.check(RULE, granted === grantedCents && kept, { rows, granted, kept })
}

/* The lead's task, once the request has been delivered. */
async function askedOf(play: Play, lead: string): Promise<OpenTask> {
  const alliance = play.scenario.alliances.find((one) => one.lead === lead)
  if (alliance === undefined) throw new Error(`no alliance of ${lead}`)
  const who = leadOf(play, alliance)
  return play.until(`${lead} to be asked of its cut grant`, async () => {
    const [entry] = await who.list<{ id: string }>(`/api/inbox?element=${ELEMENT}`)
    if (entry === undefined) return null
    const item = await who.get<Pick<OpenTask, 'subjectId' | 'data'>>(`/api/work-items/${entry.id}`)
    return { ...item, id: entry.id, element: ELEMENT, who }
  })
}
