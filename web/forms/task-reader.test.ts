import { describe, expect, it } from '@jest/globals'
import { formOf } from './form-schema.ts'
import { readTaskForm } from './task-reader.ts'
import { taskFormView } from './task-view.ts'

describe('the form of an approval', () => {
  it.each([
    ['record-act', 'proposalSha256'],
    ['sign-minutes', 'minutesSha256'],
  ])('%s sends the hash of what was shown, whatever stands there by now (art. 7, 8)', (id, path) => {
    const form = formOf(id)
    const shown = taskFormView(form, { [path]: 'as it was read' }, null)
    expect(shown).toContainEqual(expect.objectContaining({ kind: 'hidden', path, value: 'as it was read' }))
    const { body } = readTaskForm(form, { [path]: 'made anew' }, { [path]: 'as it was read' })
    expect(body[path]).toBe('as it was read')
  })
})
