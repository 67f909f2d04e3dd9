import { isPublicBody } from '../network/network.ts'
import type { ApplicationDraft } from './application.ts'
import type { CallRules } from './configuration.ts'

/** How many of a kind the call asks among lead and partners, and how many there are; `least` null where it asks none. */
export type Minimum = { code: string; what: string; least: number | null; found: number }

const SMALL: readonly (string | null)[] = ['MICRO', 'SMALL']

/** True of a body that the application says to be public. */
export const isPublic = ({ bodyKind }: ApplicationDraft['partners'][number]): boolean =>
  bodyKind !== null && isPublicBody(bodyKind)

/** The minima of an alliance, each with what is found against it (art. 9). */
export function allianceMinima(
  { partners }: Pick<ApplicationDraft, 'partners'>,
  { partnership }: CallRules,
): Minimum[] {
  const effective = partners.filter((one) => one.role !== 'ADHERENT')
  const publicBodies = effective.filter((one) => isPublic(one)).length
  const small = effective.filter((one) => SMALL.includes(one.size)).length
  const { minBodies, minPublic, minMicroSmall } = partnership
  return [
    { code: 'TOO_FEW_BODIES', what: 'enti', least: minBodies, found: effective.length },
    { code: 'TOO_FEW_PUBLIC', what: 'enti pubblici', least: minPublic, found: publicBodies },
    { code: 'TOO_FEW_SMALL', what: 'micro o piccole imprese', least: minMicroSmall, found: small },
  ]
}
