import { z } from 'zod'

/* Sizes of a text field: characters after trimming; `min` is 1 unless given, `multiline` allows line ends and tabs. */
type TextRule = { max: number; min?: number; multiline?: boolean }

const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const LIGATURE = /[\ufb00-\ufb06]/g

/** The ranges of characters that the papers' typeface draws in all its faces, and that a text may hold beside spaces: Latin with
 * the marks of Europe's languages and of Vietnamese, Greek, Cyrillic of the larger alphabets, punctuation, signs of money and
 * of arithmetic. The test of `reports/render-document.ts` draws each of them. */
export const drawnCharacters = [
  String.raw`\u0300-\u033f\x21-\x7e\u00a1-\u00ac\u00ae-\u017f\u01a0-\u01a1\u01af-\u01b0\u01cd-\u01e3\u0218-\u021b\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9`,
  String.raw`\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0401\u0403-\u0451`,
  String.raw`\u2010-\u2027\u2030-\u2037\u2039-\u203e\u2044\u2070\u2074-\u208e\u20ac\u2116\u2122\u2153-\u215e`,
  String.raw`\u2190-\u2195\u2212\u221a\u221e\u2248\u2260\u2264-\u2265\u25a0-\u25a1\u25cf`,
].join('')
const NOT_DRAWN = new RegExp(`[^\\s${drawnCharacters}]`, 'gu')

/** Drops what nobody sees in a code that is copied, spaces too, and writes its letters in the one plain form: full-width digits
 * and small letters become digits and capitals. */
export const compactCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toUpperCase()

/* One form for what looks the same: accents put together, ligatures taken apart, each odd space a space, nothing unseen. */
function folded(text: string, multiline: boolean): string {
  const lines = text
    .normalize('NFC')
    .replace(LIGATURE, (letter) => letter.normalize('NFKC'))
    .replace(LINE_END, '\n')
    .replace(/\p{Zs}/gu, ' ')
  return (multiline ? lines : lines.replace(/[\n\t]/g, ' ')).replace(INVISIBLE, '')
}

function textFault(text: string): string | null {
  if (!text.isWellFormed())
    return 'Il testo contiene mezzo carattere Unicode (surrogato isolato): va riscritto.'
  const found = [...text.matchAll(NOT_DRAWN)][0]
  if (found === undefined) return null
  const at = `alla posizione ${found.index + 1}`
  if (found[0] === '\ufffd')
    return `Il testo ha perso una lettera (\ufffd) ${at}, in un passaggio da una codifica a un’altra: riscrivila.`
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `Il testo contiene «${found[0]}» (U+${code}) ${at}, che i documenti non sanno scrivere: toglilo, o scrivilo in lettere.`
}

/** Schema of a text typed by people: in one form (Unicode NFC, plain spaces, no ligatures, nothing invisible), trimmed and within its
 * sizes. Refused is what papers cannot draw, letters that an encoding lost, and halves of Unicode characters. */
export function plainText(rule: TextRule) {
  const min = rule.min ?? 1
  const minText =
    min === 1 ? 'Il testo manca: è obbligatorio.' : `Il testo è troppo corto: almeno ${min} caratteri.`
  return z
    .string()
    .overwrite((text) => folded(text, rule.multiline === true))
    .trim()
    .min(min, minText)
    .max(rule.max, `Il testo è troppo lungo: al massimo ${rule.max} caratteri.`)
    .superRefine((text, context) => {
      const message = textFault(text)
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
}
