import { z } from 'zod'

const LINE_CONTROLS = new Set(['\n', '\r', '\t'])
const CONTROL = /[\p{Cc}\p{Noncharacter_Code_Point}]/gu

/* Sizes of a text field: characters after trimming; `min` is 1 unless given, `multiline` allows line ends and tabs. */
type TextRule = { max: number; min?: number; multiline?: boolean }

function badControl(text: string, multiline: boolean): RegExpExecArray | undefined {
  return [...text.matchAll(CONTROL)].find((match) => !(multiline && LINE_CONTROLS.has(match[0])))
}

function textFault(text: string, multiline: boolean): string | null {
  if (!text.isWellFormed())
    return 'Il testo contiene mezzo carattere Unicode (surrogato isolato): va riscritto.'
  const control = badControl(text, multiline)
  if (control === undefined) return null
  const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `Il testo contiene un carattere non ammesso (U+${code}) alla posizione ${control.index + 1}: va tolto.`
}

/** Schema of a text typed by people: trimmed, within its sizes, without NUL, other control characters, codes that are
 * no characters (U+FFFE) or halves of Unicode characters, which PostgreSQL, PDF and XML refuse. */
export function plainText(rule: TextRule) {
  const min = rule.min ?? 1
  const minText =
    min === 1 ? 'Il testo manca: è obbligatorio.' : `Il testo è troppo corto: almeno ${min} caratteri.`
  return z
    .string()
    .trim()
    .min(min, minText)
    .max(rule.max, `Il testo è troppo lungo: al massimo ${rule.max} caratteri.`)
    .superRefine((text, context) => {
      const message = textFault(text, rule.multiline === true)
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
}
