import type { Knex } from 'knex'
import type { ActKind } from '../../domain/act/act.ts'
import type { ActStatus } from '../../domain/act/lifecycle.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

export interface ActProposal {
  id: string
  cycleId: string
  kind: ActKind
  subjectId: string
  title: string
  status: ActStatus
  documentId: string | null
  /** SHA-256 of what its document says, without number, date and organ; null until the document is there. */
  contentSha256: string | null
  /** Set where the document speaks of several applications under evaluation: the signed act is closed as it is. */
  evaluatedCallId: string | null
  proposedAt: Date
}

/** An adopted act. */
export interface Act {
  proposalId: string
  /** As the network names its acts, e.g. "Determinazione". */
  type: string
  number: string
  organ: string
  /** SHA-256 of the proposal's document, which was adopted. */
  proposalSha256: string
  adoptedOn: LocalDate
  signedFileSha256: string
  signature: string
  protocolNumber: string
  publishedOn: LocalDate | null
  publicationNumber: string | null
  effectiveAt: Date | null
}

type ProposalRow = Tables['act_proposals'] & Pick<Tables['documents'], 'evaluated_call_id'>

const toProposal = (row: ProposalRow): ActProposal => ({
  id: row.id,
  cycleId: row.cycle_id,
  kind: row.kind,
  subjectId: row.subject_id,
  title: row.title,
  status: row.status,
  documentId: row.document_id,
  contentSha256: row.content_sha256,
  evaluatedCallId: row.evaluated_call_id,
  proposedAt: row.proposed_at,
})

const toAct = (row: Tables['acts']): Act => ({
  proposalId: row.proposal_id,
  type: row.type,
  number: row.number,
  organ: row.organ,
  proposalSha256: row.proposal_sha256,
  adoptedOn: row.adopted_on,
  signedFileSha256: row.signed_file_sha256,
  signature: row.signature,
  protocolNumber: row.protocol_number,
  publishedOn: row.published_on,
  publicationNumber: row.publication_number,
  effectiveAt: row.effective_at,
})

/** Proposals of acts and the acts that the body adopted on them (art. 8). */
export function createActStore(tx: Knex) {
  const proposals = movesOf(tx, 'act_proposals')
  const reads = createActReads(tx)

  return {
    ...reads,

    /** Proposes an act; the same proposal again changes nothing. Returns its id. */
    async propose(proposal: {
      id: string
      cycleId: string
      kind: ActKind
      subjectId: string
      title: string
      at: Date
    }): Promise<string> {
      await tx('act_proposals')
        .insert({
          id: proposal.id,
          cycle_id: proposal.cycleId,
          kind: proposal.kind,
          subject_id: proposal.subjectId,
          title: proposal.title,
          ...proposals.begin('propose'),
          proposed_at: proposal.at,
        })
        .onConflict('id')
        .ignore()
      return proposal.id
    },

    /** Gives a proposal its document, in the place of the one before; an adopted one keeps its own. */
    async attachDocument(id: string, made: { documentId: string; contentSha256: string }): Promise<void> {
      const { documentId: document_id, contentSha256: content_sha256 } = made
      await proposals.move('attachDocument', { id }, { document_id, content_sha256 })
    },

    /** Takes a proposal back that was not adopted. Throws MOVE_NOT_POSSIBLE when it was. */
    withdraw: (id: string): Promise<void> => proposals.must('withdraw', id),

    /** Records the adoption of the document that was read; `OTHER_DOCUMENT` when the proposal has another by now, `NUMBER_TAKEN` when
     * the organ gave that number to another act of the year. Throws MOVE_NOT_POSSIBLE when the act is adopted already. */
    async recordAdoption(
      act: Omit<Act, 'publishedOn' | 'publicationNumber' | 'effectiveAt'>,
    ): Promise<'ADOPTED' | 'OTHER_DOCUMENT' | 'NUMBER_TAKEN'> {
      await proposals.must('adopt', act.proposalId)
      if ((await reads.documentSha256(act.proposalId)) !== act.proposalSha256) return 'OTHER_DOCUMENT'
      const inserted = await tx('acts')
        .insert({
          proposal_id: act.proposalId,
          type: act.type,
          number: act.number,
          organ: act.organ,
          proposal_sha256: act.proposalSha256,
          adopted_on: act.adoptedOn,
          signed_file_sha256: act.signedFileSha256,
          signature: act.signature,
          protocol_number: act.protocolNumber,
        })
        .onConflict()
        .ignore()
        .returning('proposal_id')
      return inserted.length === 1 ? 'ADOPTED' : 'NUMBER_TAKEN'
    },

    /** Throws MOVE_NOT_POSSIBLE when the act is not adopted or is published already. */
    async recordPublication(id: string, publication: { on: LocalDate; number: string }): Promise<void> {
      await proposals.must('publish', id)
      await tx('acts')
        .where({ proposal_id: id })
        .update({ published_on: publication.on, publication_number: publication.number })
    },

    /** Gives a published act its effects and its document; false when it is not published, or they began before. */
    async makeEffective(id: string, effects: { at: Date; documentId: string }): Promise<boolean> {
      if (!(await proposals.move('takeEffect', { id }, { document_id: effects.documentId }))) return false
      await tx('acts').where({ proposal_id: id }).update({ effective_at: effects.at })
      return true
    },
  }
}

function createActReads(tx: Knex) {
  const proposalWhere = async (where: Record<string, string>): Promise<ActProposal | null> => {
    const row = await tx('act_proposals')
      .leftJoin('documents', 'documents.id', 'act_proposals.document_id')
      .where(where)
      .first<ProposalRow | undefined>('act_proposals.*', 'documents.evaluated_call_id')
    return row ? toProposal(row) : null
  }
  const findAct = async (proposalId: string): Promise<Act | null> => {
    const row = await tx('acts').where({ proposal_id: proposalId }).first()
    return row ? toAct(row) : null
  }
  return {
    findAct,

    /** SHA-256 of the document that a proposal has now; null before it has one. */
    async documentSha256(id: string): Promise<string | null> {
      const row = await tx('act_proposals as p')
        .join('documents as d', 'd.id', 'p.document_id')
        .where({ 'p.id': id })
        .first<{ sha256: string } | undefined>('d.sha256')
      return row?.sha256 ?? null
    },

    find: (id: string) => proposalWhere({ 'act_proposals.id': id }),

    /** A proposal that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<ActProposal> {
      const proposal = await proposalWhere({ 'act_proposals.id': id })
      if (proposal === null) throw new Error(`no act proposal ${id}`)
      return proposal
    },

    /** The proposal on a subject that never has another, whatever became of it; null where there is none yet. */
    onlyOn: (kind: ActKind, subjectId: string) =>
      proposalWhere({ 'act_proposals.kind': kind, 'act_proposals.subject_id': subjectId }),

    /** The proposal on a subject that waits for its adoption; null where there is none. */
    openOn: (kind: ActKind, subjectId: string) =>
      proposalWhere({
        'act_proposals.kind': kind,
        'act_proposals.subject_id': subjectId,
        status: 'PROPOSED',
      }),

    /** Ids of the proposals on a subject that were taken back. */
    withdrawnOn: (kind: ActKind, subjectId: string): Promise<string[]> =>
      tx('act_proposals').where({ kind, subject_id: subjectId, status: 'WITHDRAWN' }).pluck('id'),

    /** Whether an act of a kind on a subject has its effects. */
    async hasEffects(kind: ActKind, subjectId: string): Promise<boolean> {
      const row = await tx('act_proposals')
        .where({ kind, subject_id: subjectId, status: 'EFFECTIVE' })
        .first('id')
      return row !== undefined
    },

    /** The act in force on a subject: the last that has its effects; null while there is none. */
    async inForce(kind: ActKind, subjectId: string): Promise<Act | null> {
      const row = await tx('act_proposals as p')
        .join('acts as a', 'a.proposal_id', 'p.id')
        .where({ 'p.kind': kind, 'p.subject_id': subjectId, 'p.status': 'EFFECTIVE' })
        .orderBy('a.effective_at', 'desc')
        .first<Tables['acts'] | undefined>('a.*')
      return row ? toAct(row) : null
    },
  }
}
