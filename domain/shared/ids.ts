import { randomUUID } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import { z } from 'zod'
import { canonicalJson, sha256Hex } from './canonical-json.ts'

/** A ULID text that names one kind of thing only. */
export type Id<K extends string> = string & z.$brand<K>

export type ActProposalId = Id<'ActProposal'>
export type AgendaItemId = Id<'AgendaItem'>
export type AgreementId = Id<'Agreement'>
export type ApplicationId = Id<'Application'>
export type AttachmentId = Id<'Attachment'>
export type AuditEntryId = Id<'AuditEntry'>
export type BodyId = Id<'Body'>
export type CallId = Id<'Call'>
export type CommentId = Id<'Comment'>
export type CycleId = Id<'Cycle'>
export type DeclarationId = Id<'Declaration'>
export type DocumentId = Id<'Document'>
export type ExclusionId = Id<'Exclusion'>
export type ExpenseDocumentId = Id<'ExpenseDocument'>
export type GuidanceDocumentId = Id<'GuidanceDocument'>
export type MeetingId = Id<'Meeting'>
export type OutboxId = Id<'Outbox'>
export type PaymentId = Id<'Payment'>
export type PersonId = Id<'Person'>
export type PlanVersionId = Id<'PlanVersion'>
export type ProjectId = Id<'Project'>
export type QuotaId = Id<'Quota'>
export type RankingId = Id<'Ranking'>
export type ResultId = Id<'Result'>
export type ScoringId = Id<'Scoring'>
export type ScoringRoundId = Id<'ScoringRound'>
export type SeatId = Id<'Seat'>
export type StatementId = Id<'Statement'>
export type SubmissionId = Id<'Submission'>
export type WorkItemId = Id<'WorkItem'>

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ULID_SHAPE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const nextUlid = monotonicFactory()

/** A new ULID: later ids of this process sort after earlier ones. */
export function newId<T extends string>(): T {
  return nextUlid() as T
}

/** A random id shaped as a ULID, which tells neither when nor in which order it was made, nor of whom. */
export function opaqueId<T extends string>(): T {
  return derivedId(randomUUID(), randomUUID())
}

/** The same id for the same parts, for facts that may be recorded more than once; shaped as a ULID, without its time. */
export function derivedId<T extends string>(...parts: readonly string[]): T {
  let rest = BigInt(`0x${sha256Hex(canonicalJson(parts)).slice(0, 32)}`)
  let text = ''
  for (let position = 0; position < 26; position++) {
    text = CROCKFORD.charAt(Number(rest & 31n)) + text
    rest >>= 5n
  }
  return text as T
}

/** An id read from outside. Throws TypeError when the text is not shaped as a ULID. */
export function asId<T extends string>(text: string): T {
  if (!ULID_SHAPE.test(text)) throw new TypeError(`not an id: ${JSON.stringify(text.slice(0, 40))}`)
  return text as T
}

/** Schema of one kind of id: `idSchema<'Call'>()` gives a `CallId`. */
export function idSchema<K extends string>() {
  return z
    .string()
    .regex(ULID_SHAPE, 'Identificativo non valido: servono 26 caratteri di un ULID.')
    .brand<K>()
}
