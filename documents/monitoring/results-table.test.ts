import { describe, expect, it } from '@jest/globals'
import { shareText } from './results-table.ts'

describe('results of projects (art. 6, 8)', () => {
  it('are compared with what was expected, with nothing expected shown as no share', () => {
    expect(shareText(150, 120)).toBe('125,00 %')
    expect(shareText(20, 110)).toBe('18,18 %')
    expect(shareText(5, 0)).toBe('')
  })
})
