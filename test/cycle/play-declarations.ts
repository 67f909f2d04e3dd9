import { demoBody } from '../../app/demo/network-ids.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { WorkItemElement } from '../../domain/shared/work-item-types.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

export interface PlayedPanel {
  applicationId: string
  possible: number
  slack: number
  evaluators: { personId: string; role: string; scoringId: string | null; sheet: string | null }[]
  excluded: { displayName: string; reason: string }[]
}
export interface PlayedEvaluation {
  minimum: number
  declarations: { asked: number; declared: number; lapsed: number }
  round: { status: string } | null
  panels: PlayedPanel[]
}

/* Six seats declare with both their people, one with its titular only; the others let the term pass. */
const declaring: readonly string[] = [
  ...(['ATS_MILANO', 'CCIAA', 'CISL', 'CGIL', 'CONFCOOPERATIVE', 'UNIVERSITA'] as const).flatMap((body) => [
    `TITULAR_${body}` as const,
    `DEPUTY_${body}` as const,
  ]),
  'TITULAR_COMUNE_MILANO',
]
const EXPERT: string = 'TITULAR_OSSERVATORIO_WELFARE'
const SECOND = 1000

/** The evaluation as the process owner sees it. */
export const readEvaluation = (play: Play): Promise<PlayedEvaluation> =>
  processOwner(play).get<PlayedEvaluation>(`/api/calls/${play.facts['callId']}/evaluation`)

/** The task of a person's inbox, once it is there. */
export async function ownTask(
  play: Play,
  personId: string,
  task: { element: WorkItemElement; subjectId?: string },
): Promise<OpenTask & { dueAt: string | null }> {
  const who = play.as(personId)
  const entry = await play.until(`${task.element} of ${personId}`, async () => {
    const inbox =
      await who.get<{ id: string; element: WorkItemElement; subjectId: string; dueAt: string | null }[]>(
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

function declaration(task: OpenTask, code: string) {
  if (code !== 'TITULAR_COMUNE_MILANO') return { outcome: 'NONE', confirmed: true }
  const projects = task.data['projects'] as { progetto: string; enti: string }[]
  const options = task.data['applicationOptions'] as { value: string; label: string }[]
  const label = projects.find((one) => one.enti.includes(demoBody('ASSEMI').taxCode))?.progetto
  const applicationId = options.find((one) => one.label === label)?.value ?? ''
  const explanation = 'Una cognata è socia di un’impresa del partenariato.'
  return {
    outcome: 'SOME',
    confirmed: true,
    conflicts: [{ applicationId, reason: 'RELATIVE_INTEREST', explanation }],
  }
}

/** Members declare before they see anything; one declares a relative, somebody else decides; who is silent lapses. */
export async function playDeclarations(play: Play): Promise<void> {
  let dueAt: string | null = null
  for (const code of declaring) {
    const task = await ownTask(play, demoPersonId(code), { element: 'Task_DeclareConflicts' })
    dueAt = task.dueAt
    const shown = JSON.stringify(task.data)
    const hidden = demoAlliances.every(
      ({ title, summary }) => !shown.includes(title) && !shown.includes(summary),
    )
    const seen = await task.who.get<unknown[]>(`/api/calls/${play.facts['callId']}/applications`)
    if (!hidden || seen.length > 0 || code === 'TITULAR_ATS_MILANO') {
      const rule =
        'L. 241/1990 art. 6-bis: prima di dichiarare si vedono solo nomi e codici fiscali degli enti'
      play.check(rule, hidden && seen.length === 0, { code, seen })
    }
    await play.complete(task, declaration(task, code))
  }
  await play.moveClockTo(new Date(new Date(dueAt ?? '').getTime() + SECOND))
  await decideConflicts(play)
  await reinforcePanel(play)
}

async function decideConflicts(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_DecideDeclaredConflicts', play.facts['callId'])
  const { declarations } = await readEvaluation(play)
  const lapsed = declarations.lapsed === declarations.asked - declaring.length
  play.check('art. 5: chi non dichiara nel termine decade dalla valutazione', lapsed, declarations)
  const asked = task.data['decisions'] as { conflict: string; facts: string }[]
  const relative = asked.some((one) => one.facts.includes('Una cognata è socia'))
  play.check('DPR 62/2013 art. 7: il conflitto dichiarato è deciso da un altro', relative, asked)
  const decisions = asked.map(({ conflict }) => ({
    conflict,
    decision: conflict.includes('CGIL') ? 'NOT_EXCLUDED' : 'EXCLUDED',
    decisionReason: 'Valutati il legame dichiarato e il ruolo dell’ente nel progetto.',
  }))
  await play.complete(task, { decisions })
}

async function reinforcePanel(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_ReinforcePanels', play.facts['callId'])
  const assemi = play.facts['applicationId:ASSEMI'] ?? ''
  const before = (await readEvaluation(play)).panels.filter((panel) => panel.slack < 0)
  const alone = before.length === 1 && before[0]?.applicationId === assemi
  play.check('art. 5: sotto il minimo di valutatori il procedimento si ferma', alone, before)
  const reason = 'Esperto di sistemi di welfare, senza legami con il partenariato.'
  await play.complete(task, {
    appointments: [{ applicationId: assemi, personId: demoPersonId(EXPERT), reason }],
  })
  const own = await ownTask(play, demoPersonId(EXPERT), { element: 'Task_DeclareConflicts' })
  const seen = await own.who.get<unknown[]>(`/api/calls/${play.facts['callId']}/applications`)
  play.check(
    'art. 5: la nomina di un esperto non apre nulla prima della sua dichiarazione',
    seen.length === 0,
    seen,
  )
  await play.complete(own, { outcome: 'NONE', confirmed: true })
  const after = await play.until('the scoring round', async () => {
    const evaluation = await readEvaluation(play)
    return evaluation.round?.status === 'OPEN' && evaluation
  })
  const panel = after.panels.find((one) => one.applicationId === assemi)
  play.check('art. 5: un esperto riporta la commissione al minimo', panel?.slack === 0, panel)
}
