import { describe, expect, it } from '@jest/globals'
import { BusinessError } from '../domain/shared/errors.ts'
import { refusalText } from '../words/refusals.ts'
import { inspectFile, wrongContent } from './uploaded-file.ts'

const toldOf = (error: unknown): string =>
  error instanceof BusinessError ? refusalText(error.code, error.facts) : String(error)
const inspect = (content: string, fileName: string) =>
  inspectFile(Buffer.from(content), { fileName, mediaType: '' })

describe('the refusal of a file', () => {
  it.each([
    ['{}', 'a.pdf', 'Il file «a.pdf» contiene JSON: il nome o il tipo del file dicono altro.'],
    [
      'ciao',
      'b.txt',
      'Il file «b.txt» contiene un formato che non si riconosce: sono accettati PDF, P7M, XML, JSON.',
    ],
  ])('says what was found and what is accepted', async (content, fileName, sentence) => {
    expect(toldOf(await inspect(content, fileName).catch((error: unknown) => error))).toContain(sentence)
  })

  it('says what the task accepts, when the file is sound but another', () => {
    expect(toldOf(wrongContent({ fileName: 'c.xml', content: 'xml' }, ['pdf', 'p7m']))).toContain(
      'Il file «c.xml» contiene XML: sono accettati PDF, P7M.',
    )
  })
})
