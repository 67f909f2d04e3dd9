import type { UnconfirmedRule } from '../domain/call/configuration.ts'
import type { PartnerStanding } from '../domain/call/confirmation.ts'

/** The words of an alliance: who is in it, and how each stands. */
export const allianceWords = {
  partner: { LEAD: 'capofila', PARTNER: 'partner', ADHERENT: 'aderente' },
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
