import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { evaluate } from '@bpmn-io/feelin'

const FOLDER = join(import.meta.dirname, '../../bpmn/forms')

interface Choice {
  value: unknown
  label: string
}

/** A part of a deployed form, as far as the models' forms use it (`bpmn/check-form.ts` holds which). */
export interface Component {
  id: string
  type: string
  key?: string
  path?: string
  label?: string
  description?: string
  content?: string
  dataSource?: string
  columns?: readonly { key: string; label: string }[]
  values?: readonly Choice[]
  valuesKey?: string
  valuesExpression?: string
  validate?: { required?: boolean; maxLength?: number; min?: number; pattern?: string }
  conditional?: { hide: string }
  expression?: string
  decimalDigits?: number
  allowAddRemove?: boolean
  defaultRepetitions?: number
  components?: readonly Component[]
  /** Of sixteen columns, how many it takes of its line; a line to itself where it says none. */
  layout?: { columns?: number }
}
export type Values = Readonly<Record<string, unknown>>

/** What a form's expressions see: its data and what was typed, and the row that they stand in. */
export interface Scope {
  root: Values
  row: Values | null
}

const forms = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.form'))
    .map((file) => [
      basename(file, '.form'),
      (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { components: readonly Component[] })
        .components,
    ]),
)

/** The parts of a deployed form. Throws TypeError for a form that is not there. */
export function formOf(id: string): readonly Component[] {
  const form = forms.get(id)
  if (form === undefined) throw new TypeError(`no form ${id}`)
  return form
}

/** What an expression of a form gives, as form-js evaluates it. */
export function valueOf(expression: string, scope: Scope): unknown {
  const asked = expression.replace(/^=/, '').trim()
  const { root, row } = scope
  return (
    (PATH.test(asked) ? valueAt(asked.split('.'), scope) : undefined) ??
    evaluate(asked, { ...root, ...row, this: row ?? root }).value
  )
}

const PATH = /^[a-z]\w*(\.[a-z]\w*)*$/i

/* Most are a name or a path to what is there, for which nothing has to be parsed: on a long form that was half of its cost. */
function valueAt([first = '', ...rest]: readonly string[], { root, row }: Scope): unknown {
  const place = row !== null && Object.hasOwn(row, first) ? row : root
  return rest.reduce<unknown>(ownValue, first === 'this' ? (row ?? root) : ownValue(place, first))
}

const ownValue = (of: unknown, name: string): unknown =>
  isPlain(of) && Object.hasOwn(of, name) ? of[name] : undefined

const isPlain = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text of a form with its values filled in, each escaped. */
export const filledIn = (content: string, scope: Scope, escape: (text: string) => string): string =>
  content.replaceAll(/\{\{(.+?)\}\}/g, (_, expression: string) => {
    const value = valueOf(expression, scope)
    return typeof value === 'string' || typeof value === 'number' ? escape(String(value)) : ''
  })

/** What can be chosen in a field. */
export function choicesOf(
  { values, valuesKey, valuesExpression }: Component,
  scope: Scope,
): readonly Choice[] {
  if (values !== undefined) return values
  const found = valuesKey === undefined ? valueOf(valuesExpression ?? '=[]', scope) : scope.root[valuesKey]
  return Array.isArray(found) ? (found as Choice[]) : []
}

/** True where a condition hides the part. */
export const isHidden = ({ conditional }: Component, scope: Scope): boolean =>
  conditional !== undefined && valueOf(conditional.hide, scope) === true

/** The field on which a part's condition depends: what people choose in it is not known before they send the form. */
export function conditionField(form: readonly Component[], { conditional }: Component): Component | null {
  const named: string[] = (conditional?.hide ?? '').replaceAll(/"[^"]*"/g, '').match(/\w+/g) ?? []
  return form.find(({ key }) => key !== undefined && named.includes(key)) ?? null
}
