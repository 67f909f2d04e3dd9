import type { BodyKind, EnterpriseSize } from './network.ts'

/** Who says something of a body, the strongest first: the network's register, the body itself, an applicant that names it
 * in an alliance. */
export const factSources = ['REGISTER', 'ITSELF', 'APPLICANT'] as const
export type FactSource = (typeof factSources)[number]

/** What is said of a body; `vatNumber` where it has one, `size` for enterprises. */
export interface BodyFacts {
  name: string
  /** Codice fiscale; country and code of a foreign body. */
  taxCode: string
  vatNumber: string
  kind: BodyKind
  size: EnterpriseSize
  email: string
  /** Where it has its seat, as who says it writes it: street, number and town. */
  address: string
}
export const bodyFacts = [
  'name',
  'taxCode',
  'vatNumber',
  'kind',
  'size',
  'email',
  'address',
] as const satisfies readonly (keyof BodyFacts)[]

/** What one source says of a body, and when; what it does not say is left out or null. */
export interface BodyStatement {
  source: FactSource
  saidAt: Date
  facts: { [F in keyof BodyFacts]?: BodyFacts[F] | null }
}

/** What is known of a body from all that was said of it: of each fact the strongest source's word, and of one source the
 * newest. The order in which it was told does not matter. */
export function knownOf(statements: readonly BodyStatement[]): Partial<BodyFacts> {
  const known: Partial<Record<keyof BodyFacts, string>> = {}
  for (const { facts } of statements.toSorted(weakestFirst))
    for (const fact of bodyFacts) {
      const said = facts[fact] ?? null
      if (said !== null) known[fact] = said
    }
  return known as Partial<BodyFacts>
}

/* At the same instant a source says two things of one fact only by a race: the text decides, so that all see the same. */
function weakestFirst(a: BodyStatement, b: BodyStatement): number {
  return (
    factSources.indexOf(b.source) - factSources.indexOf(a.source) ||
    a.saidAt.getTime() - b.saidAt.getTime() ||
    JSON.stringify(a.facts).localeCompare(JSON.stringify(b.facts))
  )
}
