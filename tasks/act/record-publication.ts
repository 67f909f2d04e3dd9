import { z } from 'zod'
import { actAdoption } from '../../domain/process/act-adoption.ts'
import type { Act } from '../../db/act/act-store.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import { ofAct } from '../../procedures/act/of-act.ts'
import { actPhrase } from '../../documents/act/document-base.ts'

const input = z.strictObject({ publishedOn: localDateSchema, publicationNumber: plainText({ max: 50 }) })

/** Records an adopted act's publication, not before its adoption: from here on its effects may begin (art. 8, 11). */
export const recordPublication = defineTask({
  element: 'Task_RecordPublication',
  process: actAdoption,
  title: "Registra la pubblicazione dell'atto",
  form: 'record-publication',
  role: 'PROCESS_OWNER',
  subject: 'actProposalId',
  decides: ofAct,
  input,
  async load(context: StepContext, item: WorkItem) {
    const proposal = await context.stores.acts.get(item.subjectId)
    const act = await adoptedAct(context, proposal.id)
    return {
      title: proposal.title,
      act: actPhrase(act),
      adoptedOn: formatDate(act.adoptedOn),
      protocolNumber: act.protocolNumber,
    }
  },
  async complete(context, item, { publishedOn, publicationNumber }) {
    const act = await adoptedAct(context, item.subjectId)
    checkDay(publishedOn, {
      path: 'publishedOn',
      earliest: { day: act.adoptedOn, what: "dell'adozione" },
      today: localDateOf(context.now),
    })
    await context.stores.acts.recordPublication(act.proposalId, {
      on: publishedOn,
      number: publicationNumber,
    })
    return {}
  },
})

async function adoptedAct({ stores }: StepContext, proposalId: string): Promise<Act> {
  const act = await stores.acts.findAct(proposalId)
  if (act === null) throw new Error(`act proposal ${proposalId} was never adopted`)
  return act
}
