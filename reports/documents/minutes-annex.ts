import { z } from 'zod'
import { documentBase, instant, text } from './common.ts'

const exclusion = z.strictObject({ person: text, body: text, items: text, reason: text, inRoom: z.boolean() })
const decided = z.strictObject({
  person: text,
  application: text,
  declared: text,
  decision: z.enum(['EXCLUDED', 'NOT_EXCLUDED']),
  reason: text,
  decidedBy: text,
})

const entered = z.strictObject({ at: instant, kind: text, about: text, act: text, by: text })

/** The reserved annex of minutes: what concerns persons, for chair and process owner alone (art. 5): whole reasons of the exclusions,
 * and each declared tie with how it was decided, also where nobody was excluded (DPR 62/2013 art. 7). `register`: what was
 * entered, from the closing of the call to the end of the meeting, of who sits and of ties between bodies, which gives or takes votes. `draft`: the sitting is still written, each page says so. */
export const minutesAnnex = z.strictObject({
  ...documentBase,
  title: text,
  draft: z.boolean(),
  heldAt: instant,
  exclusions: z.array(exclusion),
  decided: z.array(decided),
  register: z.array(entered),
})
