import type { Meeting } from '../../db/meeting/meeting-store.ts'

/** How papers and mails speak of who meets: the committee or the network (art. 4, 7). */
interface Organ {
  audience: 'COMMITTEE' | 'NETWORK'
  of: string
  isConvened: string
  rule: string
  recipients: string
}

const COMMITTEE: Organ = {
  audience: 'COMMITTEE',
  of: 'del Comitato',
  isConvened: 'il Comitato è convocato',
  rule: 'art. 7',
  recipients: 'Ai componenti titolari e supplenti del Comitato',
}
const NETWORK: Organ = {
  audience: 'NETWORK',
  of: 'della Rete',
  isConvened: 'la Rete è convocata',
  rule: 'art. 4',
  recipients: 'Agli enti aderenti alla Rete',
}

/** Who meets. */
export const organOf = ({ stage }: Pick<Meeting, 'stage'>): Organ =>
  stage === 'NETWORK' ? NETWORK : COMMITTEE
