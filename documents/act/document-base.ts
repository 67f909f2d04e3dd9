import type { Act, ActProposal } from '../../db/act/act-store.ts'
import type { DocumentHead } from '../../db/network/network-settings-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import { actOf } from '../../domain/network/network-document.ts'
import type { NetworkSettings } from '../../domain/network/network-document.ts'
import { formatDate } from '../../words/formats.ts'
import type { StepContext } from '../../procedures/context.ts'

/** What every document's view model begins with; `act` null means that it is only a proposal, `verb` that it is no act. */
export interface DocumentBase extends Omit<DocumentHead, 'region'> {
  documentId: string
  issuedAt: string
  act: Pick<Act, 'type' | 'number' | 'adoptedOn' | 'organ'> | null
  signatory: { name: string; role: string }
  verb: string | null
  words: { committee: string; fundedBy: string; region: string }
}

/** The common part of a document's view model; `issuedAt` is an instant from the data, so that a repetition gives the same
 * bytes. The paper of an act is signed by who signs for the organ that adopts its kind, another by who signs for the lead. */
export async function documentBase(
  { stores }: StepContext,
  document: { cycleId: string; documentId: string; issuedAt: Date; kind?: ActKind; act?: Act | null },
): Promise<DocumentBase> {
  const { lead, network, cycle, responsible } = await stores.networkSettings.documentHead(document.cycleId)
  const settings = await stores.networkSettings.settings()
  const act = document.act ?? null
  const made = document.kind === undefined ? null : actOf(settings, document.kind)
  return {
    ...{ lead, network, cycle, responsible },
    documentId: document.documentId,
    issuedAt: document.issuedAt.toISOString(),
    act: act && actReference(act),
    signatory: made === null ? letterSignatory(settings) : { name: made.signatory, role: made.organ },
    verb: made?.verb ?? null,
    words: {
      committee: settings.words.committee.value,
      fundedBy: settings.words.fundedBy.value,
      region: settings.region.name.value,
    },
  }
}

/** The same for the document of a proposed act, dated when it was proposed. */
export function actBase(
  context: StepContext,
  { id, cycleId, kind, proposedAt }: Pick<ActProposal, 'id' | 'cycleId' | 'kind' | 'proposedAt'>,
): Promise<DocumentBase> {
  return documentBase(context, { cycleId, documentId: id, issuedAt: proposedAt, kind })
}

/** What a paper names an adopted act by. */
export function actReference({ type, number, adoptedOn, organ }: Act): NonNullable<DocumentBase['act']> {
  return { type, number, adoptedOn, organ }
}

function letterSignatory({ letterhead, organs }: NetworkSettings): DocumentBase['signatory'] {
  const organ = organs.find((one) => one.code === letterhead.signedBy.value)
  if (organ === undefined) throw new Error(`the network has no organ ${letterhead.signedBy.value}`)
  return { name: organ.signatory, role: organ.name }
}

/** How a document cites an adopted act: "determinazione n. 12 del 05/04/2027 (Direttore generale)". */
export function actPhrase(act: Pick<Act, 'type' | 'number' | 'adoptedOn' | 'organ'>): string {
  const type = act.type.charAt(0).toLowerCase() + act.type.slice(1)
  return `${type} n. ${act.number} del ${formatDate(act.adoptedOn)} (${act.organ})`
}

/** The phrase for the adopted act of a kind on a subject. Throws (a bug) when it was never adopted. */
export async function citeAct(
  context: StepContext,
  kind: Parameters<StepContext['stores']['acts']['inForce']>[0],
  subjectId: string,
): Promise<string> {
  const act = await context.stores.acts.inForce(kind, subjectId)
  if (act === null) throw new Error(`no adopted act ${kind} for ${subjectId}`)
  return actPhrase(act)
}
