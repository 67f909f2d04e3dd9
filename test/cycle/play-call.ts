import { closedAt } from '../../domain/call/window.ts'
import { callRules } from '../../domain/call/configuration.ts'
import { adoptAct } from './play-act.ts'
import { draft, leadOf, playSubmissions } from './play-applications.ts'
import type { PlayedCall } from './play-applications.ts'
import { putOffClosing } from './play-correction.ts'
import type { OpenTask, Play, PlayedFile } from './play.ts'

const jsonFile = (value: unknown): PlayedFile => ({
  fileName: 'avviso.json',
  mediaType: 'application/json',
  content: Buffer.from(JSON.stringify(value, null, 2)),
})

function firstYear(task: OpenTask): number {
  const allocations = task.data['allocations'] as { year: number }[]
  return Math.min(...allocations.map((one) => one.year))
}

async function prepareCall(play: Play): Promise<void> {
  const task = await play.waitForTask('Task_PrepareCall', play.facts['cycleId'])
  const configuration = play.scenario.callConfiguration(await play.now(), firstYear(task))
  const lacking = { ...configuration, evaluation: { ...configuration.evaluation, criteria: [] } }
  await task.who.upload(`/api/work-items/${task.id}/files/CALL_CONFIGURATION`, jsonFile(lacking))
  const refused = await task.who.refused('post', `/api/work-items/${task.id}/complete`, {})
  const isRefused = refused.body.code === 'CALL_CONFIGURATION_INVALID'
  play.check('L. 241/1990 art. 12: un avviso senza criteri non si può predisporre', isRefused, refused)
  await play.complete(task, {}, { CALL_CONFIGURATION: jsonFile(configuration) })
}

async function publishedCall(play: Play): Promise<PlayedCall> {
  const anyone = leadOf(play, play.scenario.alliances[0])
  const line = await play.until('the call to be published', async () => {
    const calls = await anyone.list<{ id: string; status: string }>('/api/calls')
    return calls.find((one) => one.status === 'PUBLISHED')
  })
  const call = await anyone.get<PlayedCall>(`/api/calls/${line.id}`)
  const { criteria } = call.configuration.evaluation
  const own = play.scenario.callConfiguration(new Date(call.opensAt), Number(play.facts['firstYear']))
  const shown =
    criteria.length === own.evaluation.criteria.length && criteria.every((one) => one.source.act !== '')
  play.check(
    'D.Lgs. 33/2013 art. 26: l’avviso pubblicato mostra criteri e pesi con la fonte',
    shown,
    criteria,
  )
  const notice = await anyone.download(`/api/calls/${line.id}/notice`)
  play.check(
    'L. 241/1990 art. 12: chiunque scarica l’avviso pubblicato',
    notice.subarray(0, 5).toString() === '%PDF-',
    notice.length,
  )
  return call
}

async function checkBeforeOpening(play: Play, call: PlayedCall): Promise<void> {
  const [alliance] = play.scenario.alliances
  const content = play.scenario.application(alliance, callRules(call.configuration))
  const early = await leadOf(play, alliance).refused('post', `/api/calls/${call.id}/applications`, content)
  play.check('art. 10: prima dell’apertura non si presenta nulla', early.body.code === 'CALL_NOT_OPEN', early)
}

async function closeAtItsHour(play: Play, call: PlayedCall): Promise<void> {
  const [late] = play.scenario.alliances
  const id = await draft(play, call, late)
  await play.moveClockTo(new Date(call.closesAt))
  const refused = await leadOf(play, late).refused('post', `/api/applications/${id}/submit`, {})
  play.check(
    'art. 10: allo scoccare dell’ora di chiusura la domanda è rifiutata',
    refused.body.code === 'APPLICATION_AFTER_CLOSING',
    refused,
  )
  await play.moveClockTo(closedAt({ closesAt: new Date(call.closesAt) }))
  await play.until('the call to be closed', async () => {
    const { status } = await leadOf(play, late).get<PlayedCall>(`/api/calls/${call.id}`)
    return status === 'CLOSED'
  })
}

/** The call is prepared, adopted, published, opened, put off once and closed at its hours, with the scenario's applications (art. 8, 9, 10). */
export async function playCall(play: Play): Promise<void> {
  await prepareCall(play)
  await adoptAct(play)
  const call = await publishedCall(play)
  play.facts['callId'] = call.id
  await checkBeforeOpening(play, call)
  await play.moveClockTo(new Date(call.opensAt))
  await playSubmissions(play, call)
  await closeAtItsHour(play, await putOffClosing(play, call))
}
