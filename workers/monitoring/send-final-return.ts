import { z } from 'zod'
import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import type { PackageFile } from '../../reports/package.ts'
import { requiredDocument } from '../../documents/approval/required-document.ts'
import type { PackageContents } from '../../documents/approval/letter-document.ts'
import { makePackage, sendPackage } from '../../documents/approval/send-package.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker } from '../worker.ts'

/* Art. 8: the final return goes to the Region once: report, workbook and results, sealed as the plan was.
   Never with a workbook that does not reconcile: that is a bug, and an incident until it is mended. */
export const sendFinalReturn = defineLongWorker({
  jobType: 'send-final-return',
  input: variablesOf(monitoringReturn, 'cycleId', 'submissionId'),
  output: z.strictObject({}),
  async prepare({ cycleId, submissionId }, outside) {
    const ids = { cycleId, submissionId }
    const made = await makePackage(outside, { id: submissionId, kind: 'FINAL_RETURN', cycleId }, (context) =>
      returnContents(context, ids),
    )
    return async (context) => {
      const submission = await context.stores.submissions.lock(submissionId)
      if (submission === null) throw new Error(`no submission ${submissionId}`)
      if (submission.status === 'PREPARED') await sendPackage(context, submission, made)
      return {}
    }
  },
})

interface Return {
  cycleId: string
  submissionId: string
}

async function returnContents(context: StepContext, ids: Return): Promise<PackageContents> {
  await requireReconciledWorkbook(context, ids.cycleId)
  const { cycle } = await context.stores.networkSettings.documentHead(ids.cycleId)
  return {
    act: { kind: 'FINAL_RETURN', subjectId: ids.submissionId },
    packageId: `${cycle.code}-restituzione-finale`,
    subject: `Trasmissione della relazione finale e del rendiconto del Piano «${cycle.title}»`,
    request:
      'Si trasmettono la relazione finale, il rendiconto economico-finanziario e i risultati del Piano territoriale (regolamento, art. 8).',
    files: await returnFiles(context, ids),
  }
}

async function requireReconciledWorkbook({ stores }: StepContext, cycleId: string): Promise<void> {
  const workbook = await stores.documents.latest('expenditure-workbook', cycleId)
  if (workbook?.reconciles === false)
    throw new Error(
      `workbook ${workbook.id} of cycle ${cycleId} does not reconcile: its sheet Quadratura says where; produce it anew before the return is sent`,
    )
}

async function returnFiles(context: StepContext, { cycleId, submissionId }: Return): Promise<PackageFile[]> {
  return [
    await requiredDocument(context, {
      ...{ kind: 'final-report', subjectId: submissionId },
      ...{ name: 'relazione-finale.pdf', description: 'Relazione finale del Piano territoriale' },
    }),
    await requiredDocument(context, {
      ...{ kind: 'expenditure-workbook', subjectId: cycleId },
      ...{ name: 'rendiconto-economico-finanziario.xlsx', description: 'Rendiconto economico-finanziario' },
    }),
    await requiredDocument(context, {
      ...{ kind: 'results-table', subjectId: cycleId },
      ...{ name: 'risultati.csv', description: 'Risultati attesi e raggiunti dei progetti' },
    }),
  ]
}
