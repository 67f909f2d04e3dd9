import { z } from 'zod'
import type { Matter } from '../evaluation/may-act.ts'
import { localDateSchema } from '../shared/local-date.ts'
import type { Problem } from '../shared/problem.ts'
import { plainText } from '../shared/text.ts'

/* `decides`: what of an application is decided with it; null where it speaks of none, or sums all up. */
type ActRule = { label: string; article: string; decides: Matter | null }

/** The acts that the body adopts on our proposals (art. 8): their Italian names and the rule behind them. Every kind is
 * published before its effects begin (art. 8, 11; D.Lgs. 33/2013, art. 26 c. 3, for what grants or pays money). */
export const ACT_KINDS = {
  GUIDANCE_ADOPTION: {
    label: 'Approvazione del Documento territoriale di indirizzo',
    article: 'art. 8',
    decides: null,
  },
  CALL_NOTICE: { label: 'Avviso pubblico di manifestazione di interesse', article: 'art. 8', decides: null },
  RANKING_APPROVAL: { label: 'Approvazione della graduatoria', article: 'art. 6, 8', decides: 'EVALUATION' },
  PLAN_APPROVAL: { label: 'Approvazione del Piano territoriale', article: 'art. 8', decides: 'PROJECT' },
  GRANT: {
    label: 'Concessione del contributo',
    article: 'art. 8; D.Lgs. 33/2013 art. 26',
    decides: 'PROJECT',
  },
  LIQUIDATION: {
    label: 'Provvedimento di liquidazione',
    article: 'art. 8; D.Lgs. 33/2013 art. 26 c. 3',
    decides: 'PROJECT',
  },
  FINAL_RETURN: { label: 'Relazione e rendiconto finale alla Regione', article: 'art. 8', decides: null },
} as const satisfies Record<string, ActRule>
export type ActKind = keyof typeof ACT_KINDS
export const actKindSchema = z.enum(Object.keys(ACT_KINDS) as [ActKind, ...ActKind[]])

/** What makes an act of the body out of a proposal: number, date, organ and signed file; and what is known of its
 * publication. */
export const actRecordSchema = z.strictObject({
  number: plainText({ max: 50 }).nullable(),
  adoptedOn: localDateSchema.nullable(),
  organ: plainText({ max: 200 }).nullable(),
  signedFileSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  publicationNumber: plainText({ max: 50 }).nullable(),
  publishedOn: localDateSchema.nullable(),
})
export type ActRecord = z.infer<typeof actRecordSchema>

const ADOPTION = {
  number: 'Manca il numero dell’atto.',
  adoptedOn: 'Manca la data dell’atto.',
  organ: 'Manca l’organo che ha adottato l’atto.',
  signedFileSha256: 'Manca il file firmato dell’atto.',
} as const
const PUBLICATION = {
  publicationNumber: 'Manca il numero di pubblicazione all’albo.',
  publishedOn: 'Manca la data di pubblicazione all’albo.',
} as const

function missing(record: ActRecord, fields: Partial<Record<keyof ActRecord, string>>): Problem[] {
  return Object.entries(fields)
    .filter(([field]) => record[field as keyof ActRecord] === null)
    .map(([path, message]) => ({ path, code: 'MISSING', message }))
}

/** What a proposal still lacks to be an adopted act. */
export function missingForAdoption(record: ActRecord): Problem[] {
  return missing(record, ADOPTION)
}

/** What an act still lacks before its effects may begin: adoption, and a publication that does not come before it
 * (art. 8, 11; D.Lgs. 33/2013 art. 26 c. 3). */
export function missingForEffects(record: ActRecord): Problem[] {
  const { adoptedOn, publishedOn } = record
  const early = adoptedOn !== null && publishedOn !== null && publishedOn < adoptedOn
  const message = 'La pubblicazione non può precedere l’adozione.'
  return [
    ...missingForAdoption(record),
    ...missing(record, PUBLICATION),
    ...(early ? [{ path: 'publishedOn', code: 'BEFORE_ADOPTION', message }] : []),
  ]
}
