import { z } from 'zod'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'

/** Kinds of public bodies that join the network or a partnership; being public decides the partnership minima of a call
 * and whether a DURC is asked for. */
const PUBLIC_KINDS = [
  'HEALTH_AGENCY',
  'REGIONAL_OFFICE',
  'MUNICIPALITY',
  'PROVINCE',
  'SPECIAL_COMPANY',
  'SERVICES_COMPANY',
  'CHAMBER_OF_COMMERCE',
  'UNIVERSITY',
  'EQUALITY_ADVISER',
] as const
const PRIVATE_KINDS = [
  'TRADE_UNION',
  'EMPLOYERS_ASSOCIATION',
  'FAMILY_ASSOCIATION',
  'THIRD_SECTOR',
  'ENTERPRISE',
] as const
export const bodyKindSchema = z.enum([...PUBLIC_KINDS, ...PRIVATE_KINDS])
export type BodyKind = z.infer<typeof bodyKindSchema>
const publicKinds: readonly BodyKind[] = PUBLIC_KINDS

/** True for bodies of the public administration. */
export function isPublicBody(kind: BodyKind): boolean {
  return publicKinds.includes(kind)
}

/** Size of an enterprise (Reg. UE 651/2014, annex I). */
export const enterpriseSizeSchema = z.enum(['MICRO', 'SMALL', 'MEDIUM', 'LARGE'])
export type EnterpriseSize = z.infer<typeof enterpriseSizeSchema>

/** What ties two bodies: `from` controls `to`, `from` is a member of `to`, or `to` is a service company of `from`. */
export const linkKindSchema = z.enum(['CONTROL', 'MEMBERSHIP', 'SERVICE_COMPANY'])
export type LinkKind = z.infer<typeof linkKindSchema>
export type BodyLink = { fromBodyId: BodyId; toBodyId: BodyId; kind: LinkKind }

/** An office that a person holds in a body, beside any seat in the committee. */
export type Office = { personId: PersonId; bodyId: BodyId }

/** A seat of the committee: its body names one titular and at most one deputy (art. 5). */
export const seatRoleSchema = z.enum(['TITULAR', 'DEPUTY'])
export type SeatRole = z.infer<typeof seatRoleSchema>
type SeatHolder = { personId: PersonId; role: SeatRole }
export type Seat = { id: SeatId; bodyId: BodyId; holders: readonly SeatHolder[] }
