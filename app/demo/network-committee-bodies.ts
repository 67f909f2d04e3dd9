import type { BodyKind, EnterpriseSize } from '../../domain/network/network.ts'

export interface DemoBody {
  name: string
  taxCode: string
  kind: BodyKind
  size: EnterpriseSize | null
  memberSince: string | null
}

/** Bodies that hold a seat in the demo committee: public names, invented tax codes but for two public ones. */
export const committeeBodies = {
  ATS_MILANO: {
    name: 'ATS della Città Metropolitana di Milano',
    taxCode: '91001370153',
    kind: 'HEALTH_AGENCY',
    size: null,
    memberSince: '2017-01-27',
  },
  UTR_MILANO: {
    name: 'Ufficio territoriale regionale Città Metropolitana',
    taxCode: '91002740156',
    kind: 'REGIONAL_OFFICE',
    size: null,
    memberSince: '2017-01-27',
  },
  COMUNE_SESTO: {
    name: 'Comune di Sesto San Giovanni (ambito territoriale)',
    taxCode: '91004110150',
    kind: 'MUNICIPALITY',
    size: null,
    memberSince: '2017-01-27',
  },
  COMUNE_LEGNANO: {
    name: 'Comune di Legnano (ambito Alto Milanese)',
    taxCode: '91005480156',
    kind: 'MUNICIPALITY',
    size: null,
    memberSince: '2017-01-27',
  },
  CITTA_METROPOLITANA: {
    name: 'Città metropolitana di Milano',
    taxCode: '08911820960',
    kind: 'PROVINCE',
    size: null,
    memberSince: '2017-01-27',
  },
  PROVINCIA_LODI: {
    name: 'Provincia di Lodi',
    taxCode: '91008220153',
    kind: 'PROVINCE',
    size: null,
    memberSince: '2017-01-27',
  },
  CCIAA: {
    name: 'Camera di commercio di Milano Monza Brianza Lodi',
    taxCode: '91009590158',
    kind: 'CHAMBER_OF_COMMERCE',
    size: null,
    memberSince: '2017-01-27',
  },
  COMUNE_MILANO: {
    name: 'Comune di Milano',
    taxCode: '01199250158',
    kind: 'MUNICIPALITY',
    size: null,
    memberSince: '2017-01-27',
  },
  CGIL: {
    name: 'CGIL Milano',
    taxCode: '91012330154',
    kind: 'TRADE_UNION',
    size: null,
    memberSince: '2017-01-27',
  },
  CISL: {
    name: 'CISL Milano Metropoli',
    taxCode: '91013700157',
    kind: 'TRADE_UNION',
    size: null,
    memberSince: '2017-01-27',
  },
  ASSOLOMBARDA: {
    name: 'Assolombarda',
    taxCode: '91015070153',
    kind: 'EMPLOYERS_ASSOCIATION',
    size: null,
    memberSince: '2017-01-27',
  },
  CONFCOOPERATIVE: {
    name: 'Confcooperative Milano',
    taxCode: '91016440157',
    kind: 'EMPLOYERS_ASSOCIATION',
    size: null,
    memberSince: '2017-01-27',
  },
  ASST_MELEGNANO: {
    name: 'ASST Melegnano e della Martesana',
    taxCode: '91017810150',
    kind: 'HEALTH_AGENCY',
    size: null,
    memberSince: '2017-01-27',
  },
  CONSIGLIERA_PARITA: {
    name: 'Consigliera di parità della Città metropolitana',
    taxCode: '91019180156',
    kind: 'EQUALITY_ADVISER',
    size: null,
    memberSince: '2017-01-27',
  },
  FORUM_FAMIGLIE: {
    name: 'Forum provinciale delle associazioni familiari di Milano',
    taxCode: '91020550157',
    kind: 'FAMILY_ASSOCIATION',
    size: null,
    memberSince: '2017-01-27',
  },
  UNIVERSITA: {
    name: 'Università degli Studi di Milano-Bicocca',
    taxCode: '91021920151',
    kind: 'UNIVERSITY',
    size: null,
    memberSince: '2018-03-15',
  },
  OSSERVATORIO_WELFARE: {
    name: 'Osservatorio sui sistemi di welfare (esperto)',
    taxCode: '91023290157',
    kind: 'THIRD_SECTOR',
    size: null,
    memberSince: '2018-03-15',
  },
} as const satisfies Record<string, DemoBody>
