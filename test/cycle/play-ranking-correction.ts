import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { leadOf } from './play-applications.ts'
import { signedAct } from './play-act.ts'
import { processOwner } from './play-approval.ts'
import { sealOf } from './play-late-conflict.ts'
import type { Caller, OpenTask, Play } from './play.ts'

const HEARD_DAYS = 10
const SUBJECT = 'Avvio del procedimento: la rettifica di un errore materiale'

/** A cost of the adopted ranking is taken for wrong, and then is not: whoever is in the ranking is told, the plan waits, and the
 * rectification is taken back before its act (L. 241/1990 art. 7, 21-nonies). */
export async function playRankingCorrection(play: Play): Promise<void> {
  const plan = await play.waitForTask('Task_RecordAct')
  const owner = processOwner(play)
  const path = `/api/calls/${play.facts['callId']}/ranking/corrections`
  const sealed = await sealOf(play)
  const { rankingCorrectionId } = await owner.post<{ rankingCorrectionId: string }>(path, {
    ...{ kind: 'RECTIFICATION', datum: 'ELIGIBLE_COST', ...wrongCost(sealed) },
    ...{ rule: 'Costi ammissibili dell’avviso', wrong: 'Una voce pare contata due volte.' },
    ...{ interest: 'La graduatoria rispetti l’avviso; chi è in graduatoria è sentito prima.' },
    heardUntil: addDays(localDateOf(await play.now()), HEARD_DAYS),
  })
  const lead = leadOf(play, play.scenario.alliances[0])
  await play.until('the letter of the start', () => hasLetter(lead))
  const refused = await adopt(play, plan)
  play.check(
    'L. 241/1990 art. 21-nonies: finché si rettifica la graduatoria il Piano che vi si fonda non si adotta',
    refused.status === 409,
    refused,
  )
  await owner.post(`${path}/${rankingCorrectionId}/withdraw`, { reason: 'La voce è una sola.' })
  const [correction] = await owner.list<{ status: string }>(path)
  const kept = (await sealOf(play)).sealHash === sealed.sealHash
  play.check(
    'L. 241/1990 art. 21-nonies: una rettifica ritirata prima del suo atto lascia la graduatoria com’era',
    correction?.status === 'WITHDRAWN' && kept,
    correction,
  )
}

function wrongCost({ input }: Awaited<ReturnType<typeof sealOf>>) {
  const ranked = input.applications.find((one) => one.admissible && one.committee === 'CONFIRMED')
  if (ranked === undefined) throw new Error('the ranking has no admitted application')
  return { application: ranked.code, eligibleCostCents: ranked.eligibleCostCents - 100 }
}

/* Mails of the demo never leave: a lead reads its own. */
const hasLetter = async (lead: Caller): Promise<boolean> =>
  (await lead.download('/mail')).toString().includes(SUBJECT)

/* With all that its act needs. */
async function adopt(play: Play, plan: OpenTask) {
  const { organ, proposalSha256 } = plan.data
  await plan.who.upload(`/api/work-items/${plan.id}/files/SIGNED_ACT`, signedAct('atto che attende'))
  return plan.who.refused('post', `/api/work-items/${plan.id}/complete`, {
    ...{ number: 'in attesa', adoptedOn: localDateOf(await play.now()), organ, proposalSha256 },
  })
}
