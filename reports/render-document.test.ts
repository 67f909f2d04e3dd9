import { describe, expect, it } from '@jest/globals'
import { drawnCharacters } from '../domain/shared/text.ts'
import type { DocumentKind } from './documents/index.ts'
import { samples } from '../test/samples/documents.ts'
import { renderDocument } from './render-document.ts'

const kinds = Object.keys(samples) as DocumentKind[]
const render = (kind: DocumentKind, viewModel: unknown): Promise<Buffer> =>
  renderDocument(kind, viewModel as never)
const codes = /^[A-Z_]+$|^[0-9a-f]{64}$|^\d{4}-\d\d-\d\d|^\d+(\.\d+)?$/

const HOSTILE = '#eval("x") *"\\" @a $b$ ] <c>'
const drawn = new RegExp(`[${drawnCharacters}]`, 'u')
const EVERY = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code))
  .filter((character) => drawn.test(character))
  .join(' ')

function withTexts(value: unknown, added: string): unknown {
  if (typeof value === 'string') return codes.test(value) ? value : `${value} ${added}`
  if (Array.isArray(value)) return value.map((inner: unknown) => withTexts(inner, added))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner, added)]))
}

describe('renderDocument', () => {
  it.each(kinds)(
    'gives a tagged PDF/A-2a in Italian with its title and the date of its data: %s',
    async (kind) => {
      const pdf = (await render(kind, samples[kind])).toString('latin1')
      expect(pdf).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>')
      expect(pdf).toContain('/Lang (it-IT)')
      expect(pdf).toMatch(/\/Marked true/)
      expect(pdf).toContain('/CreationDate (D:20270312091500Z)')
      expect(pdf).toMatch(/\/Title \(/)
    },
  )

  it.each(kinds)('gives the same bytes for the same view model: %s', async (kind) => {
    const first = await render(kind, samples[kind])
    expect(first.equals(await render(kind, structuredClone(samples[kind])))).toBe(true)
  })

  it.each(kinds)('prints hostile texts as texts: %s', async (kind) => {
    await expect(render(kind, withTexts(samples[kind], HOSTILE))).resolves.toBeInstanceOf(Buffer)
  })

  it('draws every character that a text may hold, in each face', async () => {
    expect(EVERY.length).toBeGreaterThan(1500)
    const every = withTexts(samples.convocation, EVERY)
    await expect(render('convocation', every)).resolves.toBeInstanceOf(Buffer)
  })

  it.each(kinds)('renders the adopted act with its number, date and organ: %s', async (kind) => {
    const act = {
      type: 'Determinazione',
      number: '12',
      adoptedOn: '2027-03-15',
      organ: 'Deliberazione del Direttore Generale',
    }
    await expect(render(kind, { ...samples[kind], act })).resolves.toBeInstanceOf(Buffer)
  })

  it('refuses a view model with a field that it does not know, or an amount that is not integer cents', async () => {
    await expect(render('convocation', { ...samples.convocation, extra: 1 })).rejects.toThrow('extra')
    await expect(render('liquidation-act', { ...samples['liquidation-act'], netCents: 1.5 })).rejects.toThrow(
      'netCents',
    )
  })
})
