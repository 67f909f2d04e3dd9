import { z } from 'zod'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { cupSchema } from '../../domain/shared/codes.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'
import { defineTask } from '../task.ts'

/** Records the CUP of a project: its form is checked, it is of one project only (DL 76/2020 art. 41). */
export const recordCup = defineTask({
  element: 'Task_RecordCup',
  process: allianceProject,
  title: 'Registra il CUP',
  form: 'record-cup',
  role: 'CASE_OFFICER',
  subject: 'projectId',
  decides: 'PROJECT',
  input: z.strictObject({ cup: cupSchema }),

  async load({ stores }, item) {
    const project = await stores.projects.get(item.subjectId)
    const lead = await stores.network.findBody(project.leadBodyId)
    return {
      code: project.code,
      title: project.title,
      leadName: lead?.name ?? '',
      leadTaxCode: lead?.taxCode ?? '',
      grant: formatEuro(project.grantCents),
      cost: formatEuro(project.costCents),
      agreementSignedOn: project.agreementSignedOn && formatDate(project.agreementSignedOn),
    }
  },

  async complete({ stores }, item, { cup }) {
    const recorded = await stores.projects.recordCup(item.subjectId, cup)
    if (recorded === 'TAKEN') throw new BusinessError('CUP_TAKEN', { cup })
    if (!recorded) throw new BusinessError('WORK_ITEM_NOT_OPEN', {})
    return {}
  },
})
