import { leadOf } from './play-applications.ts'
import { smallPdf } from './play-files.ts'
import type { OpenTask, Play, PlayedFile } from './play.ts'

/* With a partner that never confirmed in it, an application is not admitted: it is dropped, by a dated decision. */
async function checkUnconfirmed(task: OpenTask, input: object, play: Play): Promise<void> {
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, {
    ...input,
    dropped: [],
  })
  const isRefused = JSON.stringify(refused.body).includes('UNCONFIRMED')
  play.check('art. 9: chi non ha confermato non entra nell’alleanza con l’ammissione', isRefused, refused)
}

function checkDropped(play: Play, dropped: readonly string[]): void {
  const { network, unconfirmed } = play.scenario
  const expected = unconfirmed.map(({ lead, body }) => {
    const code = network.bodies.find((one) => one.code === body)?.taxCode
    return `${play.facts[`applicationId:${lead}`]} ${code}`
  })
  const right = dropped.toSorted().join() === expected.toSorted().join()
  play.check('art. 9: decade solo il partner che non ha mai confermato', right, { dropped, expected })
}

const APPLICATION = 'Task_DecideAdmissibility'
const REFUSED = 'Partenariato sotto i minimi dell’avviso e allegato mancante.'
const MET = 'Requisiti formali presenti.'

/* Decides, with the partners that never confirmed dropped. */
async function decide(play: Play, task: OpenTask, more: Record<string, unknown> = {}): Promise<void> {
  const dropped = task.data['dropped'] as string[]
  const input = { outcome: 'ADMITTED', reasons: MET, ...more }
  if (input.outcome === 'ADMITTED' && dropped.length > 0) await checkUnconfirmed(task, input, play)
  await play.complete(task, { ...input, dropped })
}

async function checkRefused(
  play: Play,
  rule: string,
  asked: { task: OpenTask; input: object; path: string },
) {
  const { task, input, path } = asked
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, {
    ...{ reasons: MET, ...input },
  })
  play.check(rule, JSON.stringify(refused.body).includes(`"path":"${path}"`), refused)
}

const applicationOf = (play: Play, lead: string): string => play.facts[`applicationId:${lead}`] ?? ''

/* The lead's task, once the request has been delivered, with its term. */
async function answerTask(play: Play, lead: string): Promise<OpenTask & { dueAt: Date }> {
  const alliance = play.scenario.alliances.find((one) => one.lead === lead)
  if (alliance === undefined) throw new Error(`no alliance of ${lead}`)
  const who = leadOf(play, alliance)
  return play.until(`the request to ${lead} to be delivered`, async () => {
    const [entry] = await who.list<{ id: string }>('/api/inbox?element=Task_AnswerRequest')
    if (entry === undefined) return null
    const item = await who.get<{ subjectId: string; dueAt: string; data: Record<string, unknown> }>(
      `/api/work-items/${entry.id}`,
    )
    return { ...item, id: entry.id, element: 'Task_AnswerRequest', who, dueAt: new Date(item.dueAt) }
  })
}

const answer = (play: Play, task: OpenTask, text: string, files: Record<string, PlayedFile> = {}) =>
  play.complete(task, { answer: text }, files)

async function answeredInTime(play: Play, lead: string): Promise<void> {
  await answer(play, await answerTask(play, lead), 'Ecco il documento chiesto.', {
    DOCUMENT_1: smallPdf('documento.pdf', `integrazione ${lead}`),
  })
  const task = await play.waitForTask(APPLICATION, applicationOf(play, lead))
  const [request] = task.data['requests'] as { answer: string }[]
  play.check(
    'L. 241/1990 art. 6: la risposta nel termine arriva all’istruttore',
    request?.answer === 'Ecco il documento chiesto.',
    request,
  )
  const asked = { outcome: 'ASK_INTEGRATION', items: 'Un altro documento' }
  await checkRefused(play, 'L. 241/1990 art. 2 c. 7: l’integrazione si chiede una volta sola', {
    ...{ task, input: asked, path: 'outcome' },
  })
  await decide(play, task)
}

async function answeredLate(play: Play, lead: string, task: OpenTask): Promise<void> {
  const decision = await play.waitForTask(APPLICATION, applicationOf(play, lead))
  await answer(play, task, 'Il documento, dopo il termine.')
  await checkRefused(play, 'L. 241/1990 art. 6: la decisione dice se tiene conto di una risposta tardiva', {
    ...{ task: decision, input: { outcome: 'ADMITTED' }, path: 'lateAnswer' },
  })
  await decide(play, decision, { lateAnswer: 'CONSIDERED' })
}

async function neverAnswered(play: Play, lead: string, task: OpenTask): Promise<void> {
  await decide(play, await play.waitForTask(APPLICATION, applicationOf(play, lead)))
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, { answer: 'Ecco.' })
  play.check(
    'L. 241/1990 art. 6: decisa la domanda, non si risponde più',
    refused.body.code === 'WORK_ITEM_NOT_OPEN',
    refused,
  )
}

/* The reasons against it, the lead's observations, and a refusal that answers them. */
async function refuseWithNotice(play: Play, lead: string): Promise<void> {
  await answer(play, await answerTask(play, lead), 'Gli enti mancanti aderiranno.')
  const task = await play.waitForTask(APPLICATION, applicationOf(play, lead))
  const input = { outcome: 'NOT_ADMITTED', reasons: REFUSED }
  await checkRefused(play, 'L. 241/1990 art. 10-bis: il rifiuto risponde alle osservazioni', {
    ...{ task, input, path: 'observationsReply' },
  })
  const observationsReply = 'I minimi si contano alla chiusura dell’avviso.'
  await decide(play, task, { ...input, observationsReply })
}

async function examined(play: Play): Promise<OpenTask[]> {
  return play.until('every application to be examined', async () => {
    const open = await play.openTasks(APPLICATION)
    return open.length === play.scenario.alliances.length && open
  })
}

const needsNotice = ({ data }: OpenTask): boolean =>
  (data['outcomeOptions'] as { value: string }[]).some(({ value }) => value === 'GIVE_NOTICE')

/* What the officer does first with each: asks, tells the reasons against it, or decides. Gives those that it would refuse. */
async function firstSteps(play: Play, tasks: readonly OpenTask[]): Promise<string[]> {
  const { integrations } = play.scenario
  const asked = Object.values(integrations).map((lead) => lead && applicationOf(play, lead))
  const against: string[] = []
  for (const task of tasks) {
    const isExcluded = String(task.data['proposal']).startsWith('Esclusione')
    if (isExcluded) against.push(task.subjectId)
    const input = { outcome: 'NOT_ADMITTED', reasons: REFUSED }
    if (isExcluded && needsNotice(task)) {
      await checkRefused(play, 'L. 241/1990 art. 10-bis: nessun rifiuto senza comunicarne prima i motivi', {
        ...{ task, input, path: 'outcome' },
      })
      await play.complete(task, { outcome: 'GIVE_NOTICE', reasons: REFUSED })
    } else if (isExcluded) await decide(play, task, input)
    else if (asked.includes(task.subjectId))
      await play.complete(task, {
        ...{ outcome: 'ASK_INTEGRATION', reasons: 'Il documento non si legge.' },
        items: 'Il documento leggibile',
      })
    else await decide(play, task)
  }
  return against
}

/** The office decides on each application, once its lead was asked or heard where that is due: what the rules propose to exclude is
 * excluded, with its reasons (art. 10; L. 241/1990 art. 6, 10-bis). */
export async function playAdmissibility(play: Play): Promise<void> {
  const { integrations, inadmissible } = play.scenario
  const { answered, late, silent } = integrations
  const tasks = await examined(play)
  const excluded = await firstSteps(play, tasks)
  checkDropped(
    play,
    tasks.flatMap(({ subjectId, data }) =>
      (data['dropped'] as string[]).map((code) => `${subjectId} ${code}`),
    ),
  )
  if (answered !== null) await answeredInTime(play, answered)
  if (tasks.some(needsNotice)) for (const lead of inadmissible) await refuseWithNotice(play, lead)
  const waiting = []
  for (const lead of [late, silent]) if (lead !== null) waiting.push(await answerTask(play, lead))
  const last = Math.max(...waiting.map(({ dueAt }) => dueAt.getTime()))
  if (waiting.length > 0) await play.moveClockTo(new Date(last + 1000))
  for (const [index, task] of waiting.entries()) {
    const lead = [late, silent].filter((one) => one !== null)[index] ?? ''
    await (lead === late ? answeredLate : neverAnswered)(play, lead, task)
  }
  const expected = inadmissible.map((lead) => applicationOf(play, lead))
  const right = excluded.toSorted().join() === expected.toSorted().join()
  play.check('art. 10: l’istruttoria propone di escludere solo chi non ha i requisiti', right, excluded)
}
