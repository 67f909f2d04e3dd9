import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import type { FileFault } from '../domain/shared/file-fault.ts'
import type { Refusal } from './door-refusals.ts'

/** Formats of files; why one that is what its name says cannot be taken, and how to mend it. */
export const fileWords = {
  accepts: { pdf: 'PDF', p7m: 'P7M', xml: 'XML', json: 'JSON', eml: 'EML' },
  fileFault: {
    EMPTY: 'è vuoto. Controlla di aver scelto quello giusto, o salvalo di nuovo, e ricaricalo',
    PDF_LOCKED:
      'è protetto da una password. Togli la protezione (stampa o esporta di nuovo in PDF) e caricalo di nuovo',
    PDF_BROKEN:
      'è un PDF di cui non si legge nessuna pagina, forse interrotto o danneggiato. Aprilo sul tuo computer, salvalo di nuovo come PDF e ricaricalo',
    ENVELOPE_BROKEN:
      'la busta firmata è danneggiata o incompleta. Rifai la firma, o scarica di nuovo il file e ricaricalo',
    ENVELOPE_UNSIGNED: 'la busta non porta nessuna firma. Firma il documento e carica la busta firmata',
    ENVELOPE_DETACHED:
      'è una firma separata dal suo documento, e da sola non dice che cosa è firmato: servono tutti e due. Carica la busta .p7m che li contiene insieme (firma CAdES con il documento incluso)',
    ENVELOPE_CONTENT:
      'la busta firmata contiene un formato che non si riconosce. Metti nella busta un documento PDF, XML o JSON',
    ENVELOPE_DEPTH: 'ci sono più di cinque buste una dentro l’altra. Carica la busta più interna',
    MAIL_BROKEN:
      'è un messaggio di posta che non si legge, forse interrotto o danneggiato. Scaricalo di nuovo dalla casella e ricaricalo',
    TEXT_ENCODING:
      'le sue lettere non si leggono nella codifica dichiarata. Salvalo di nuovo in UTF-8 e ricaricalo',
    TEXT_CUT: 'finisce prima del dovuto. Scaricalo o salvalo di nuovo, e ricaricalo',
    TOO_HEAVY:
      'leggerlo chiede troppo tempo o troppa memoria. Salvalo di nuovo in una forma più semplice e ricaricalo',
  } satisfies Record<FileFault, string>,
} as const

/** What is told of a file that is not taken. */
export const fileRefusals = {
  FILE_MISSING: { status: 422, sentence: 'Manca un file richiesto: {files}. Caricalo e riprova.' },
  FILE_TYPE_MISMATCH: {
    status: 422,
    sentence: 'Il file «{file}» contiene {found}: {expected}. Carica il documento nel formato giusto.',
  },
  FILE_UNREADABLE: {
    status: 422,
    sentence: 'Il file «{file}» non si può accettare: {fault:fileFault}.',
  },
  FILE_MALFORMED: {
    status: 422,
    sentence:
      'Il file «{file}» non è ben formato: si ferma alla riga {line}, colonna {column}. Correggilo lì, o salvalo di nuovo dal programma che l’ha fatto.',
  },
  FILE_TOO_LARGE: { status: 413, sentence: 'Il file supera i 20 MB. Riducilo e riprova.' },
} satisfies Partial<Record<BusinessErrorCode, Refusal>>
