import { describe, expect, it } from '@jest/globals'
import { checkForm } from './check-form.ts'

const note = { id: 'Field_Note', type: 'textarea', key: 'note', label: 'Nota' }
const list = {
  id: 'Scores',
  type: 'dynamiclist',
  path: 'scores',
  disableCollapse: true,
  components: [{ ...note, id: 'Reason' }],
}
const formOf = (...components: object[]) => ({
  id: 'record-act',
  type: 'default',
  schemaVersion: 17,
  executionPlatform: 'Camunda Cloud',
  executionPlatformVersion: '8.6.0',
  components,
})

describe('checkForm', () => {
  it('finds nothing in a sound form with a dynamic list', () => {
    expect(checkForm('record-act', formOf(note, list))).toEqual([])
  })

  it('finds a list that folds and so hides rows to fill', () => {
    expect(checkForm('record-act', formOf({ ...list, disableCollapse: false }))).toEqual([
      'components.0.disableCollapse: a list shows all its rows',
    ])
  })

  it('finds a key and a component id used twice', () => {
    expect(checkForm('record-act', formOf(note, note))).toEqual([
      'component id "Field_Note" is used twice',
      'key "note" is used twice',
    ])
  })

  it('finds an id that is not the file name', () => {
    expect(checkForm('record-cup', formOf(note))).toEqual(['id is "record-act", not "record-cup"'])
  })

  it('finds a text view, whose Markdown people could fill: an html view escapes values', () => {
    const text = { id: 'Text_Project', type: 'text', text: 'Progetto' }
    const html = { id: 'Text_Project', type: 'html', content: '<p>{{title}}</p>' }
    expect(checkForm('record-act', formOf(note, text))).toHaveLength(1)
    expect(checkForm('record-act', formOf(note, html))).toEqual([])
  })

  it('finds an unknown component, an input without label and another platform version', () => {
    const form = {
      ...formOf({ ...note, label: '' }, { id: 'X', type: 'iframe' }),
      executionPlatformVersion: '8.9.0',
    }
    expect(checkForm('record-act', form)).toHaveLength(3)
  })
})
