import type { Trial } from '../domain/call/trial-applications.ts'

/** What each invented application is, as the page of the dry run names it. */
export const trialWords: Readonly<Record<Trial, string>> = {
  IN_ORDER: 'In regola',
  HIGHEST: 'In regola, con tutti i punti',
  EQUAL_POINTS: 'In regola, con gli stessi punti di un’altra, chiede un po’ meno',
  OUTLIER: 'In regola, con un valutatore lontano dagli altri',
  BELOW_THRESHOLD: 'In regola, con pochi punti',
  BELOW_CRITERION: 'In regola, con zero punti in un criterio che ha un minimo',
  ABOVE_MAXIMUM: 'Chiede un euro più del contributo massimo',
  BELOW_MINIMUM: 'Chiede un euro meno del contributo minimo',
  ABOVE_SHARE: 'Chiede più della quota massima del costo',
  ABOVE_CAP: 'Supera il limite di una categoria di costo',
  TOO_FEW_BODIES: 'Il capofila è da solo',
  PRIVATE_LEAD: 'Il capofila è un ente privato',
  DECLARATION_MISSING: 'Non rende le dichiarazioni',
  ATTACHMENT_MISSING: 'Non ha gli allegati',
  UNCONFIRMED: 'Un partner non ha confermato alla chiusura',
}
