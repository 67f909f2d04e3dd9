import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 6, 8: the final return to the Region is prepared once; the committee is told the results; its act is proposed. */
export const prepareFinalReturn = defineWorker({
  jobType: 'prepare-final-return',
  input: variablesOf(monitoringReturn, 'cycleId', 'planVersionId'),
  output: variablesOf(monitoringReturn, 'submissionId', 'actProposalId'),
  async handle({ cycleId, planVersionId }, context) {
    const { stores, now } = context
    const report = await stores.results.finalReport(cycleId)
    if (report === null) throw new Error(`cycle ${cycleId} has no final report`)
    const submissionId = occurrenceId(context, 'submission')
    const known = await stores.submissions.find(submissionId)
    await stores.submissions.prepare({
      id: submissionId,
      cycleId,
      kind: 'FINAL_RETURN',
      subjectId: planVersionId,
    })
    if (known === null) await tellCommittee(context, cycleId)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      cycleId,
      kind: 'FINAL_RETURN',
      subjectId: submissionId,
      title: 'Relazione e rendiconto finale alla Regione',
      at: now,
    })
    return { submissionId, actProposalId }
  },
})

async function tellCommittee({ stores, now }: WorkerContext, cycleId: string): Promise<void> {
  const { cycle, network } = await stores.networkSettings.documentHead(cycleId)
  const { words } = await stores.networkSettings.settings()
  const table = await stores.documents.latest('results-table', cycleId)
  if (table === null) throw new Error(`cycle ${cycleId} has no results table`)
  const seats = await stores.network.seats(localDateOf(now))
  const told = {
    subject: `${cycle.code}: risultati del Piano territoriale`,
    text: [
      `Ai componenti del ${words.committee.value} della ${network}.`,
      `Si trasmettono i risultati attesi e raggiunti dai progetti del ciclo «${cycle.title}» (regolamento, art. 6).`,
      'La relazione finale sarà inviata agli uffici regionali dopo la sua adozione.',
    ].join('\n\n'),
    attachments: [{ fileName: table.fileName, mediaType: table.mediaType, sha256: table.sha256 }],
  }
  const holders = seats.flatMap((seat) => seat.holders)
  await stores.outbox.mails(
    cycleId,
    holders.map(({ email }) => ({ to: [email], ...told })),
  )
}
