import type { Knex } from 'knex'
import type { ActStatus } from '../../domain/act/lifecycle.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { ACT_KINDS } from '../../domain/act/act.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/* A proposal with the act adopted on it, if any; `signature` UNVERIFIED is shown as "firma non verificata". */
interface ActEntry {
  id: string
  kind: ActKind
  label: string
  subjectId: string
  title: string
  status: ActStatus
  proposedAt: Date
  documentId: string | null
  signedDocumentId: string | null
  number: string | null
  organ: string | null
  adoptedOn: LocalDate | null
  signature: 'NONE' | 'UNVERIFIED' | null
  protocolNumber: string | null
  publishedOn: LocalDate | null
  publicationNumber: string | null
  effectiveAt: Date | null
}

type EntryRow = Omit<ActEntry, 'label'>

/* Documents are read behind the wall: where it hides one, its id is null here too. */
const entries = (tx: Knex) =>
  tx('act_proposals as p')
    .leftJoin('acts as a', 'a.proposal_id', 'p.id')
    .leftJoin('documents as d', 'd.id', 'p.document_id')
    .leftJoin('documents as s', (on) => on.on('s.subject_id', 'p.id').andOnVal('s.kind', 'signed-act'))
    .orderBy('p.proposed_at')
    .select<EntryRow[]>({
      id: 'p.id',
      kind: 'p.kind',
      subjectId: 'p.subject_id',
      title: 'p.title',
      status: 'p.status',
      proposedAt: 'p.proposed_at',
      documentId: 'd.id',
      signedDocumentId: 's.id',
      number: 'a.number',
      organ: 'a.organ',
      adoptedOn: 'a.adopted_on',
      signature: 'a.signature',
      protocolNumber: 'a.protocol_number',
      publishedOn: 'a.published_on',
      publicationNumber: 'a.publication_number',
      effectiveAt: 'a.effective_at',
    })

const labelled = (row: EntryRow): ActEntry => ({ ...row, label: ACT_KINDS[row.kind].label })

/** Proposals and acts of a cycle, oldest first (art. 8). */
export function createActReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<ActEntry[]> =>
      asViewer(viewer, async (tx) => {
        const rows = await entries(tx).where('p.cycle_id', cycleId)
        return rows.map(labelled)
      }),

    find: (viewer: Viewer, id: string): Promise<ActEntry | null> =>
      asViewer(viewer, async (tx) => {
        const rows = await entries(tx).where('p.id', id)
        return rows[0] ? labelled(rows[0]) : null
      }),
  }
}
