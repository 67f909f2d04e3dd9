import type { Knex } from 'knex'
import { appealTerms, settledBy } from '../../domain/evaluation/delivery.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { createCommunicationStore } from './communication-store.ts'
import { readUnproved } from './unproved-outcomes.ts'
import type { UnprovedAsked, UnprovedOutcome } from './unproved-outcomes.ts'
import type { Communication, PecReceipt } from './communication-store.ts'
import { createLeadRequestStore } from './lead-request-store.ts'
import type { LeadRequest } from './lead-request-store.ts'

interface ReceiptFile {
  id: string
  fileName: string
  sha256: string
  signature: 'NONE' | 'UNVERIFIED'
}

/** A receipt with who recorded it, its files, and whether it is the one that counts. */
interface ToldReceipt extends PecReceipt {
  recordedByName: string
  files: ReceiptFile[]
  counts: boolean
}

/** What a lead was written, with its receipts and what follows from its delivery. */
export interface ToldCommunication extends Communication {
  receipts: ToldReceipt[]
  /** By a receipt, or else by the mail server; null where neither says so, or a receipt says that it never arrived. */
  deliveredAt: Date | null
  /** What settles it: a receipt, the mail server's word, or nothing yet. */
  proof: 'RECEIPT' | 'SERVER' | null
  isUndelivered: boolean
  request: Pick<LeadRequest, 'status' | 'dueAt'> | null
  /** Until when an outcome is contested; null for a request, and where it was not delivered. */
  appeal: ReturnType<typeof appealTerms> | null
  /** True for the last notice of an outcome that never arrived. */
  resends: boolean
}

/** What leads were written, for who may see the application (art. 5). */
export function createCommunicationReadModel(asViewer: AsViewer) {
  return {
    ofApplication: (viewer: Viewer, applicationId: string): Promise<ToldCommunication[]> =>
      asViewer(viewer, async (tx) => {
        const store = createCommunicationStore(tx)
        const communications = await store.of(applicationId)
        const receipts = await namedReceipts(tx, await store.receiptsOf(applicationId))
        const requests = await createLeadRequestStore(tx).of(applicationId)
        const last = communications.findLast(({ kind }) => kind === 'OUTCOME')
        return communications.map((one) => {
          const told = toldOf(
            one,
            receipts.filter(({ communicationId }) => communicationId === one.id),
          )
          const request = requests.find(({ id }) => id === one.requestId) ?? null
          return { ...told, request, resends: told.isUndelivered && one.id === last?.id }
        })
      }),

    /** A page of the outcomes of a call whose delivery is not proved. */
    unprovedOutcomes: (
      viewer: Viewer,
      callId: string,
      asked: UnprovedAsked,
    ): Promise<Page<UnprovedOutcome>> => asViewer(viewer, (tx) => readUnproved(tx, callId, asked)),
  }
}

type Named = Omit<ToldReceipt, 'counts'>

async function namedReceipts(tx: Knex, receipts: readonly PecReceipt[]): Promise<Named[]> {
  if (receipts.length === 0) return []
  const files: (ReceiptFile & { of: string })[] = await tx('documents')
    .where({ kind: 'pec-receipt' })
    .whereRaw('subject_id = any(?)', [receipts.map(({ id }) => id)])
    .orderBy(['created_at', 'id'])
    .select({
      ...{ id: 'id', of: 'subject_id', fileName: 'file_name', sha256: 'sha256', signature: 'signature' },
    })
  const people: { id: string; name: string }[] = await tx('persons')
    .whereRaw('id = any(?)', [[...new Set(receipts.map(({ recordedBy }) => recordedBy))]])
    .select({ id: 'id', name: 'display_name' })
  const nameOf = new Map<string, string>(people.map(({ id, name }) => [id, name]))
  return receipts.map((one) => ({
    ...one,
    recordedByName: nameOf.get(one.recordedBy) ?? '',
    files: files
      .filter((file) => file.of === one.id)
      .map(({ id, fileName, sha256, signature }) => ({ id, fileName, sha256, signature })),
  }))
}

function toldOf(
  communication: Communication,
  receipts: readonly Named[],
): Omit<ToldCommunication, 'request' | 'resends'> {
  const settled = settledBy(receipts)
  const { kind, takenAt } = communication
  const deliveredAt = settled === null ? takenAt : settled.reached ? settled.at : null
  const server = takenAt === null ? null : 'SERVER'
  return {
    ...communication,
    receipts: receipts.map((one) => ({ ...one, counts: one.id === settled?.id })),
    deliveredAt,
    proof: settled === null ? server : 'RECEIPT',
    isUndelivered: settled?.reached === false,
    appeal: kind === 'OUTCOME' && deliveredAt !== null ? appealTerms(deliveredAt) : null,
  }
}
