import type { Refusal } from './door-refusals.ts'

/** What a meeting refuses, with its status and its sentence (art. 5, 7). */
export const meetingRefusals = {
  NOTICE_TOO_SHORT: {
    status: 422,
    sentence:
      'Il preavviso è insufficiente ({rule}): servono almeno {days} giorni, e per quel giorno si doveva convocare entro il {latestDay:day}; la prima data utile è {firstUsefulDay:day}.',
  },
  MEETING_NOT_HELD_YET: { status: 409, sentence: 'La riunione non è ancora iniziata: si verbalizza dopo.' },
  MEETING_BEGUN: {
    status: 409,
    sentence:
      'La riunione del {startsAt:instant} è iniziata: non si sposta e non si annulla più. Si verbalizza; se non si è tenuta, registra tutti assenti e rinvia i punti, che tornano in una nuova convocazione (art. 7).',
  },
  NETWORK_CONVENED: {
    status: 409,
    sentence:
      'La Rete è già convocata per il {startsAt:instant}: quella riunione si sposta, si annulla o si verbalizza prima di convocarne un’altra (art. 4).',
  },
  COMMITTEE_CONVENED: {
    status: 409,
    sentence:
      'Il Comitato è già convocato per il {startsAt:instant} con un ordine del giorno proprio: aspetta che la riunione sia verbalizzata, o spostala, o annullala; annullata, i suoi punti tornano nella nuova convocazione (art. 7).',
  },
  GROUP_ON_AGENDA: {
    status: 409,
    sentence:
      'La costituzione del gruppo è già all’ordine del giorno: la decide il Comitato, che può non approvarla (art. 5).',
  },
  GROUP_NOT_CONSTITUTED: {
    status: 409,
    sentence:
      'Il Comitato non ha costituito questo gruppo: si riferisce solo di un gruppo costituito (art. 5).',
  },
  CONVOCATION_OVER: {
    status: 409,
    sentence:
      'Alla convocazione per il {startsAt:instant} non si risponde più: la riunione è iniziata o annullata. Le presenze si registrano in riunione (art. 5, 7).',
  },
  MEETING_NOT_CONVENED: {
    status: 409,
    sentence:
      'La riunione non è ancora convocata: il giorno si sceglie con l’attività «Convoca la riunione» (art. 7).',
  },
  MEETING_NOT_RECORDED: {
    status: 409,
    sentence:
      'La riunione del {startsAt:instant} non è ancora verbalizzata: prima si registra chi c’era e chi ha votato, poi si decide sul conflitto. Se la riunione non si è tenuta, registra tutti assenti e rinvia i punti.',
  },
  NOT_WHO_CHAIRED: {
    status: 403,
    sentence:
      'Come presidente firma chi ha presieduto la riunione: risulta dalle presenze del verbale (art. 5, 7).',
  },
  NOT_WHO_RECORDED: {
    status: 403,
    sentence:
      'Come segretario firma chi ha verbalizzato la riunione, che il verbale nomina: {person} (art. 7).',
  },
  ITEM_WITHOUT_VOTERS: {
    status: 422,
    sentence:
      'Nessuno dei presenti ha diritto di voto su questi punti: {items}. Non deciso non vuol dire respinto: ricontrolla le presenze, o segna i punti come rinviati e il Comitato si riunisce di nuovo.',
  },
  ROOM_BELOW_MINIMUM: {
    status: 422,
    sentence:
      'Ai punti {items} in aula non ci sono i {minimum} seggi con voto che l’avviso richiede: non si decide. Ricontrolla le presenze, o segna i punti come rinviati: tornano in una nuova convocazione, anche con i supplenti dove l’avviso li ammette (art. 5, 7).',
  },
} satisfies Record<string, Refusal>
