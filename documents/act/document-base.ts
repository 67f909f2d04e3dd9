import type { Act } from '../../db/act/act-store.ts'
import type { DocumentHead } from '../../db/network/network-profile-store.ts'
import { formatDate } from '../../words/formats.ts'
import type { StepContext } from '../../procedures/context.ts'

/** What every document's view model begins with; `act` null means that it is only a proposal. */
export interface DocumentBase extends Omit<DocumentHead, 'region'> {
  documentId: string
  issuedAt: string
  act: { number: string; adoptedOn: string; organ: string } | null
}

/** The common part of a document's view model; `issuedAt` is an instant from the data, so that a repetition gives the same bytes. */
export async function documentBase(
  context: StepContext,
  document: { cycleId: string; documentId: string; issuedAt: Date; act?: Act | null },
): Promise<DocumentBase> {
  const { lead, network, cycle, responsible, signatory } = await context.stores.networkProfile.documentHead(
    document.cycleId,
  )
  const act = document.act ?? null
  return {
    ...{ lead, network, cycle, responsible, signatory },
    documentId: document.documentId,
    issuedAt: document.issuedAt.toISOString(),
    act: act && { number: act.number, adoptedOn: act.adoptedOn, organ: act.organ },
  }
}

/** How a document cites an adopted act. */
export function actPhrase(act: Pick<Act, 'number' | 'adoptedOn' | 'organ'>): string {
  return `atto n. ${act.number} del ${formatDate(act.adoptedOn)} (${act.organ})`
}

/** The phrase for the adopted act of a kind on a subject. Throws (a bug) when it was never adopted. */
export async function citeAct(
  context: StepContext,
  kind: Parameters<StepContext['stores']['acts']['findActFor']>[0],
  subjectId: string,
): Promise<string> {
  const act = await context.stores.acts.findActFor(kind, subjectId)
  if (act === null) throw new Error(`no adopted act ${kind} for ${subjectId}`)
  return actPhrase(act)
}
