import type { BodyKind, EnterpriseSize, LinkKind } from '../domain/network/network.ts'
import type { RegisterEntryKind } from '../domain/network/register-entry.ts'
import type { SubstitutionRefusal } from '../domain/network/substitution.ts'

/** What bodies are and how they are tied, and what is told of who is what in the network: part of the lists of `codes.ts`. */
export const networkWords = {
  bodyKind: {
    HEALTH_AGENCY: 'agenzia o azienda sanitaria',
    REGIONAL_OFFICE: 'ufficio regionale',
    MUNICIPALITY: 'comune',
    PROVINCE: 'provincia o città metropolitana',
    SPECIAL_COMPANY: 'azienda speciale',
    SERVICES_COMPANY: 'azienda di servizi alla persona',
    CHAMBER_OF_COMMERCE: 'camera di commercio',
    UNIVERSITY: 'università',
    EQUALITY_ADVISER: 'consigliera o consigliere di parità',
    TRADE_UNION: 'organizzazione sindacale',
    EMPLOYERS_ASSOCIATION: 'associazione datoriale',
    FAMILY_ASSOCIATION: 'associazione familiare',
    THIRD_SECTOR: 'ente del terzo settore',
    ENTERPRISE: 'impresa',
  } satisfies Record<BodyKind, string>,
  enterpriseSize: {
    MICRO: 'micro impresa',
    SMALL: 'piccola impresa',
    MEDIUM: 'media impresa',
    LARGE: 'grande impresa',
  } satisfies Record<EnterpriseSize, string>,
  link: {
    CONTROL: 'controllo',
    MEMBERSHIP: 'appartenenza',
    SERVICE_COMPANY: 'azienda di servizi',
  } satisfies Record<LinkKind, string>,
  linkFrom: {
    CONTROL: 'controlla',
    MEMBERSHIP: 'è associato a',
    SERVICE_COMPANY: 'ha come azienda di servizi',
  } satisfies Record<LinkKind, string>,
  registerEntry: {
    'give-function': 'funzione data',
    'end-function': 'fine di una funzione',
    'accept-invitation': 'invito accettato',
    'link-bodies': 'legame fra enti',
    'substitute-person': 'sostituzione',
  } satisfies Record<RegisterEntryKind, string>,
  substitutionRefusal: {
    HAS_DEPUTY:
      'nel Comitato il titolare è sostituito dal supplente del suo seggio (art. 5): dai quella funzione',
    LETS_DO_NOTHING:
      'una carica in un ente non fa agire qui, e non ha chi la sostituisca: scegli una funzione',
    ONESELF: 'nessuno sostituisce sé stesso: scegli la funzione di un’altra persona',
    SUBSTITUTE_ALREADY:
      'questa persona è già qui in sostituzione: scegli la funzione di chi la ha propria, e termina prima la sostituzione che c’è',
    ENDS_BEFORE_BEGIN: 'l’ultimo giorno viene prima del primo',
    OVER: 'è già finita: una sostituzione si registra entro il suo ultimo giorno, perché un atto successivo non cambia in quale funzione è stato fatto ciò che è stato fatto',
    OUTSIDE_FUNCTION:
      'in quei giorni chi è sostituito non ha la funzione: la sostituzione sta nel suo periodo',
    NOT_LIMITED:
      'per una sola domanda si sostituisce chi decide sulle domande: responsabile del procedimento, istruttore, ragioneria',
    CIRCLE:
      'in quei giorni chi è sostituito agisce a sua volta, anche attraverso altri, in sostituzione di questa persona: cambia i giorni, o termina quella sostituzione',
  } satisfies Record<SubstitutionRefusal, string>,
}
