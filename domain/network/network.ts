import { z } from 'zod'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'

/** Kinds of bodies that join the network or a partnership, with their Italian names; `public` decides the partnership
 * minima of a call and whether a DURC is asked for. */
export const BODY_KINDS = {
  HEALTH_AGENCY: { label: 'ATS o ASST', public: true },
  REGIONAL_OFFICE: { label: 'Ufficio territoriale regionale', public: true },
  MUNICIPALITY: { label: 'Comune, unione di Comuni o ambito territoriale', public: true },
  PROVINCE: { label: 'Provincia o Città metropolitana', public: true },
  SPECIAL_COMPANY: { label: 'Azienda speciale o consorzio di Comuni', public: true },
  SERVICES_COMPANY: { label: 'Azienda di servizi alla persona (ASP)', public: true },
  CHAMBER_OF_COMMERCE: { label: 'Camera di commercio', public: true },
  UNIVERSITY: { label: 'Università', public: true },
  EQUALITY_ADVISER: { label: 'Consigliera di parità', public: true },
  TRADE_UNION: { label: 'Organizzazione sindacale', public: false },
  EMPLOYERS_ASSOCIATION: { label: 'Associazione datoriale', public: false },
  FAMILY_ASSOCIATION: { label: 'Associazione familiare', public: false },
  THIRD_SECTOR: { label: 'Ente del Terzo settore o altro ente senza scopo di lucro', public: false },
  ENTERPRISE: { label: 'Impresa', public: false },
} as const satisfies Record<string, { label: string; public: boolean }>
export type BodyKind = keyof typeof BODY_KINDS
export const bodyKindSchema = z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]])

/** True for bodies of the public administration. */
export function isPublicBody(kind: BodyKind): boolean {
  return BODY_KINDS[kind].public
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
export type SeatHolder = { personId: PersonId; role: SeatRole }
export type Seat = { id: SeatId; bodyId: BodyId; holders: readonly SeatHolder[] }

/** A body of the network, as the register keeps it (art. 2). */
export type Body = { id: BodyId; name: string; taxCode: string; kind: BodyKind }
