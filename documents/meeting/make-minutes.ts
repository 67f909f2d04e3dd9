import type { Decision, Vote } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import { countVotes } from '../../domain/meeting/deliberation.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { Outside } from '../outside.ts'
import { minutesAnnexDocument } from './minutes-annex.ts'
import { minutesDocument } from './minutes-document.ts'
import type { MinutesFacts } from './minutes-document.ts'

/** What minutes are made from, but for the annex that is made with them. */
export type Gathered = Omit<MinutesFacts, 'annexSha256'>

/** The minutes of a meeting and its reserved annex, which they cite by its hash (null where there is none): the same facts, the same
 * bytes, while the sitting is written and once it is recorded (art. 5, 7). */
export async function makeMinutes(outside: Outside, gather: (context: StepContext) => Promise<Gathered>) {
  const { facts, annexView } = await outside.read(async (context) => {
    const facts = await gather(context)
    return { facts, annexView: await minutesAnnexDocument(context, facts) }
  })
  const annex = annexView && (await outside.render('minutes-annex', annexView))
  const view = await outside.read((context) =>
    minutesDocument(context, { ...facts, annexSha256: annex && sha256Hex(annex) }),
  )
  return { facts, annex, minutes: await outside.render('minutes', view), auditHead: view.auditHead }
}

/** What is decided on each item; one that was put off, or that nobody in the room could vote, has no decision (art. 7). */
export function decisionsOn(
  agenda: readonly AgendaItem[],
  votesOn: ReadonlyMap<string, readonly Pick<Vote, 'choice'>[]>,
): Decision[] {
  return agenda.flatMap(({ id: agendaItemId, deferral }) => {
    const count = deferral === null ? countVotes(votesOn.get(agendaItemId) ?? []) : null
    if (count === null) return []
    const { favourable, ...others } = count
    return [{ agendaItemId, inFavour: favourable, ...others }]
  })
}
