import { demoPersonId } from '../../app/demo/network-ids.ts'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { adoptAct } from './play-act.ts'
import { processOwner } from './play-approval.ts'
import { playDeclarations } from './play-declarations.ts'
import { holdMeeting } from './play-meeting.ts'
import { expectedOrder, playScoring } from './play-scoring.ts'
import type { Play } from './play.ts'

interface Ranking {
  publishedAt: string | null
  rows: {
    position: number | null
    code: string
    tieBreak: string | null
    outcome: string
    grantCents: number
  }[]
}

const BUDGET_LINE_CENTS = 53_000_000

/* Who is kept out of which project: a seat of a partner, a seat whose service company leads, a member never declared. */
const keptOut: readonly (readonly [string, lead: string, why: string])[] = [
  ['TITULAR_CCIAA', 'ASSEMI', 'ente partner'],
  ['TITULAR_COMUNE_LEGNANO', 'IPIS', 'comune la cui azienda speciale è capofila'],
  ['DEPUTY_CITTA_METROPOLITANA', 'IPIS', 'supplente di un ente capofila'],
  ['TITULAR_UNIVERSITA', 'IPIS', 'componente con carica in un ente partner'],
  ['TITULAR_ASST_MELEGNANO', 'IPIS', 'componente che non ha dichiarato'],
  ['LEAD_SERCOP', 'IPIS', 'capofila di un altro progetto'],
]

/** From the exclusions to the published outcome: declarations, panels, sheets, meeting, ranking, act (art. 5, 6, 7, 8). */
export async function playEvaluation(play: Play): Promise<void> {
  await playDeclarations(play)
  await checkKeptOut(play)
  await playScoring(play)
  await playRankingMeeting(play)
  await checkReserved(play)
  await adoptAct(play)
  await checkOutcome(play)
}

async function checkKeptOut(play: Play): Promise<void> {
  const { callId } = play.facts
  for (const [code, lead, why] of keptOut) {
    const who = play.as(demoPersonId(code))
    const applicationId = play.facts[`applicationId:${lead}`] ?? ''
    const read = await who.refused('get', `/api/applications/${applicationId}`)
    const listed = await who.get<{ id: string }[]>(`/api/calls/${callId}/applications`)
    const scores = await who.get<{ applicationId: string }[]>(`/api/calls/${callId}/scores`)
    const nothing =
      read.status === 404 &&
      listed.every((one) => one.id !== applicationId) &&
      scores.every((one) => one.applicationId !== applicationId)
    play.check(`art. 5: l’escluso non vede nulla (${why})`, nothing, { code, read, listed, scores })
  }
  const told = await play
    .as(demoPersonId('TITULAR_COMUNE_LEGNANO'))
    .get<{ reason: string }[]>('/api/my-exclusions')
  const reasons = told.map((one) => one.reason).join(' ')
  const onlyOwn = reasons.includes('Comune di Legnano') && !reasons.includes('So.Le.')
  play.check('art. 5: all’escluso è detto solo il legame con il proprio ente', onlyOwn, told)
}

async function playRankingMeeting(play: Play): Promise<void> {
  let items: { agendaItemId: string; title: string; exclusions: string }[] = []
  const meeting = await holdMeeting(play, {
    place: 'Sede ATS, corso Italia 52, Milano',
    votes: (form) => void (items = form.items),
  })
  const presentAt = (title: string): number => {
    const item = items.find((one) => one.title.includes(title))
    return meeting.decisions.find((one) => one.agendaItemId === item?.agendaItemId)?.present ?? 0
  }
  const neutral = items.every((one) => !one.title.includes('«'))
  play.check(
    'art. 5: l’ordine del giorno nomina i progetti solo per codice',
    neutral,
    items.map((one) => one.title),
  )
  const kept = items.some((one) => one.exclusions.includes('Valutatore CCIAA'))
  play.check(
    'art. 7: il verbale ha le esclusioni con la ragione intera',
    kept,
    items.map((one) => one.exclusions),
  )
  const fewer = presentAt('A1-001') < presentAt('A1-006')
  play.check('art. 7: l’escluso non conta fra i presenti sul punto', fewer, meeting.decisions)
  play.check(
    'art. 7: la graduatoria è approvata a maggioranza dei presenti',
    meeting.approved === true,
    meeting,
  )
}

async function checkReserved(play: Play): Promise<void> {
  await play.waitForTask('Task_RecordAct')
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const excluded = play.as(demoPersonId('TITULAR_CCIAA'))
  const refused = [
    await excluded.refused('get', path),
    await excluded.refused('get', `${path}/seal`),
    await play.as(demoPersonId('LEAD_ASSEMI')).refused('get', path),
  ]
  const closed = refused.every((one) => one.status === 404)
  play.check(
    'art. 5: prima della pubblicazione la graduatoria è chiusa agli esclusi e ai capofila',
    closed,
    refused,
  )
}

async function checkOutcome(play: Play): Promise<void> {
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const { rows } = await play.until('the outcome to be published', async () => {
    const ranking = await processOwner(play).get<Ranking>(path)
    return ranking.publishedAt !== null && ranking
  })
  const codes = await codesByLead(play)
  const order = rows.slice(0, expectedOrder.length).map((row) => row.code)
  const expected = expectedOrder.map((lead) => codes.get(lead))
  play.check('art. 6: la graduatoria segue i punteggi', order.join() === expected.join(), { order, expected })
  const tie = rows.find((row) => row.code === codes.get('IPIS'))?.tieBreak
  play.check(
    'art. 6: la parità è decisa dal primo criterio dell’avviso che distingue',
    tie === 'EFFECTIVENESS',
    rows,
  )
  const cut = rows.filter((row) => row.outcome === 'PARTIALLY_FUNDED')
  const granted = rows.reduce((sum, row) => sum + row.grantCents, 0)
  const whole = cut.length === 1 && granted === BUDGET_LINE_CENTS
  play.check('art. 8: l’ultimo contributo è ridotto alle risorse dell’avviso, al centesimo', whole, {
    cut,
    granted,
  })
  const anyone = play.as(demoPersonId('LEAD_SERCOP'))
  const seal: unknown = JSON.parse((await anyone.download(`${path}/seal`)).toString('utf8'))
  play.check('art. 6: chiunque ricalcola la graduatoria dal suo sigillo', verifyRanking(seal).ok, codes)
  const member = play.as(demoPersonId('TITULAR_CITTA_METROPOLITANA'))
  const opened = await member.get<unknown[]>(`/api/calls/${play.facts['callId']}/applications`)
  play.check('L. 241/1990: pubblicato l’esito, il muro si apre', opened.length > 0, opened.length)
}

async function codesByLead(play: Play): Promise<Map<string, string>> {
  const applications = await processOwner(play).get<{ id: string; code: string }[]>(
    `/api/calls/${play.facts['callId']}/applications`,
  )
  return new Map(
    expectedOrder.map((lead) => {
      const application = applications.find((one) => one.id === play.facts[`applicationId:${lead}`])
      return [lead, application?.code ?? '']
    }),
  )
}
