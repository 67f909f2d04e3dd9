import { localDateOf, termEnd } from '../../domain/shared/terms.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

export interface PlayedPanel {
  applicationId: string
  possible: number
  slack: number
  evaluators: { personId: string; role: string; scoringId: string | null; sheet: string | null }[]
  excluded: { displayName: string; reason: string }[]
}
interface ReadEvaluation {
  minimum: number
  declarations: { asked: number; declared: number; lapsed: number }
  round: { status: string } | null
  panels: { items: PlayedPanel[] }
}

export type PlayedEvaluation = Omit<ReadEvaluation, 'panels'> & { panels: PlayedPanel[] }

const SECOND = 1000

/** The evaluation as the process owner sees it. */
export async function readEvaluation(play: Play): Promise<PlayedEvaluation> {
  const path = `/api/calls/${play.facts['callId']}/evaluation?limit=100`
  const read = await processOwner(play).get<ReadEvaluation>(path)
  return { ...read, panels: read.panels.items }
}

/** The task of a person's inbox, once it is there. */
export async function ownTask(
  play: Play,
  personId: string,
  task: { element: string; subjectId?: string },
): Promise<OpenTask & { dueAt: string | null }> {
  const who = play.as(personId)
  const entry = await play.until(`${task.element} of ${personId}`, async () => {
    const inbox = await who.list<{ id: string; element: string; subjectId: string; dueAt: string | null }>(
      '/api/inbox',
    )
    return inbox.find(
      (one) =>
        one.element === task.element && (task.subjectId === undefined || one.subjectId === task.subjectId),
    )
  })
  const { data } = await who.get<{ data: Record<string, unknown> }>(`/api/work-items/${entry.id}`)
  return { ...entry, who, data }
}

const RELATIVE = 'Una cognata è socia di un’impresa del partenariato.'

function declaration({ scenario }: Play, task: OpenTask, code: string) {
  const { relative, alsoRelated, network } = scenario
  if (code !== relative.person && !alsoRelated.includes(code)) return { outcome: 'NONE', confirmed: true }
  const taxCode = network.bodies.find((one) => one.code === relative.lead)?.taxCode ?? ''
  const projects = task.data['projects'] as { progetto: string; enti: string }[]
  const options = task.data['applicationOptions'] as { value: string; label: string }[]
  const label = projects.find((one) => one.enti.includes(taxCode))?.progetto
  const applicationId = options.find((one) => one.label === label)?.value ?? ''
  return {
    outcome: 'SOME',
    confirmed: true,
    conflicts: [{ applicationId, reason: 'RELATIVE_INTEREST', explanation: RELATIVE }],
  }
}

/** Members declare before they see anything; one declares a relative, somebody else decides; who is silent lapses. */
export async function playDeclarations(play: Play): Promise<void> {
  let dueAt: string | null = null
  const { alliances, declaring, ids } = play.scenario
  for (const code of declaring) {
    const task = await ownTask(play, ids.person(code), { element: 'Task_DeclareConflicts' })
    if (dueAt === null) await checkTerm(play, task.dueAt)
    dueAt = task.dueAt
    const shown = JSON.stringify(task.data)
    const hidden = alliances.every(({ title, summary }) => !shown.includes(title) && !shown.includes(summary))
    const seen = await task.who.list<unknown>(`/api/calls/${play.facts['callId']}/applications`)
    if (!hidden || seen.length > 0 || code === declaring[0]) {
      const rule =
        'L. 241/1990 art. 6-bis: prima di dichiarare si vedono solo nomi e codici fiscali degli enti'
      play.check(rule, hidden && seen.length === 0, { code, seen })
    }
    await play.complete(task, declaration(play, task, code))
  }
  await play.moveClockTo(new Date(new Date(dueAt ?? '').getTime() + SECOND))
  await decideConflicts(play)
  await reinforcePanel(play)
}

/* The days of the frozen call, over the holidays of the network: counted here once more. */
async function checkTerm(play: Play, dueAt: string | null): Promise<void> {
  const { network, callConfiguration } = play.scenario
  const now = await play.now()
  const { terms } = callConfiguration(now, Number(play.facts['firstYear']))
  const end = termEnd(localDateOf(now), terms.declarationDays.value, network.patronDay.value)
  const rule =
    'L. 241/1990 art. 2: il termine delle dichiarazioni conta i giorni festivi e il patrono della Rete'
  play.check(rule, dueAt !== null && new Date(dueAt).getTime() === end.getTime(), { dueAt, end })
}

interface AskedDecision {
  declarationId: string
  applicationId: string
  person: string
  facts: string
}

async function decideConflicts(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_DecideDeclaredConflicts', play.facts['callId'])
  const { declarations } = await readEvaluation(play)
  const lapsed = declarations.lapsed === declarations.asked - play.scenario.declaring.length
  play.check('art. 5: chi non dichiara nel termine decade dalla valutazione', lapsed, declarations)
  const asked = task.data['decisions'] as AskedDecision[]
  const relative = asked.some((one) => one.facts.includes('Una cognata è socia'))
  play.check('DPR 62/2013 art. 7: il conflitto dichiarato è deciso da un altro', relative, asked)
  const named = asked.some((one) => one.facts.includes('non lo ha confermato'))
  play.check('art. 5: un ente del Comitato indicato e non confermato non esclude: si decide', named, asked)
  const decisions = asked.map(({ declarationId, applicationId, person }) => ({
    ...{ declarationId, applicationId },
    decision: play.scenario.harmless.some((words) => person.includes(words)) ? 'NOT_EXCLUDED' : 'EXCLUDED',
    decisionReason: 'Valutati il legame dichiarato e il ruolo dell’ente nel progetto.',
  }))
  await play.complete(task, { decisions })
}

async function reinforcePanel(play: Play): Promise<void> {
  const { reinforced } = play.scenario
  if (reinforced !== null) await callExpert(play, reinforced)
  const { panels, minimum } = await play.until('the scoring round', async () => {
    const evaluation = await readEvaluation(play)
    return evaluation.round?.status === 'OPEN' && evaluation
  })
  const slack = (lead: string) =>
    panels.find((one) => one.applicationId === play.facts[`applicationId:${lead}`])?.slack
  const whole = panels.every((one) => one.slack >= 0) && (!reinforced || slack(reinforced.lead) === 0)
  play.check('art. 5: nessuna commissione comincia sotto il minimo di valutatori', whole, { panels, minimum })
}

async function callExpert(play: Play, { lead, expert }: { lead: string; expert: string }): Promise<void> {
  const task = await play.waitForTask('Task_ReinforcePanels', play.facts['callId'])
  const applicationId = play.facts[`applicationId:${lead}`] ?? ''
  const personId = play.scenario.ids.person(expert)
  const before = (await readEvaluation(play)).panels.filter((panel) => panel.slack < 0)
  const alone = before.length === 1 && before[0]?.applicationId === applicationId
  play.check('art. 5: sotto il minimo di valutatori il procedimento si ferma', alone, before)
  const reason = 'Esperto di sistemi di welfare, senza legami con il partenariato.'
  const act = {
    act: 'Decreto del Direttore generale',
    actNumber: '118',
    actOn: localDateOf(await play.now()),
  }
  const self = {
    applicationId,
    personId: (await task.who.get<{ personId: string }>('/api/session')).personId,
    reason,
  }
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, {
    ...act,
    appointments: [self],
  })
  play.check('art. 5: nessuno nomina esperto sé stesso', refused.body.code === 'EXPERT_NOT_POSSIBLE', refused)
  await play.complete(task, { ...act, appointments: [{ applicationId, personId, reason }] })
  const own = await ownTask(play, personId, { element: 'Task_DeclareConflicts' })
  const seen = await own.who.list<unknown>(`/api/calls/${play.facts['callId']}/applications`)
  play.check(
    'art. 5: la nomina di un esperto non apre nulla prima della sua dichiarazione',
    seen.length === 0,
    seen,
  )
  await play.complete(own, { outcome: 'NONE', confirmed: true })
}
