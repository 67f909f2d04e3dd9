import { z } from 'zod'
import { formatEuro } from '../../words/formats.ts'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import { actPhrase, citeAct } from '../../documents/act/document-base.ts'
import { defineTask } from '../task.ts'

/** Records the commitment of the grant in the accounts, once its act has effects: without it nothing is liquidated. */
export const recordCommitment = defineTask({
  element: 'Task_RecordCommitment',
  process: allianceProject,
  title: "Registra l'impegno di spesa",
  form: 'record-commitment',
  role: 'FINANCE',
  subject: 'projectId',
  input: z.strictObject({ number: plainText({ max: 50 }), committedOn: localDateSchema }),

  async load(context, item) {
    const project = await context.stores.projects.get(item.subjectId)
    return {
      code: project.code,
      title: project.title,
      grant: formatEuro(project.grantCents),
      cup: project.cup,
      grantAct: await citeAct(context, 'GRANT', project.id),
    }
  },

  async complete({ stores, now }, item, { number, committedOn }) {
    const project = await stores.projects.get(item.subjectId)
    const act = await stores.acts.inForce('GRANT', project.id)
    if (act?.effectiveAt == null || project.agreementSignedOn === null)
      throw new Error(`the grant of project ${project.id} has no effects: ${act ? actPhrase(act) : 'no act'}`)
    const earliest = { day: project.agreementSignedOn, what: 'dell’accordo di alleanza' }
    checkDay(committedOn, { path: 'committedOn', earliest, today: localDateOf(now) })
    await stores.projects.recordCommitment(project.id, { number, on: committedOn })
    return {}
  },
})
