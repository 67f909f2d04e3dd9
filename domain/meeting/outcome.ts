import type { SittingRules } from '../call/configuration.ts'
import type { Problem } from '../shared/problem.ts'
import { isHeard } from './lifecycle.ts'
import type { AgendaItemKind } from './lifecycle.ts'

/* What is told of an item, and who could vote on it. */
interface ToldOutcome {
  item: { outcome: 'VOTED' | 'DEFERRED' | 'NOTED' }
  kind: AgendaItemKind
  position: number
  path: string
  present: readonly object[]
  /** The ranking, where one of its projects is put off. */
  waits: boolean
}

/** Whether an item is only noted: what the committee hears, and the ranking where it follows from the votes on the projects (art. 6, 7). */
export const isNoted = (kind: AgendaItemKind, rules: SittingRules | null): boolean =>
  isHeard(kind) || (kind === 'RANKING' && rules?.rankingDecision === 'FOLLOWS_PROJECTS')

/** What is wrong with whether an item is told as voted, noted or put off (art. 6, 7). */
export function badOutcome(told: ToldOutcome, rules: SittingRules | null): Problem[] {
  const message = faultOf(told, rules)
  const code = told.waits ? 'WITH_A_PROJECT' : 'OUTCOME'
  return message === null ? [] : [{ path: `${told.path}.outcome`, code, message }]
}

function faultOf(told: ToldOutcome, rules: SittingRules | null): string | null {
  const { item, kind, position, waits } = told
  if (isHeard(kind)) return hearingFault(told)
  if (waits)
    return item.outcome === 'DEFERRED'
      ? null
      : `Il punto ${position} si rinvia, senza voto: un progetto è rinviato, e la graduatoria li comprende tutti.`
  if ((item.outcome === 'NOTED') === isNoted(kind, rules)) return null
  return isNoted(kind, rules)
    ? `Del punto ${position} si prende atto: la graduatoria segue i voti sui progetti, come vuole l’avviso.`
    : `Il punto ${position} si vota, o si rinvia: si prende atto solo di ciò che il Comitato ascolta, e di una graduatoria che segue i voti sui progetti.`
}

/* What is heard is noted by those in the room, or put off. */
function hearingFault({ item, position, present }: ToldOutcome): string | null {
  if (item.outcome === 'DEFERRED') return null
  if (present.length === 0) return `Al punto ${position} nessuno è in aula: si rinvia.`
  return item.outcome === 'NOTED'
    ? null
    : `Il punto ${position} non si vota: il Comitato ne prende atto, o lo rinvia.`
}
