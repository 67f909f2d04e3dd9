import type { GuidanceDocument } from '../../db/guidance/guidance-store.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actBase } from '../act/document-base.ts'
import { signersText } from '../meeting/who-signs.ts'
import type { StepContext } from '../../procedures/context.ts'

type Guidance = DocumentViewModel<'guidance-document'>

async function committeeVote(
  { stores }: StepContext,
  documentId: string,
): Promise<Guidance['committeeVote']> {
  const meeting = await stores.meetings.latestFor('GUIDANCE', documentId)
  const [decision] = meeting === null ? [] : await stores.meetings.decisionsOf(meeting.id)
  if (!meeting?.heldAt || decision === undefined)
    throw new Error(`no vote on guidance document ${documentId}`)
  const { present, inFavour, against, abstained } = decision
  const heldOn = localDateOf(meeting.heldAt)
  return {
    heldOn,
    minutes: `verbale del ${formatDate(heldOn)}${await signersText(stores, meeting.id)}`,
    votes: { present, inFavour, against, abstained },
  }
}

async function consultation(
  { stores }: StepContext,
  document: GuidanceDocument,
): Promise<Guidance['consultation']> {
  const comments = await stores.guidance.comments(document.id)
  return {
    sharedAt: document.createdAt.toISOString(),
    closedAt: document.commentsDueAt.toISOString(),
    comments: comments.map((one) => ({ body: one.bodyName, comment: one.text, answer: one.answer ?? '–' })),
  }
}

/** The guidance document as the network's lead adopts it: contents, consultation of the network, committee's vote (art. 6, 8). */
export const buildGuidanceActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const document = await stores.guidance.find(proposal.subjectId)
  const cycle = await stores.cycles.find(proposal.cycleId)
  if (document === null || cycle === null) throw new Error(`no guidance document for proposal ${proposal.id}`)
  const base = await actBase(context, proposal)
  const allocations = await stores.cycles.allocations(cycle.id)
  return {
    kind: 'guidance-document',
    viewModel: {
      ...base,
      title: document.title,
      regionalGuidelines: cycle.guidelinesAct,
      context: document.context,
      needs: document.needs,
      priorities: document.priorities,
      resources: allocations.map((one) => ({ ...one, source: cycle.guidelinesAct })),
      consultation: await consultation(context, document),
      committeeVote: await committeeVote(context, document.id),
    },
  }
}
