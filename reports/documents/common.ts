import { z } from 'zod'

/** Text shown to people; may hold line breaks. */
export const text = z.string().trim().min(1)

/** Integer euro cents, never negative. */
export const cents = z.int().nonnegative()

/** Calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** Instant with its offset; shown in Europe/Rome. */
export const instant = z.iso.datetime({ offset: true })

/** Share in basis points: 8000 is 80 %. */
export const basisPoints = z.int().min(0).max(10_000)

/** Decimal number already rounded for display: `82,50` or `82.50`, no thousands separator. */
export const decimal = z.string().regex(/^\d+([.,]\d+)?$/)

/** Lower-case hexadecimal sha-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The body that leads the network, as its letterhead names it (art. 8). */
const letterhead = z.strictObject({
  name: text,
  office: text,
  address: text,
  taxCode: text,
  pec: text,
})

/* Type, number, date and organ of an adopted act; without them the document is only a proposal. */
const actReference = z.strictObject({ type: text, number: text, adoptedOn: day, organ: text })

const signatory = z.strictObject({ name: text, role: text })

/**
 * What every document needs. `issuedAt` is the date inside the PDF, taken from data; `act` null means
 * proposal. `signatory` is who will sign on paper or digitally; `verb` is what an act disposes with; `words` are the
 * network's own.
 */
export const documentBase = {
  documentId: text,
  issuedAt: instant,
  act: actReference.nullable(),
  lead: letterhead,
  network: text,
  cycle: z.strictObject({ code: text, title: text }),
  responsible: signatory,
  signatory,
  verb: text.nullable(),
  words: z.strictObject({ committee: text, fundedBy: text, region: text }),
}

/** Name and tax code of a body. */
export const bodyReference = z.strictObject({ name: text, taxCode: text })

/** A rule or a value together with the act it comes from. */
export const sourced = z.strictObject({ text, source: text })

/** Amount of one year. */
export const yearAmount = z.strictObject({ year: z.int(), amountCents: cents })

/** Committee or network meeting (art. 4, 7). */
export const audience = z.enum(['COMMITTEE', 'NETWORK'])

/** Present, against and in favour; who abstains is present (art. 7). */
export const voteCount = z.strictObject({
  present: z.int().nonnegative(),
  inFavour: z.int().nonnegative(),
  against: z.int().nonnegative(),
  abstained: z.int().nonnegative(),
})
