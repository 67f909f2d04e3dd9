import { describe, expect, it } from '@jest/globals'
import { parseWith } from './problem.ts'
import { plainText } from './text.ts'

describe('text typed by people', () => {
  it.each([
    ['trims what surrounds it', '  Progetto ', 'Progetto'],
    ['puts accents together (NFC)', 'Cite\u0300', 'Citè'],
    ['takes ligatures apart', 'of\ufb01cina e\ufb03cace', 'officina efficace'],
    ['makes each odd space a space', 'a\u00a0b\u202fc\u3000d', 'a b c d'],
    ['drops what nobody sees', 'So\u00adcie\u200bt\u00e0\u202e\ufeff', 'Società'],
    ['drops controls', 'a\u001b[31m\u0085b', 'a[31m b'],
    ['makes a line end a space where one line is asked for', 'a\r\nb\tc', 'a b c'],
    ['keeps what papers draw', '«L’età» – ≥ ½ € čőΩЖ', '«L’età» – ≥ ½ € čőΩЖ'],
  ])('%s', (_name, text, read) => {
    expect(parseWith(plainText({ max: 20 }), text)).toEqual({ ok: true, value: read })
  })

  it.each([
    ['a code that is no character', 'a\ufffe', 'U+FFFE) alla posizione 2'],
    ['a letter that an encoding lost', 'Societ\ufffd', 'ha perso una lettera (\ufffd) alla posizione 7'],
    ['what papers do not draw', 'Età 👵', '«👵» (U+1F475) alla posizione 5'],
    ['a bullet of a typeface of symbols', '\uf0b7 uno', 'U+F0B7'],
    ['letters of another writing', '中文', '«中»'],
    ['a code beyond the basic plane that is none', 'a\u{1ffff}', 'U+1FFFF'],
    ['a lone surrogate', 'a\ud800', 'surrogato isolato'],
    ['nothing but spaces', '   ', 'obbligatorio'],
    ['nothing that anybody sees', '\u200b\u2060\u00ad \u3164', 'obbligatorio'],
    ['a text that is too long', 'x'.repeat(21), 'al massimo 20'],
  ])('refuses %s and says in Italian what is wrong', (_name, text, message) => {
    const result = parseWith(plainText({ max: 20 }), text)
    expect(result.ok ? '' : result.problems[0]?.message).toContain(message)
  })

  it('keeps line ends and tabs in a text of several lines', () => {
    const read = parseWith(plainText({ max: 20, multiline: true }), 'Primo\r\n\tSecondo')
    expect(read).toEqual({ ok: true, value: 'Primo\n\tSecondo' })
  })

  it('says in Italian that a field is of the wrong type', () => {
    const result = parseWith(plainText({ max: 20 }), 7)
    expect(result.ok ? '' : result.problems[0]?.message).toBe('Di tipo sbagliato: serve un testo.')
  })
})
