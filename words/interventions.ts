import type {
  CancellableProcess,
  InterventionKind,
  InterventionRule,
  TermVariable,
} from '../domain/process/interventions.ts'
import type { InterventionState } from '../domain/cycle/lifecycle.ts'
import type { Refusal } from './door-refusals.ts'

/** The codes of interventions on an instance. */
export const interventionWords = {
  intervention: {
    SET_VARIABLE: 'termine rimesso nel processo',
    CANCEL: 'istanza chiusa',
    MIGRATE: 'passaggio a un’altra versione',
  } satisfies Record<InterventionKind, string>,
  interventionState: {
    PROPOSED: 'attende la conferma di un’altra persona',
    CONFIRMED: 'confermato, in consegna al motore',
    REFUSED: 'respinto',
    WITHDRAWN: 'ritirato da chi l’ha proposto',
    DONE: 'fatto',
    NOT_DONE: 'non fatto: il motore l’ha rifiutato',
  } satisfies Record<InterventionState, string>,
  term: {
    commentsDueAt: 'il termine delle osservazioni',
    callOpensAt: 'l’apertura dell’avviso',
    callClosesAt: 'la chiusura dell’avviso',
    sheetReminderAt: 'il giorno in cui ricordare le schede',
    meetingStartsAt: 'l’ora della riunione',
    regionReminderAt: 'il giorno in cui sollecitare la Regione',
  } satisfies Record<TermVariable, string>,
}

/** What each intervention does, and who is harmed where it is wrong. */
export const interventionKinds: Readonly<Record<InterventionKind, { does: string; harms: string }>> = {
  SET_VARIABLE: {
    does: 'Rimette nel processo un termine che agli atti c’è e che al processo manca: l’istante è quello registrato, non si scrive. Poi si riprova il passo fermo.',
    harms: 'Nessuno perde o guadagna tempo: il termine resta quello deciso.',
  },
  CANCEL: {
    does: 'Chiude l’istanza nel motore: nulla l’aspetta più, e non si può riaprire.',
    harms:
      'Chi ha ritirato la domanda o la rettifica non perde nulla: era già ritirata. Ciò che è agli atti resta.',
  },
  MIGRATE: {
    does: 'Porta l’istanza su un’altra versione dello stesso processo, dov’è ora: attività aperte e termini restano.',
    harms: 'Nessuno: ciò che l’istanza deve ancora fare è uguale nelle due versioni.',
  },
}

/** Of what somebody has taken back an instance may be ended. */
export const takenBack: Readonly<Record<CancellableProcess, string>> = {
  'application-review': 'la domanda è stata ritirata da chi l’ha presentata',
  'call-correction': 'la rettifica è stata ritirata da chi l’ha proposta',
}

/** Why one is refused: the rule, and what to do instead. */
export const interventionRules: Readonly<Record<InterventionRule, string>> = {
  OVER: 'l’istanza è già finita, e non c’è più nulla da fare',
  NOT_KNOWN:
    'nessun suo passo ha ancora detto di che cosa è, e non si sa a chi un conflitto la chiude: serve una versione corretta del modello',
  UNTOLD:
    'il motore non dice di questa istanza quanto serve per sapere che cosa si muoverebbe: si interviene dalla console del motore, con chi gestisce il sistema',
  VARIABLE_READ:
    'si rimettono solo i termini che un’attesa legge e che sono agli atti; tutto il resto lo leggono percorsi, attività o passi, e sposterebbe una decisione. Serve una versione corretta del programma o del modello',
  TERM_MISSING: 'agli atti questo termine non c’è ancora: lo scrive il passo che lo decide',
  TERM_THERE: 'il processo ha già il termine che è agli atti: riprova il passo fermo',
  DECIDES:
    'questo processo non si chiude a mano: vi si decide, o le sue registrazioni resterebbero senza processo. Serve una versione corretta del programma, poi si riprova il passo fermo',
  NOT_TAKEN_BACK:
    'si chiude solo ciò che è stato ritirato: domanda o rettifica risultano ancora valide. Si ritira prima dalla sua pagina',
  TASK_OPEN: 'c’è un’attività aperta che qualcuno deve ancora decidere',
  SAME_VERSION: 'l’istanza è già su questa versione',
  NO_VERSION: 'questa versione del processo non è installata',
  CHANGED_AHEAD:
    'ciò che l’istanza deve ancora fare cambierebbe in questa versione, e con esso una decisione. L’istanza finisce sulla sua versione; per quelle nuove vale l’altra',
}

/** Why the engine did not do what two people agreed on, by its answer. */
export const interventionFaults = {
  NOT_FOUND:
    'Quando l’intervento è arrivato al motore, l’istanza era già finita, o la versione non c’era più.',
  INVALID_STATE:
    'Il motore non lo fa come l’istanza è ora, e nulla è cambiato. Guarda dov’è: se serve ancora, si propone di nuovo.',
  INVALID_ARGUMENT: 'Il motore non accetta l’ordine, e nulla è cambiato: serve chi gestisce il sistema.',
} as const

/** The rule that a refusal names. */
export const interventionRuleText = (rule: unknown): string => interventionRules[rule as InterventionRule]

/** The refusals of interventions. */
export const interventionRefusals = {
  INTERVENTION_NOT_SAFE: {
    status: 409,
    sentence: 'Non si può intervenire così, e nulla è stato fatto: {rule:interventionRule}. {elements}',
  },
  INTERVENTION_MOVED: {
    status: 409,
    sentence:
      'L’istanza non è più come quando l’intervento è stato proposto, e nulla è stato fatto. Guarda dov’è ora: chi l’ha proposto lo ritira e, se serve ancora, lo propone di nuovo.',
  },
  INTERVENTION_OPEN: {
    status: 409,
    sentence:
      'Su questa istanza c’è già un intervento proposto o in corso: prima va deciso o ritirato quello.',
  },
  INTERVENTION_OWN: {
    status: 403,
    sentence:
      'Un intervento lo decide un’altra persona, né chi l’ha proposto né chi agisce al suo posto: un altro responsabile del procedimento. Se non c’è, la funzione si dà con un atto a un’altra persona, nella pagina delle persone. Chi l’ha proposto può ritirarlo.',
  },
} as const satisfies Record<string, Refusal>
