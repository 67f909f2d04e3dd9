import { z } from 'zod'
import { audience, day, documentBase, instant, sha256, text, voteCount } from './common.ts'
import { scoreboard } from './scoreboard.ts'

const attendance = z.strictObject({
  body: text,
  seat: text,
  person: text,
  role: z.enum(['TITULAR', 'DEPUTY', 'CONSULTANT', 'GUEST']),
  status: z.enum(['PRESENT', 'ABSENT', 'EXCUSED']),
  changes: text.nullable(),
})
const exclusion = z.strictObject({ person: text, body: text, items: text, inRoom: z.boolean() })
const undeclared = z.strictObject({ person: text, body: text, inRoom: z.boolean() })
const item = z.strictObject({
  title: text,
  explanation: text.nullable(),
  discussion: text,
  votes: voteCount.nullable(),
  outcome: z.enum(['APPROVED', 'REJECTED', 'NOTED', 'ADJOURNED', 'OPEN']),
  decision: text,
})

/**
 * Minutes of a meeting (art. 7): presences, topics, decisions, the ranking that was voted with scores, reasons, ties and what
 * was not admitted (null where none was), and who took no part in what, whose reasons are in the reserved annex of that hash
 * (art. 5): a row for each person; `undeclared` vote on no item. `changes`: who
 * came, left or was replaced; `inRoom`: somebody who did not vote, and of whom nobody saw that the room was left.
 * `auditHead` is the head of the cycle's audit chain, null in a `draft`, which has the items that are not whole yet as `OPEN`.
 */
export const minutes = z.strictObject({
  ...documentBase,
  audience,
  title: text,
  convenedOn: day,
  startedAt: instant,
  endedAt: instant,
  place: text,
  chair: text,
  secretary: text,
  attendances: z.array(attendance).min(1),
  exclusions: z.array(exclusion),
  undeclared: z.array(undeclared),
  items: z.array(item).min(1),
  scores: scoreboard.nullable(),
  annexSha256: sha256.nullable(),
  auditHead: sha256.nullable(),
  draft: z.boolean(),
})
