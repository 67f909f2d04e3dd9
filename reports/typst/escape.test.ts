import { describe, expect, it } from '@jest/globals'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import fc from 'fast-check'
import { typstString, typstText } from './escape.ts'

const compiler = NodeCompiler.create({ workspace: import.meta.dirname })

function shown(source: string): unknown {
  const [found] = compiler.query(
    { mainFileContent: `#metadata([${source}]) <probe>` },
    { selector: '<probe>' },
  ) as {
    value: { text?: string }
  }[]
  return found?.value.text
}

describe('text put into a document', () => {
  const hostile = [
    '#eval("1 + 1")',
    '#read("/etc/passwd")',
    '*grassetto* _corsivo_ `raw` $x^2$',
    '@riferimento <etichetta> ~ -- --- ...',
    'virgolette " e barra \\ e \\" insieme',
    '"; #panic("x"); "',
    '// commento /* e */ = titolo',
    '] [ ) ( } { ; , #let x = 1',
    '\\u{1F600} {{t this}} {{{x}}}',
  ]

  it.each(hostile)('is shown as it is and never read as Typst: %s', (value) => {
    expect(shown(typstText(value))).toBe(value)
  })

  it('ends its expression, whatever follows', () => {
    const source = `${typstText('a')}(b)[c].len`
    expect(() => compiler.pdf({ mainFileContent: source })).not.toThrow()
  })

  it('never breaks a document, for any text', () => {
    const document =
      '#set document(title: "t", date: datetime(year: 2027, month: 1, day: 1))\n#set text(font: "Libertinus Serif", fallback: false)\n'
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
        compiler.pdf({ mainFileContent: `${document}x ${typstText(value)} y` }, { pdfStandard: 'a-2a' })
      }),
      { numRuns: 300 },
    )
  })

  it('shows □ for what the embedded font cannot draw and drops control characters', () => {
    expect(typstString('a\u0000b\u202e😀漢 č €')).toBe('"ab□□ č €"')
  })

  it('draws every character that it lets through', () => {
    const all = Array.from({ length: 0x2265 }, (_, code) => String.fromCodePoint(code)).join(' ')
    const source = `#set text(font: "Libertinus Serif", fallback: false)\n#set document(title: "t", date: datetime(year: 2027, month: 1, day: 1))\n`
    expect(() =>
      compiler.pdf({ mainFileContent: source + typstText(all) }, { pdfStandard: 'a-2a' }),
    ).not.toThrow()
  })
})
