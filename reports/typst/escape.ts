const CONTROL = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\ufeff]/gu
const NOT_IN_FONT =
  /[^\t\n\u0020-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]/gu

/**
 * Typst string literal of any text: nothing in it is read as code or markup. Control and direction characters
 * are dropped; a character that the embedded font cannot draw, which PDF/A forbids, becomes a visible □.
 */
export function typstString(value: string): string {
  const drawable = value
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(CONTROL, '')
    .replace(NOT_IN_FONT, '□')
  return `"${drawable.replace(/["\\]/g, '\\$&')}"`
}

/** The same as content in markup; the semicolon ends the expression, whatever follows it. */
export function typstText(value: string): string {
  return `#${typstString(value)};`
}
