import type { Refusal } from './door-refusals.ts'

/** What is told to who decides on a parked delivery. */
export const deliveryRefusals = {
  DELIVERY_NOT_PARKED: {
    status: 409,
    sentence: 'Questo invio non è più fermo: qualcuno ha già deciso. Ricarica la pagina.',
  },
  DELIVERY_NEEDED: {
    status: 409,
    sentence:
      'Si scartano solo i messaggi di posta: il procedimento aspetta questo invio. Rimuovi la causa e invialo di nuovo.',
  },
} as const satisfies Record<string, Refusal>
