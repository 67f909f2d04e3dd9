import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { Ranking, RankingLine } from '../../db/evaluation/ranking-store.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import type { Stores } from '../../db/stores.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { actPhrase } from '../../documents/act/document-base.ts'
import { outcomeText, rightsText } from '../../documents/evaluation/outcome-texts.ts'
import { leadAddresses } from '../../procedures/call/lead-addresses.ts'
import { refusalReasons } from '../../procedures/evaluation/refusal-reasons.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 8: the outcome is published once its act is effective, each lead is told its own, subject to the Region's approval,
   and each application's review ends. From here on the wall of conflicts opens (L. 241/1990, D.Lgs. 33/2013). Without a grant
   the call is repeated. */
export const notifyOutcomes = defineWorker({
  jobType: 'notify-outcomes',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'projectsToFund'),
  async handle({ cycleId, callId }, context) {
    const { stores, now } = context
    const ranking = await stores.evaluation.adoptedRanking(callId)
    if (ranking === null) throw new Error(`call ${callId} has no adopted ranking`)
    const lines = await stores.evaluation.linesOf(ranking.id)
    if (await stores.calls.publishOutcome(callId, now)) {
      const submitted = await stores.applications.submittedOf(callId)
      await tellOutcomes(context, { ranking, lines, submitted, intro: '' })
      await stores.outbox.publishMessages({
        cycleId,
        name: 'OutcomePublished',
        to: submitted.map(({ id }) => ({ correlationKey: id, variables: {} })),
      })
    }
    return { projectsToFund: lines.some((line) => line.grantCents > 0) }
  },
})

interface Outcomes {
  ranking: Ranking
  lines: readonly RankingLine[]
  submitted: readonly ApplicationRecord[]
  /** What a notice says before the outcome; empty where it is told the first time. */
  intro: string
}

/** Tells each lead its own outcome, and by which act, by a communication whose delivery counts (art. 8; L. 241/1990 art. 3). */
export async function tellOutcomes(
  { stores, now }: Pick<WorkerContext, 'stores' | 'now'>,
  outcomes: Outcomes,
): Promise<void> {
  const { callId } = outcomes.ranking
  const { cycleId } = await stores.calls.get(callId)
  const notices = await noticesToLeads(stores, callId, { ...outcomes, on: localDateOf(now) })
  const ids = await stores.outbox.mails(
    cycleId,
    notices.map(({ mail }) => mail),
  )
  await stores.communications.write(notices.flatMap((one, index) => written(one, ids[index], now)))
}

interface Notice {
  applicationId: string
  mail: MailPayload
}

/* The first of an application's addresses is the body's: that delivery counts, the others are copies. */
const written = ({ applicationId, mail }: Notice, id: string | undefined, writtenAt: Date) => {
  const [address] = mail.to
  if (!mail.isOutcome || id === undefined || address === undefined) return []
  return [{ id, applicationId, kind: 'OUTCOME' as const, requestId: null, address, writtenAt }]
}

async function noticesToLeads(
  stores: Stores,
  callId: string,
  { ranking, lines, submitted, intro, on }: Outcomes & { on: LocalDate },
): Promise<Notice[]> {
  const call = await stores.calls.get(callId)
  const reasonOf = await refusalReasons(stores, callId)
  const foundIn = await stores.admissibility.foundIn(callId)
  const { criteria } = call.rules.evaluation
  const rights = await rightsOf(stores, call, ranking)
  const addressesOf = await leadAddresses(stores, submitted, on)
  const applications = new Map<string, ApplicationRecord>(submitted.map((one) => [one.id, one]))
  return lines.flatMap((line) => {
    const application = applications.get(line.applicationId)
    if (application === undefined)
      throw new Error(`the ranking has an unknown application ${line.applicationId}`)
    const found = foundIn.get(application.id) ?? []
    const outcome = outcomeText(line, { reason: reasonOf(application.id), found, criteria })
    const text = `${intro}${outcomeMail(call, application, outcome)}\n\n${rights}`
    const subject = `Esito del progetto ${application.code}`
    return addressesOf(application).map((to, index) => ({
      applicationId: application.id,
      mail: {
        ...{ to: [to], subject, text, attachments: [] },
        ...(index === 0 && { isOutcome: true as const }),
      },
    }))
  })
}

async function rightsOf(stores: Stores, { cycleId }: Call, { id }: Ranking): Promise<string> {
  const { lead } = await stores.networkSettings.documentHead(cycleId)
  const act = await stores.acts.inForce('RANKING_APPROVAL', id)
  return rightsText(act === null ? 'l’atto pubblicato all’albo' : actPhrase(act), lead)
}

function outcomeMail(call: Call, { code, title }: ApplicationRecord, outcome: string): string {
  return [
    `Il progetto ${code} «${title}», presentato sull’avviso «${call.title}», ${outcome}`,
    'L’esito è subordinato all’approvazione del Piano territoriale da parte della Regione.',
    'La graduatoria con i suoi dati sigillati è consultabile e ricalcolabile da chiunque.',
  ].join('\n\n')
}
