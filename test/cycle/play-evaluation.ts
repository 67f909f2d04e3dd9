import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { adoptAct } from './play-act.ts'
import { processOwner } from './play-approval.ts'
import { leadOf } from './play-applications.ts'
import { playCutGrants } from './play-cut-grants.ts'
import { playDeclarations } from './play-declarations.ts'
import { playLateConflict, reopenByConflict, sealOf } from './play-late-conflict.ts'
import { holdMeeting, presentAt as presentIn } from './play-meeting.ts'
import type { MeetingForm } from './play-meeting.ts'
import { playScoring } from './play-scoring.ts'
import type { Play } from './play.ts'

interface Ranking {
  publishedAt: string | null
  rows: {
    items: {
      position: number | null
      code: string
      tieBreak: string | null
      outcome: string
      grantCents: number
    }[]
  }
}

/** From the exclusions to the published outcome: declarations, panels, sheets, meeting, ranking, act (art. 5, 6, 7, 8). */
export async function playEvaluation(play: Play): Promise<void> {
  await playDeclarations(play)
  await checkKeptOut(play)
  await playScoring(play)
  await playRankingMeeting(play)
  await playLateConflict(play)
  await checkReserved(play)
  await adoptAct(play)
  await checkOutcome(play)
  await playCutGrants(play)
}

async function checkKeptOut(play: Play): Promise<void> {
  const { keptOut, letIn, ownReason } = play.scenario
  for (const { person, lead, why } of keptOut) {
    const found = await whatIsSeen(play, person, lead)
    play.check(`art. 5: l’escluso non vede nulla (${why})`, !found.read && !found.listed && !found.scored, {
      ...{ person, lead, found },
    })
  }
  for (const { person, lead, why } of letIn) {
    const found = await whatIsSeen(play, person, lead)
    play.check(`art. 5: chi l’avviso non esclude valuta (${why})`, found.read && found.listed, {
      ...{ person, lead, found },
    })
  }
  const told = await play.asPerson(ownReason.person).list<{ reason: string }>('/api/my-exclusions')
  const reasons = told.map((one) => one.reason).join(' ')
  const onlyOwn = reasons.includes(ownReason.says) && !reasons.includes(ownReason.hides)
  play.check('art. 5: all’escluso è detto solo il legame con il proprio ente', onlyOwn, told)
}

async function whatIsSeen(play: Play, person: string, lead: string) {
  const who = play.asPerson(person)
  const applicationId = play.facts[`applicationId:${lead}`] ?? ''
  const call = `/api/calls/${play.facts['callId']}`
  const read = await who.get(`/api/applications/${applicationId}`).then(
    () => true,
    (error: unknown) => {
      if (!String(error).includes('404')) throw error
      return false
    },
  )
  const listed = await who.list<{ id: string }>(`${call}/applications`)
  const scores = await who.list<{ applicationId: string }>(`${call}/scores`)
  return {
    read,
    listed: listed.some((one) => one.id === applicationId),
    scored: scores.some((one) => one.applicationId === applicationId),
  }
}

/* One member goes home before the last project: counted until then. A deputy takes over from the second. */
async function playRankingMeeting(play: Play): Promise<void> {
  const first = await checkProvisional(play)
  const early = play.scenario.lateConflict.when === 'BEFORE_VOTE'
  const provisional = early ? await reopenByConflict(play) : first
  const seatId = play.scenario.ids.seat(play.scenario.leavesMidway)
  const shown: { form?: MeetingForm } = {}
  const meeting = await holdMeeting(play, {
    place: play.scenario.place,
    votes: (form) => {
      const from = form.items.at(-2)?.agendaItemId ?? ''
      form.movements.push({ agendaItemId: from, seatId, presence: 'ABSENT' })
      for (const body of play.scenario.deputiesSit)
        form.movements.push({
          ...{ agendaItemId: form.items[1]?.agendaItemId ?? '', seatId: play.scenario.ids.seat(body) },
          presence: 'DEPUTY',
        })
      shown.form = form
    },
  })
  const { form } = shown
  if (form === undefined) throw new Error('no form of the meeting')
  const { items, exclusions } = form
  const presentOn = (agendaItemId: string | undefined): number =>
    meeting.decisions.find((one) => one.agendaItemId === agendaItemId)?.present ?? 0
  const codes = await codesByLead(play)
  const presentAt = (lead: string): number =>
    presentOn(items.find((one) => one.title.includes(codes.get(lead) ?? ''))?.agendaItemId)
  const neutral = items.every((one) => !one.title.includes('«'))
  play.check(
    'art. 5: l’ordine del giorno nomina i progetti solo per codice',
    neutral,
    items.map((one) => one.title),
  )
  const kept = exclusions.some((one) => one.person === play.scenario.excluded.name)
  play.check('art. 7: il verbale ha le esclusioni con la ragione intera', kept, exclusions)
  const fewer = presentAt(play.scenario.fewerVoters.on) < presentAt(play.scenario.fewerVoters.than)
  play.check('art. 7: l’escluso non conta fra i presenti sul punto', fewer, meeting.decisions)
  const voted = items.filter((one) => one.outcome !== 'NOTED')
  const room = voted.map((_, index) => presentIn(form, index))
  const told = voted.map((item) => presentOn(item.agendaItemId))
  play.check('art. 7: chi se ne va a metà riunione conta fino ad allora', room.join() === told.join(), {
    ...{ room, told },
  })
  play.check(
    'art. 7: la graduatoria è approvata a maggioranza dei presenti',
    meeting.approved === true,
    meeting,
  )
  await checkVoted(play, provisional)
}

/* Before anybody votes. */
async function checkProvisional(play: Play): Promise<RankingSeal> {
  const { subjectId } = await play.waitForTask('Task_ConveneMeeting')
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const { stage } = await processOwner(play).get<{ stage: string }>(path)
  const documents = await processOwner(play).list<{ kind: string; subjectId: string }>(
    `/api/cycles/${play.facts['cycleId']}/documents`,
  )
  const attached = documents.some((one) => one.kind === 'provisional-ranking' && one.subjectId === subjectId)
  const seal = await sealOf(play)
  const whole = stage === 'PROVISIONAL' && attached && verifyRanking(seal).ok
  play.check('art. 6: la graduatoria provvisoria è sigillata e allegata prima del voto', whole, {
    stage,
    attached,
  })
  return seal
}

async function checkVoted(play: Play, provisional: RankingSeal): Promise<void> {
  await play.waitForTask('Task_RecordAct')
  const seal = await sealOf(play)
  const follows = seal.vote?.provisionalSealHash === provisional.sealHash && verifyRanking(seal).ok
  play.check('art. 7: la graduatoria definitiva nomina la provvisoria e il suo voto', follows, seal.vote)
}

async function checkReserved(play: Play): Promise<void> {
  await play.waitForTask('Task_RecordAct')
  const path = `/api/calls/${play.facts['callId']}/ranking`
  const excluded = play.asPerson(play.scenario.excluded.person)
  const refused = [
    await excluded.refused('get', path),
    await excluded.refused('get', `${path}/seal`),
    await leadOf(play, play.scenario.alliances[0]).refused('get', path),
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
  const {
    rows: { items: rows },
  } = await play.until('the outcome to be published', async () => {
    const ranking = await processOwner(play).get<Ranking>(path)
    return ranking.publishedAt !== null && ranking
  })
  const { cut, grantedCents, points, readsAfter, tie } = play.scenario
  const codes = await codesByLead(play)
  const expectedOrder = Object.keys(points)
  const order = rows.slice(0, expectedOrder.length).map((row) => row.code)
  const expected = expectedOrder.map((lead) => codes.get(lead))
  play.check('art. 6: la graduatoria segue i punteggi', order.join() === expected.join(), { order, expected })
  const decidedBy = rows.find((row) => row.code === codes.get(tie.lead))?.tieBreak
  play.check(
    'art. 6: la parità è decisa dal primo criterio dell’avviso che distingue',
    decidedBy === tie.decidedBy,
    rows,
  )
  const reduced = rows.filter((row) => row.outcome === 'PARTIALLY_FUNDED').map((row) => row.code)
  const granted = rows.reduce((sum, row) => sum + row.grantCents, 0)
  const rule =
    cut === null
      ? 'art. 8: dove l’avviso non finanzia in parte, nessun contributo è ridotto, al centesimo'
      : 'art. 8: l’ultimo contributo è ridotto alle risorse dell’avviso, al centesimo'
  const whole = reduced.join() === (cut === null ? '' : codes.get(cut)) && granted === grantedCents
  play.check(rule, whole, { reduced, granted })
  const anyone = leadOf(play, play.scenario.alliances[1] ?? play.scenario.alliances[0])
  const seal: unknown = JSON.parse((await anyone.download(`${path}/seal`)).toString('utf8'))
  play.check('art. 6: chiunque ricalcola la graduatoria dal suo sigillo', verifyRanking(seal).ok, codes)
  const member = play.asPerson(readsAfter)
  const opened = await member.list<unknown>(`/api/calls/${play.facts['callId']}/applications`)
  play.check('L. 241/1990: pubblicato l’esito, il muro si apre', opened.length > 0, opened.length)
}

async function codesByLead(play: Play): Promise<Map<string, string>> {
  const applications = await processOwner(play).list<{ id: string; code: string }>(
    `/api/calls/${play.facts['callId']}/applications`,
  )
  return new Map(
    play.scenario.alliances.map(({ lead }) => {
      const application = applications.find((one) => one.id === play.facts[`applicationId:${lead}`])
      return [lead, application?.code ?? '']
    }),
  )
}
