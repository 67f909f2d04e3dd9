import { parseEuro, proportionUpOf, splitByWeights, sumCents } from '../../domain/shared/money.ts'
import { formatAmount } from '../../words/formats.ts'
import { leadOf } from './play-applications.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

const ELEMENT = 'Task_AcceptCutGrant'
const RULE =
  'art. 8: il contributo a cui si rinuncia va a chi segue, che lo accetta ridotto e vi rimodula il progetto; la graduatoria sigillata resta'

interface Row {
  code: string
  outcome: string
  grantCents: number
}

interface Reshapable {
  code: string
  lines: { line: string; amount: string }[]
  cofinancing: { bodyTaxCode: string; kind: string; amount: string }[]
}

/** The leads whose grants are cut answer in turn, before the plan: the money of who does without goes to the next in line, who may reshape
 * its project to what is left (art. 8). */
export async function playCutGrants(play: Play): Promise<void> {
  const { cutGrants, grantedCents } = play.scenario
  if (cutGrants.length === 0) return
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const rowsOf = async () => (await processOwner(play).get<{ rows: { items: Row[] } }>(path)).rows.items
  const sealed = await processOwner(play).download(`${path}/seal`)
  for (const { lead, answer } of cutGrants) {
    const task = await askedOf(play, lead)
    if (answer === 'RESHAPED') await reshape(play, task, await rowsOf())
    else await play.complete(task, { answer })
  }
  const expected: string[] = cutGrants.map(({ answer }) =>
    answer === 'DECLINED' ? 'DECLINED' : 'PARTIALLY_FUNDED',
  )
  const rows = await play.until('the cut grants to be settled', async () => {
    const found = await rowsOf()
    const outcomes = found.map(({ outcome }) => outcome).filter((outcome) => expected.includes(outcome))
    return outcomes.join() === expected.join() && found
  })
  const granted = rows.reduce((sum, { grantCents }) => sum + grantCents, 0)
  const kept = (await processOwner(play).download(`${path}/seal`)).equals(sealed)
  play.check(RULE, granted === grantedCents && kept, { rows, granted, kept })
}

/* In the proportion of the grant: so the share of its cost that the alliance covers stays as it was evaluated. An officer approves it. */
async function reshape(play: Play, task: OpenTask, rows: readonly Row[]): Promise<void> {
  const { code, lines, cofinancing } = task.data as unknown as Reshapable
  const costs = lines.map(({ amount }) => parseEuro(amount) ?? 0)
  const presented = sumCents(costs)
  const asked = presented - sumCents(cofinancing.map(({ amount }) => parseEuro(amount) ?? 0))
  const grantCents = rows.find((one) => one.code === code)?.grantCents ?? 0
  const total = proportionUpOf(presented, grantCents, asked)
  const reshaped = splitByWeights(total, costs)
  await play.complete(task, {
    ...{ answer: 'RESHAPED', ifRefused: 'ACCEPTED' },
    lines: lines.map(({ line }, index) => ({ line, amount: formatAmount(reshaped[index] ?? 0) })),
    cofinancing: [{ ...cofinancing[0], amount: formatAmount(total - grantCents) }],
  })
  await play.complete(await play.waitForTask('Task_ExamineReshaping', task.subjectId), {
    ...{ outcome: 'APPROVED', reasons: 'Meno ore dello stesso servizio: il progetto è quello valutato.' },
  })
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
