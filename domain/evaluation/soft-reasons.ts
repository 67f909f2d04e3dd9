import { z } from 'zod'

/** Reasons to abstain that only the person can know (DPR 62/2013, art. 6 and 7): declared by the person, decided by
 * someone else. Degrees are those of the law: relatives and in-laws to the second. */
export const SOFT_REASONS = {
  PAID_RELATION: {
    article: 'art. 6',
    label: 'Rapporti retribuiti con soggetti della domanda negli ultimi tre anni (propri o di familiari)',
  },
  OWN_INTEREST: { article: 'art. 7', label: 'Interessi propri' },
  RELATIVE_INTEREST: {
    article: 'art. 7',
    label: 'Interessi di parenti o affini entro il secondo grado, del coniuge o del convivente',
  },
  HABITUAL_COMPANY: {
    article: 'art. 7',
    label: 'Interessi di persone con cui vi sono rapporti di frequentazione abituale',
  },
  LAWSUIT_OR_ENMITY: { article: 'art. 7', label: 'Causa pendente o grave inimicizia' },
  CREDIT_OR_DEBIT: { article: 'art. 7', label: 'Rapporti di credito o debito significativi' },
  GUARDIAN_OR_AGENT: {
    article: 'art. 7',
    label: 'Interessi di soggetti di cui si è tutore, curatore, procuratore o agente',
  },
  DIRECTOR_OR_MANAGER: {
    article: 'art. 7',
    label: 'Interessi di enti, società o associazioni di cui si è amministratore, gerente o dirigente',
  },
  EXPEDIENCY: { article: 'art. 7', label: 'Altre gravi ragioni di convenienza' },
} as const satisfies Record<string, { article: string; label: string }>
export type SoftReason = keyof typeof SOFT_REASONS
export const softReasonSchema = z.enum(Object.keys(SOFT_REASONS) as [SoftReason, ...SoftReason[]])
