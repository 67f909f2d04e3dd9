import type { Undecidable } from '../db/evaluation/decider-read-model.ts'
import { barringArticle } from '../domain/evaluation/may-act.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { titleOf } from '../words/codes.ts'
import type { ReadingContext } from './page.ts'
import { holds } from './page.ts'

/** What a conflict leaves nobody to decide in a cycle, before it is due; null where somebody is left for all. */
export async function undecidableView(context: ReadingContext, cycleId: string) {
  const { parts, actor, now } = context
  const found = await parts.reads.deciders.undecidable(actor, { cycleId, on: localDateOf(now) })
  if (found.length === 0) return null
  return {
    decisions: found.map((one) => ({
      who: titleOf('role', one.role),
      what: whatOf(one),
      article: articleOf(one),
      only: one.handle,
    })),
    mends: holds(actor, 'PROCESS_OWNER'),
  }
}

function whatOf({ matter, ofCall, application, callNumber }: Undecidable): string {
  if (ofCall) return `la graduatoria dell’avviso n. ${callNumber}`
  const named = application ?? `una domanda dell’avviso n. ${callNumber} che non puoi vedere`
  return matter === 'EVALUATION' ? `l’istruttoria e la valutazione: ${named}` : `il progetto: ${named}`
}

/* What bars from the evaluation may be of the seat or of the person: which of the two is nobody's to know here. */
const articleOf = ({ matter }: Undecidable): string =>
  [
    ...(matter === 'EVALUATION' ? [barringArticle(matter, ['SEAT'])] : []),
    barringArticle(matter, ['PERSONAL']),
  ].join('; ')
