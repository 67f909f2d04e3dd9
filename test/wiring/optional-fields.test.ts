import { describe, expect, it } from '@jest/globals'
import { tasks } from '../../tasks/registry.ts'
import { formOf } from '../../web/forms/form-schema.ts'
import type { Component } from '../../web/forms/form-schema.ts'
import { readTaskForm } from '../../web/forms/task-reader.ts'

const mayStayEmpty = ({ key, validate, conditional }: Component): boolean =>
  key !== undefined && validate?.required !== true && conditional === undefined

describe('a form that is sent without what it leaves to choice', () => {
  it.each(tasks.map(({ form, input }) => ({ form, input })))(
    'is not refused for that: $form',
    ({ form, input }) => {
      const parts = formOf(form).filter(({ type }) => type !== 'expression')
      const { body, problems } = readTaskForm(parts, {}, {})
      const faults = [
        ...problems.map(({ path }) => path),
        ...(input.safeParse(body).error?.issues ?? []).map(({ path }) => path.join('.')),
      ]
      const free = parts.filter(mayStayEmpty).map(({ key }) => key)
      expect(faults.filter((path) => free.includes(path))).toEqual([])
    },
  )
})
