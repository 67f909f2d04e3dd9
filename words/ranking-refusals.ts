import type { Refusal } from './door-refusals.ts'

/** What the adoption and the correction of a ranking refuse, with status and sentence (art. 5, 8; L. 241/1990 art. 21-nonies). */
export const rankingRefusals = {
  CONFLICT_UNDECIDED: {
    status: 409,
    sentence:
      'Un conflitto emerso attende la decisione: la graduatoria si adotta quando è deciso (art. 5). Decide chi non l’ha segnalato e non ne è interessato.',
  },
  RANKING_NOT_SETTLED: {
    status: 409,
    sentence:
      'La graduatoria si rettifica o si annulla quando il suo Piano è redatto e non ancora adottato: ora mancano ancora i passi di prima (pubblicazione, risposte sui contributi ridotti) o il ciclo è andato oltre, con un altro avviso. Guarda a che punto è nella pagina del ciclo.',
  },
  RANKING_PLAN_ADOPTED: {
    status: 409,
    sentence:
      'Il Piano che si fonda su questa graduatoria è già adottato (art. 8): il processo non la rifà più. Se l’atto va annullato (L. 241/1990 art. 21-nonies), l’organo annulla anche il Piano e ciò che ne segue con atti propri, fuori di qui, e lo comunica alla Regione e agli interessati.',
  },
  RANKING_CORRECTION_PENDING: {
    status: 409,
    sentence:
      'Una rettifica di questa graduatoria è già in corso: conducila al suo atto, o ritirala, poi proponine un’altra.',
  },
  RANKING_CORRECTION_ADOPTED: {
    status: 409,
    sentence:
      'L’atto di questa rettifica è già adottato: non si ritira più. Quando è in vigore, un’altra rettifica può correggere ciò che serve.',
  },
  RANKING_UNDER_CORRECTION: {
    status: 409,
    sentence:
      'La graduatoria su cui si fonda il Piano è in corso di rettifica o di annullamento: il Piano si adotta quando la rettifica è in vigore, ed è rifatto, o quando è ritirata (L. 241/1990 art. 21-nonies).',
  },
} satisfies Record<string, Refusal>
