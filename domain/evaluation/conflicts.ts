import type { PartnerRole } from '../call/application.ts'
import type { ExclusionRules } from '../call/configuration.ts'
import type { BodyLink, LinkKind, Office, Seat } from '../network/network.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { chainsFrom, linkGraph } from './body-links.ts'
import type { LinkGraph } from './body-links.ts'

/** One body of the chain from the person to the application, and by what the chain came to it. */
export type PathStep = { bodyId: BodyId; via: 'SEAT' | 'OFFICE' | LinkKind }

/* Why: the role of the tied body and how far the call's rule goes; strongest first. Those by declaration exclude
   nobody by themselves: the person has to declare; nor does a partner that has not confirmed (art. 9). */
const EXCLUSION_BASES = [
  'LEAD_ALL',
  'PARTNER_ALL',
  'ADHERENT_ALL',
  'PARTNER_OWN',
  'ADHERENT_OWN',
  'PARTNER_DECLARATION',
  'ADHERENT_DECLARATION',
  'PARTNER_UNCONFIRMED',
  'ADHERENT_UNCONFIRMED',
] as const
export type ExclusionBasis = (typeof EXCLUSION_BASES)[number]
type ExclusionScope = 'ALL' | 'OWN' | 'DECLARATION'

/** A person of a seat who is tied to an application: by `causeApplicationId`, when the tie excludes from all. */
export type Exclusion = {
  personId: PersonId
  seatId: SeatId
  applicationId: ApplicationId
  causeApplicationId: ApplicationId
  basis: ExclusionBasis
  scope: ExclusionScope
  path: PathStep[]
}

/* A body that an application names: only once it has confirmed does it exclude by itself, else an applicant would choose its
   judges (art. 5, 9). */
type NamedBody = { bodyId: BodyId; role: PartnerRole; confirmed: boolean }

/* The bodies of one application. */
type ApplicationPartners = { id: ApplicationId; partners: readonly NamedBody[] }

export type ConflictInput = {
  seats: readonly Seat[]
  offices: readonly Office[]
  links: readonly BodyLink[]
  applications: readonly ApplicationPartners[]
  rules: ExclusionRules
}

type Tie = {
  application: ApplicationPartners
  basis: ExclusionBasis
  scope: ExclusionScope
  path: PathStep[]
}

/* How far the tie with a body reaches, and the basis that says so; null where the call counts no such tie. */
function reachOf(
  { role, confirmed }: NamedBody,
  rules: ExclusionRules,
): { scope: ExclusionScope; basis: ExclusionBasis } | null {
  const scope = { LEAD: rules.lead, PARTNER: rules.partner, ADHERENT: rules.adherent }[role]
  if (scope === 'NONE') return null
  if (role === 'LEAD' || confirmed) return { scope, basis: `${role}_${scope}` as ExclusionBasis }
  return { scope: 'DECLARATION', basis: `${role}_UNCONFIRMED` }
}

function tieText({ application, path }: Tie): string {
  return [application.id, ...path.flatMap((step) => [step.bodyId, step.via])].join(' ')
}

function strongerFirst(a: Tie, b: Tie): number {
  const byBasis = EXCLUSION_BASES.indexOf(a.basis) - EXCLUSION_BASES.indexOf(b.basis)
  return byBasis || a.path.length - b.path.length || (tieText(a) < tieText(b) ? -1 : 1)
}

function strongest(ties: readonly Tie[]): Tie | undefined {
  return ties.reduce<Tie | undefined>(
    (best, one) => (best === undefined || strongerFirst(one, best) < 0 ? one : best),
    undefined,
  )
}

function startsOf(personId: PersonId, input: ConflictInput): PathStep[] {
  const seats = input.seats.filter((seat) => seat.holders.some((holder) => holder.personId === personId))
  const offices = input.offices.filter((office) => office.personId === personId)
  return [
    ...seats.map(({ bodyId }): PathStep => ({ bodyId, via: 'SEAT' })),
    ...offices.map(({ bodyId }): PathStep => ({ bodyId, via: 'OFFICE' })),
  ]
}

function tiesOf(start: PathStep, input: ConflictInput, graph: LinkGraph): Tie[] {
  const chains = chainsFrom(start.bodyId, graph, input.rules.links.maxSteps)
  return input.applications.flatMap((application) =>
    application.partners.flatMap((partner) => {
      const chain = chains.get(partner.bodyId)
      const reach = reachOf(partner, input.rules)
      if (chain === undefined || reach === null) return []
      return [{ application, ...reach, path: [start, ...chain] }]
    }),
  )
}

function strongestByApplication(
  ties: readonly Tie[],
  applications: readonly ApplicationPartners[],
): [ApplicationId, Tie][] {
  const everywhere = strongest(ties.filter((tie) => tie.scope === 'ALL'))
  if (everywhere !== undefined)
    return [
      ...applications.map((one): [ApplicationId, Tie] => [one.id, everywhere]),
      ...personalBeside(ties, everywhere),
    ]
  return [...Map.groupBy(ties, (tie) => tie.application.id)].flatMap(([id, own]) => {
    const first = strongest(own)
    return first === undefined ? [] : [[id, first]]
  })
}

/* An office that one holds oneself in a body of an application bars more than a tie to another that leads: it stays beside that one
   (L. 241/1990 art. 6-bis). */
function personalBeside(ties: readonly Tie[], everywhere: Tie): [ApplicationId, Tie][] {
  const personal = ties.filter((tie) => tie.path[0]?.via === 'OFFICE' && tie.scope !== 'DECLARATION')
  return [...Map.groupBy(personal, (tie) => tie.application.id)].flatMap(([id, own]) => {
    const first = strongest(own)
    return first === undefined || (id === everywhere.application.id && everywhere.path[0]?.via === 'OFFICE')
      ? []
      : [[id, first]]
  })
}

type ChooseTies = (
  ties: readonly Tie[],
  applications: readonly ApplicationPartners[],
) => [ApplicationId, Tie][]

function exclusionsOf(
  { personId, seatId }: Pick<Exclusion, 'personId' | 'seatId'>,
  { input, graph, choose }: { input: ConflictInput; graph: LinkGraph; choose: ChooseTies },
): Exclusion[] {
  const ties = startsOf(personId, input).flatMap((start) => tiesOf(start, input, graph))
  return choose(ties, input.applications).map(([applicationId, { application, basis, scope, path }]) => ({
    personId,
    seatId,
    applicationId,
    causeApplicationId: application.id,
    basis,
    scope,
    path,
  }))
}

/* By application, then by seat and person: who holds a seat is put in order once, and not in each application. */
function rowsOf(input: ConflictInput, choose: ChooseTies): Exclusion[] {
  const graph = linkGraph(input.links, input.rules.links.kinds)
  const rows = input.seats
    .flatMap((seat) => seat.holders.map(({ personId }) => ({ personId, seatId: seat.id })))
    .toSorted((a, b) => (`${a.seatId} ${a.personId}` < `${b.seatId} ${b.personId}` ? -1 : 1))
    .flatMap((holder) => exclusionsOf(holder, { input, graph, choose }))
  return [...Map.groupBy(rows, (one) => one.applicationId)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofOne]) => ofOne)
}

/** Who of the committee is tied to which application, one row per application, seat and person, and one more for an own
 * office in a body of it, always in the same order. A lead's body excludes all its people from every application, deputies
 * included (art. 5); partners and adherents as the call says, over the links that the call considers, once they have
 * confirmed; before, their ties are only to be decided, as those that the call asks to declare (art. 9). */
export function computeExclusions(input: ConflictInput): {
  exclusions: Exclusion[]
  declarationsRequired: Exclusion[]
} {
  const rows = rowsOf(input, strongestByApplication)
  return {
    exclusions: rows.filter((one) => one.scope !== 'DECLARATION'),
    declarationsRequired: rows.filter((one) => one.scope === 'DECLARATION'),
  }
}

/** Who is tied to which application by a body of its alliance as it stands, each to its own alone and however far the call lets a
 * tie reach: what is looked at once the ranking is adopted and excludes from no evaluation (art. 5, 9). A tie of an own office
 * stands beside that of the seat. */
export function computeAllianceTies(input: ConflictInput): Exclusion[] {
  const applications = input.applications.map(({ id, partners }) => ({
    id,
    partners: partners.filter((one) => one.role === 'LEAD' || one.confirmed),
  }))
  const rules: ExclusionRules = { ...input.rules, partner: 'OWN', adherent: 'OWN' }
  return rowsOf({ ...input, applications, rules }, (ties) =>
    [
      ...Map.groupBy(ties, ({ application, path }) => `${application.id} ${path[0]?.via ?? ''}`).values(),
    ].flatMap((own): [ApplicationId, Tie][] => {
      const first = strongest(own)
      return first === undefined ? [] : [[first.application.id, { ...first, scope: 'OWN' }]]
    }),
  )
}
