import { callFields } from '../../words/call-fields.ts'
import { pathOf, sourcePathOf, valueAt } from '../../domain/call/call-draft.ts'
import type { CallItem, CallPart } from '../../domain/call/call-draft.ts'
import { fieldName } from '../../web/forms/form-state.ts'
import { shownValue } from '../../web/call-part-values.ts'

/** What a person types into the fields of a part to write the same as a configuration, by the names of the fields. */
export function typedCallPart(part: CallPart, configuration: unknown): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  for (const item of callFields[part].items) Object.assign(typed, typedItem(item, configuration))
  return typed
}

function typedItem(item: CallItem, configuration: unknown): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  const put = (path: string, value: unknown) => (typed[fieldName(path)] = value ?? '')
  const list = item.form === 'ROWS' ? (valueAt(configuration, item.path) as unknown[]) : [null]
  for (const index of list.keys()) {
    const row = item.form === 'ROWS' ? index : undefined
    for (const field of item.fields) {
      const path = pathOf(item, field, row)
      put(path, shownValue(field, valueAt(configuration, path)))
    }
    if (item.form === 'PLAIN') continue
    for (const key of ['act', 'article', 'version']) {
      const path = `${sourcePathOf(item, row)}.${key}`
      put(path, valueAt(configuration, path))
    }
  }
  return typed
}
