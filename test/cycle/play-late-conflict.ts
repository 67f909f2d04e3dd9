import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { verifyRanking } from '../../domain/evaluation/ranking-seal.ts'
import { processOwner } from './play-approval.ts'
import { holdMeeting } from './play-meeting.ts'
import type { Play } from './play.ts'

/** The sealed ranking of the call as the process owner now has it. */
export const sealOf = async (play: Play): Promise<RankingSeal> =>
  JSON.parse(
    (await processOwner(play).download(`/api/calls/${play.facts['callId']}/ranking/seal`)).toString('utf8'),
  ) as RankingSeal

/** A member tells a conflict of the own and somebody else decides: the meeting that was to vote is called off, or the act of a ranking
 * that was voted is taken back; a new ranking is sealed beside the old one, for a new vote (art. 5, 7). */
export async function reopenByConflict(play: Play): Promise<RankingSeal> {
  const { person, lead, when } = play.scenario.lateConflict
  const left = await play.waitForTask(when === 'BEFORE_VOTE' ? 'Task_ConveneMeeting' : 'Task_RecordAct')
  const old = await sealOf(play)
  const application = play.facts[`applicationId:${lead}`] ?? ''
  const conflict = { application, reason: 'EXPEDIENCY', explanation: 'Emerso rileggendo il partenariato.' }
  await play.asPerson(person).post(`/api/calls/${play.facts['callId']}/late-conflicts`, conflict)
  const deciding = await play.waitForTask('Task_DecideLateConflict')
  const kept = (await sealOf(play)).sealHash === old.sealHash
  play.check('art. 5: chi segnala un conflitto non cambia da solo la graduatoria', kept, deciding.data)
  await play.complete(deciding, { decision: 'EXCLUDED', decisionReason: 'Il legame è riconosciuto.' })
  const refused = await left.who.refused('post', `/api/work-items/${left.id}/complete`, {})
  play.check(
    'art. 5: di una graduatoria riaperta non si convoca il voto né si adotta l’atto',
    refused.status >= 400,
    refused,
  )
  await play.until('another provisional ranking', async () => {
    const next = await play.waitForTask('Task_ConveneMeeting')
    return next.id !== left.id
  })
  const seal = await sealOf(play)
  const two = seal.reopening?.conflicts.every((one) => one.toldBy !== one.decidedBy) === true
  const beside = seal.reopening?.sealHash === old.sealHash && verifyRanking(old).ok && verifyRanking(seal).ok
  play.check(
    'art. 5: la graduatoria riaperta è nuova e nomina due persone; la prima resta e si ricalcola',
    two && beside,
    seal.reopening,
  )
  return seal
}

/** The same after the vote, with the new vote. */
export async function playLateConflict(play: Play): Promise<void> {
  if (play.scenario.lateConflict.when === 'BEFORE_VOTE') return
  const provisional = await reopenByConflict(play)
  const meeting = await holdMeeting(play, { place: play.scenario.place })
  await play.waitForTask('Task_RecordAct')
  const { vote } = await sealOf(play)
  const voted = meeting.approved === true && vote?.meetingId === meeting.id
  play.check(
    'art. 7: una graduatoria riaperta ha un voto nuovo',
    voted && vote.provisionalSealHash === provisional.sealHash,
    vote,
  )
}
