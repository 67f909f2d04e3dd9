import type { SeatCategory } from '../../domain/network/network.ts'
import type { LinkKind } from '../../domain/network/network.ts'
import type { Role } from '../../domain/shared/work-item-types.ts'
import type { DemoBodyCode } from './network-bodies.ts'
import type { DemoOffice } from './network-ids.ts'

/** Seats of the demo committee, two bodies in some of the thirteen categories (art. 5), with the short name that titles use. */
export const demoSeats: readonly { body: DemoBodyCode; category: SeatCategory; short: string }[] = [
  { body: 'ATS_MILANO', category: 'NETWORK_LEAD', short: 'ATS' },
  { body: 'UTR_MILANO', category: 'REGIONAL_OFFICE', short: 'UTR' },
  { body: 'COMUNE_SESTO', category: 'TERRITORIAL_AREAS', short: 'Ambito Sesto' },
  { body: 'COMUNE_LEGNANO', category: 'TERRITORIAL_AREAS', short: 'Ambito Alto Milanese' },
  { body: 'CITTA_METROPOLITANA', category: 'PROVINCES', short: 'Città metropolitana' },
  { body: 'PROVINCIA_LODI', category: 'PROVINCES', short: 'Provincia di Lodi' },
  { body: 'CCIAA', category: 'CHAMBER_OF_COMMERCE', short: 'CCIAA' },
  { body: 'COMUNE_MILANO', category: 'MILAN', short: 'Comune di Milano' },
  { body: 'CGIL', category: 'TRADE_UNIONS', short: 'CGIL' },
  { body: 'CISL', category: 'TRADE_UNIONS', short: 'CISL' },
  { body: 'ASSOLOMBARDA', category: 'EMPLOYERS_ASSOCIATIONS', short: 'Assolombarda' },
  { body: 'CONFCOOPERATIVE', category: 'EMPLOYERS_ASSOCIATIONS', short: 'Confcooperative' },
  { body: 'ASST_MELEGNANO', category: 'HEALTH_AND_CARE_BODIES', short: 'ASST Melegnano' },
  { body: 'CONSIGLIERA_PARITA', category: 'EQUALITY_ADVISERS', short: 'Consigliera di parità' },
  { body: 'FORUM_FAMIGLIE', category: 'FAMILY_FORUM', short: 'Forum famiglie' },
  { body: 'UNIVERSITA', category: 'UNIVERSITIES', short: 'Università' },
  { body: 'OSSERVATORIO_WELFARE', category: 'WELFARE_EXPERT', short: 'Esperto welfare' },
]

/** The offices of the network's lead, each a person of its own: nobody approves a payment twice. */
export const demoOffices: readonly { code: DemoOffice; role: Role; displayName: string }[] = [
  { code: 'PROCESS_OWNER', role: 'PROCESS_OWNER', displayName: 'Responsabile del procedimento' },
  { code: 'CASE_OFFICER_1', role: 'CASE_OFFICER', displayName: 'Istruttore A' },
  { code: 'CASE_OFFICER_2', role: 'CASE_OFFICER', displayName: 'Istruttore B' },
  { code: 'FINANCE_1', role: 'FINANCE', displayName: 'Ragioneria A' },
  { code: 'FINANCE_2', role: 'FINANCE', displayName: 'Ragioneria B' },
]

/** Bodies whose legal representative leads alliances. */
export const demoLeads: readonly DemoBodyCode[] = [
  'CITTA_METROPOLITANA',
  'AZIENDA_SOLE',
  'ASSEMI',
  'IPIS',
  'SERCOP',
  'AZIENDA_CASTANESE',
  'COOP_EUREKA',
  'CONFARTIGIANATO',
]

/** Bodies of the network with a person who reads drafts and comments them. */
export const demoMembers: readonly DemoBodyCode[] = [
  'COMUNE_RHO',
  'COMUNE_CINISELLO',
  'FONDAZIONE_TEMPO',
  'ASSOCIAZIONE_IRENE',
  'COOP_TOTEM',
  'CISL',
]

/** Ties between bodies: `to` is the service company of `from`, or `from` is a member of `to`. */
export const demoLinks: readonly { from: DemoBodyCode; to: DemoBodyCode; kind: LinkKind }[] = [
  { from: 'COMUNE_LEGNANO', to: 'AZIENDA_SOLE', kind: 'SERVICE_COMPANY' },
  { from: 'COMUNE_SAN_DONATO', to: 'ASSEMI', kind: 'SERVICE_COMPANY' },
  { from: 'COMUNE_CINISELLO', to: 'IPIS', kind: 'SERVICE_COMPANY' },
  { from: 'COMUNE_RHO', to: 'SERCOP', kind: 'SERVICE_COMPANY' },
  { from: 'COMUNE_CASTANO', to: 'AZIENDA_CASTANESE', kind: 'SERVICE_COMPANY' },
  { from: 'COOP_TOTEM', to: 'CONFCOOPERATIVE', kind: 'MEMBERSHIP' },
]
