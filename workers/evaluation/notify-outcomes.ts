import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { RankingLine } from '../../db/evaluation/ranking-store.ts'
import type { Stores } from '../../db/stores.ts'
import { variablesOf } from '../../domain/shared/process-contract.ts'
import { outcomeText } from '../../documents/evaluation/outcome-texts.ts'
import { refusalReason } from '../../procedures/evaluation/refusal-reason.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the outcome is published once its act is effective, and each lead is told its own, subject to the Region's
 * approval. From here on the wall of conflicts opens (L. 241/1990, D.Lgs. 33/2013). Without a grant the call is repeated. */
export const notifyOutcomes = defineWorker({
  jobType: 'notify-outcomes',
  input: variablesOf('cycleId', 'callId'),
  output: variablesOf('projectsToFund'),
  async handle({ callId }, { stores, now }) {
    const ranking = await stores.evaluation.rankingOf(callId)
    if (ranking === null) throw new Error(`call ${callId} has no ranking`)
    const lines = await stores.evaluation.linesOf(ranking.id)
    if (await stores.calls.publishOutcome(callId, now)) await tellLeads(stores, callId, lines)
    return { projectsToFund: lines.some((line) => line.grantCents > 0) }
  },
})

async function tellLeads(stores: Stores, callId: string, lines: readonly RankingLine[]): Promise<void> {
  const call = await stores.calls.get(callId)
  const submitted = await stores.applications.submittedOf(callId)
  for (const line of lines) {
    const application = submitted.find((one) => one.id === line.applicationId)
    if (application === undefined)
      throw new Error(`the ranking has an unknown application ${line.applicationId}`)
    await tellLead(stores, { call, application, line })
  }
}

async function tellLead(
  stores: Stores,
  { call, application, line }: { call: Call; application: ApplicationRecord; line: RankingLine },
): Promise<void> {
  const reason = line.outcome === 'NOT_ADMITTED' ? await refusalReason(stores, application.id) : ''
  const text = [
    `Il progetto ${application.code} «${application.title}», presentato sull’avviso «${call.title}», ${outcomeText(line, reason)}`,
    'L’esito è subordinato all’approvazione del Piano territoriale da parte della Regione.',
    'La graduatoria con i suoi dati sigillati è consultabile e ricalcolabile da chiunque.',
  ].join('\n\n')
  const body = await stores.network.findBody(application.leadBodyId)
  const people = await stores.network.personsWithRole('ALLIANCE_LEAD', application.leadBodyId)
  const recipients = new Set(
    [body?.email, ...people.map((one) => one.email)].filter((one) => typeof one === 'string'),
  )
  for (const to of recipients) {
    await stores.outbox.mail({
      cycleId: call.cycleId,
      to: [to],
      subject: `Esito del progetto ${application.code}`,
      text,
      attachments: [],
    })
  }
}
