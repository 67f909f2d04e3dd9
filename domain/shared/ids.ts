import { randomUUID } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import { z } from 'zod'
import { canonicalJson, sha256Hex } from './canonical-json.ts'

/* A ULID text that names one kind of thing only. */
type Id<K extends string> = string & z.$brand<K>

export type ApplicationId = Id<'Application'>
export type BodyId = Id<'Body'>
export type CallId = Id<'Call'>
export type DeclarationId = Id<'Declaration'>
export type MeetingId = Id<'Meeting'>
export type OutboxId = Id<'Outbox'>
export type PersonId = Id<'Person'>
export type RankingId = Id<'Ranking'>
export type ScoringId = Id<'Scoring'>
export type ScoringRoundId = Id<'ScoringRound'>
export type SeatId = Id<'Seat'>

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
