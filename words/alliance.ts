import type { SignatoryCapacity } from '../domain/call/application.ts'
import type { UnconfirmedRule } from '../domain/call/configuration.ts'
import type { PartnerStanding } from '../domain/call/confirmation.ts'
import type { BodyKind, EnterpriseSize } from '../domain/network/network.ts'

/** The words of an alliance: who is in it, and how each stands. */
export const allianceWords = {
  partner: { LEAD: 'capofila', PARTNER: 'partner', ADHERENT: 'aderente' },
  /* What may be chosen: the lead is whoever writes the application. */
  partnerRole: { PARTNER: 'partner, con costi propri', ADHERENT: 'aderente, senza costi propri' },
  bodyKind: {
    HEALTH_AGENCY: 'azienda sanitaria (ATS, ASST)',
    REGIONAL_OFFICE: 'ufficio regionale',
    MUNICIPALITY: 'comune o unione di comuni',
    PROVINCE: 'provincia o città metropolitana',
    SPECIAL_COMPANY: 'azienda speciale',
    SERVICES_COMPANY: 'azienda di servizi alla persona',
    CHAMBER_OF_COMMERCE: 'camera di commercio',
    UNIVERSITY: 'università',
    EQUALITY_ADVISER: 'consigliera di parità',
    TRADE_UNION: 'organizzazione sindacale',
    EMPLOYERS_ASSOCIATION: 'associazione di imprese',
    FAMILY_ASSOCIATION: 'associazione di famiglie',
    THIRD_SECTOR: 'ente del terzo settore',
    ENTERPRISE: 'impresa',
  } satisfies Record<BodyKind, string>,
  enterpriseSize: {
    MICRO: 'micro (meno di 10 occupati, fino a 2 milioni)',
    SMALL: 'piccola (meno di 50 occupati, fino a 10 milioni)',
    MEDIUM: 'media',
    LARGE: 'grande',
  } satisfies Record<EnterpriseSize, string>,
  capacity: {
    LEGAL_REPRESENTATIVE: 'legale rappresentante',
    DELEGATE: 'per delega o procura',
  } satisfies Record<SignatoryCapacity, string>,
  standing: {
    LEAD: 'presenta la domanda',
    ACCOUNT: 'confermato con il proprio accesso',
    LETTER: 'confermato con la sua lettera firmata',
    UNSIGNED: 'non confermato: nella lettera non c’è una firma',
    OTHER_PART: 'non confermato: ruolo o apporto sono cambiati dopo la conferma',
    MISSING: 'non confermato: nessuna conferma',
    ACCEPTED: 'confermato: la sua lettera è stata accettata nell’istruttoria',
    DROPPED: 'decaduto: non ha confermato la partecipazione',
  } satisfies Record<PartnerStanding, string>,
  unconfirmedPartner: {
    DROPPED: 'decade con la decisione di ammissibilità, e i minimi si contano di nuovo',
    NOT_ADMITTED: 'rende la domanda non ammissibile',
  } satisfies Record<UnconfirmedRule, string>,
}
