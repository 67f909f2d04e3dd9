import { describe, expect, it } from '@jest/globals'
import { documentSchemas } from '../documents/index.ts'
import { compileTemplate, templateOf } from './templates.ts'

describe('a template', () => {
  it.each(['{{name}}', '{{{name}}}', '{{#each rows}}{{this}}{{/each}}', '{{sum rows "a"}}'])(
    'is refused when it prints without a helper that escapes: %s',
    (source) => {
      expect(() => compileTemplate(source)).toThrow('prints without a helper')
    },
  )

  it.each(Object.keys(documentSchemas))('exists for %s and prints everything through helpers', (kind) => {
    expect(() => templateOf(kind)).not.toThrow()
  })

  it('fails when a field is missing, instead of leaving a hole in an act', () => {
    expect(() => compileTemplate('{{t name}}')({})).toThrow('missing')
  })
})
