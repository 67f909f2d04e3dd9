import type {
  Aggregation,
  CallRules,
  CofinancingKind,
  CutGrantUnanswered,
  ReshapedCofinancing,
  DeputyRule,
  PaymentPrecondition,
  RankingDecision,
  TrancheAmount,
} from '../domain/call/configuration.ts'
import type { HistoryKind } from '../domain/call/history.ts'
import type { FormFault } from '../domain/call/signed-form.ts'

/** What a call's rules choose between: part of the lists of `codes.ts`. */
export const callWords = {
  aggregation: {
    MEAN: 'media dei punteggi dei valutatori, criterio per criterio, senza arrotondamenti',
    TRIMMED_MEAN:
      'media dei punteggi dei valutatori tolti il più alto e il più basso, criterio per criterio, senza arrotondamenti',
    MEDIAN: 'mediana dei punteggi dei valutatori, criterio per criterio, senza arrotondamenti',
  } satisfies Record<Aggregation, string>,
  tieBreak: {
    COFINANCING_SHARE: 'quota di cofinanziamento più alta',
    LOWER_REQUEST: 'contributo richiesto più basso',
    ARRIVAL: 'arrivo anteriore',
    DRAW: 'sorteggio ripetibile da chiunque',
  },
  cutGrantUnanswered: {
    ACCEPTED: 'lo accetta',
    DECLINED: 'vi rinuncia: le risorse vanno al progetto che segue',
    NOT_ASKED: 'nessuno: l’avviso non finanzia in parte',
  } satisfies Record<CutGrantUnanswered, string>,
  reshapedCofinancing: {
    EVALUATED: 'almeno la quota del costo che è stata valutata',
    CALL_MINIMUM: 'almeno la quota minima dell’avviso',
    NOT_RESHAPED: 'nessuno: il progetto non si rimodula',
  } satisfies Record<ReshapedCofinancing, string>,
  scope: {
    ALL: 'è escluso dalla valutazione di tutti i progetti',
    OWN: 'è escluso dalla valutazione del proprio progetto',
    DECLARATION: 'dichiara il legame, su cui decide il responsabile del procedimento',
    NONE: 'non è escluso per questo solo fatto',
  },
  deputyFor: {
    ABSENCE: 'quando il titolare è assente (regolamento, art. 5)',
    ABSENCE_OR_EXCLUSION: 'quando il titolare è assente, o è escluso dal punto',
  } satisfies Record<DeputyRule, string>,
  rankingDecision: {
    VOTED: 'con un voto proprio, di chi non è escluso da alcun progetto',
    FOLLOWS_PROJECTS: 'segue i voti sui singoli progetti; il Comitato ne prende atto',
  } satisfies Record<RankingDecision, string>,
  cofinancing: {
    CASH: 'denaro',
    STAFF: 'personale proprio',
    GOODS_SERVICES: 'beni e servizi',
    USER_FEES: 'quote degli utenti',
  } satisfies Record<CofinancingKind, string>,
  vat: {
    NET: 'i costi si contano senza IVA',
    GROSS: 'i costi si contano IVA compresa',
  } satisfies Record<CallRules['grant']['vat'], string>,
  recalculation: {
    GRANTED_SHARE:
      'se il costo ammesso a rendiconto è minore di quello approvato, il contributo si riduce alla stessa quota del costo',
  } satisfies Record<CallRules['recalculation'], string>,
  stateAid: {
    NONE: 'il contributo non è un aiuto di Stato',
    DE_MINIMIS:
      'a chi agisce come impresa il contributo è un aiuto de minimis: in tre anni al massimo € 300.000,00 a una stessa impresa',
  } satisfies Record<CallRules['information']['stateAid'], string>,
  formFault: {
    NOT_MADE:
      'la domanda da firmare non è stata ancora generata. Scaricala da questa pagina, firmala senza modificarla e carica il file firmato',
    UNSIGNED:
      'non c’è nessuna firma. Firma digitalmente la domanda scaricata (CAdES, .p7m, o PAdES, .pdf) e carica il file firmato',
    OLDER:
      'è la domanda com’era prima delle ultime modifiche al contenuto o agli allegati. Scaricala di nuovo, firmala e carica il nuovo file',
    DIFFERENT:
      'il documento firmato non è quello generato qui: è un altro, o è stato modificato o salvato di nuovo prima della firma. Scarica la domanda, firmala così com’è e carica il file firmato',
  } satisfies Record<FormFault, string>,
  applicationHistory: {
    SIGNED: 'domanda firmata caricata',
    SUBMITTED: 'domanda presentata',
    WITHDRAWN: 'domanda ritirata',
    CLOSED: 'avviso chiuso: comincia l’istruttoria',
    ADMITTED: 'ammessa alla valutazione',
    NOT_ADMITTED: 'non ammessa',
    OUTCOME: 'esito pubblicato',
    DECIDER_TIED: 'emerso un conflitto di chi ha deciso l’ammissibilità',
    PLAN_SENT: 'piano inviato alla Regione',
    REGION: 'risposta della Regione',
    AGREED: 'accordo di Alleanza sottoscritto',
    STARTED: 'progetto avviato',
    ENDED: 'progetto chiuso',
  } satisfies Record<HistoryKind, string>,
  trancheAmount: {
    GRANT_SHARE: 'quota del contributo concesso',
    SETTLEMENT: 'a conguaglio sulla spesa ammessa',
  } satisfies Record<TrancheAmount, string>,
  precondition: {
    AGREEMENT_SIGNED: 'accordo di alleanza sottoscritto',
    STATEMENT_ADMITTED: 'rendiconto ammesso',
    RESULTS_RECEIVED: 'risultati comunicati',
  } satisfies Record<PaymentPrecondition, string>,
}
