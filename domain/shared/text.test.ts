import { describe, expect, it } from '@jest/globals'
import { parseWith } from './problem.ts'
import { plainText } from './text.ts'

const NUL = String.fromCharCode(0)

describe('text typed by people', () => {
  it.each([
    ['trims what surrounds it', '  Progetto ', 'Progetto'],
    ['keeps characters outside the basic plane', 'Età 👵🏽', 'Età 👵🏽'],
  ])('%s', (_name, text, read) => {
    expect(parseWith(plainText({ max: 20 }), text)).toEqual({ ok: true, value: read })
  })

  it.each([
    ['NUL', `a${NUL}b`, 'U+0000) alla posizione 2'],
    ['an escape character', 'a\u001b[31m', 'U+001B'],
    ['a control character of the second block', 'a\u0085b', 'U+0085'],
    ['a code that is no character', 'a\ufffe', 'U+FFFE) alla posizione 2'],
    ['a code beyond the basic plane that is none', 'a\u{1ffff}', 'U+1FFFF'],
    ['a lone surrogate', 'a\ud800', 'surrogato isolato'],
    ['a line end where one line is asked for', 'a\nb', 'U+000A'],
    ['nothing but spaces', '   ', 'obbligatorio'],
    ['a text that is too long', 'x'.repeat(21), 'al massimo 20'],
  ])('refuses %s and says in Italian what is wrong', (_name, text, message) => {
    const result = parseWith(plainText({ max: 20 }), text)
    expect(result.ok ? '' : result.problems[0]?.message).toContain(message)
  })

  it('keeps line ends and tabs in a text of several lines', () => {
    const text = 'Primo\r\n\tSecondo'
    expect(parseWith(plainText({ max: 20, multiline: true }), text)).toEqual({ ok: true, value: text })
  })

  it('says in Italian that a field is of the wrong type', () => {
    const result = parseWith(plainText({ max: 20 }), 7)
    expect(result.ok ? '' : result.problems[0]?.message).toBe('Di tipo sbagliato: serve un testo.')
  })
})
