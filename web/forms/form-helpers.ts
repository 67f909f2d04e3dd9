import Handlebars from 'handlebars'
import type { HelperDeclareSpec, HelperOptions } from 'handlebars'
import type { FieldHome, FieldSpec } from './field-view.ts'
import { fieldView, takesFocus } from './field-view.ts'
import { rowsOf, versionIn } from './fields.ts'
import type { FormState } from './form-state.ts'
import { fieldId, newKey, typedAt } from './form-state.ts'
import { writtenIn } from './sent-form.ts'
import { addTo, removeFrom } from './rows.ts'

const escaped = Handlebars.escapeExpression
const html = (text: string) => new Handlebars.SafeString(text)

/* The row of a list that fields stand in, and what it holds before anybody types. */
interface Row {
  path: string
  values: Readonly<Record<string, unknown>>
}
type Data = { forms: FormState; home?: FieldHome; row?: Row; fixed?: boolean; number?: number }
const dataOf = (options: HelperOptions) => options.data as Data
const within = (options: HelperOptions, given: Partial<Data>): object => ({
  ...(Handlebars.createFrame(options.data) as object),
  ...given,
})

/** What templates call to write forms: `{{#form "comment"}} … {{field "textarea" "text" label="Osservazione"}} … {{/form}}`. */
export function formHelpers(
  renderField: (view: object) => string,
  renderCell: (view: object) => string,
): HelperDeclareSpec {
  return {
    form: formOf,

    /* Whether the form came back: what hides it must open. */
    'sent-back'(name: string, of: string, options: HelperOptions) {
      return isSent(dataOf(options).forms, name, of)
    },

    ...fieldHelpers(renderField, renderCell),

    /* The version that the form changes; one that came back keeps its own, so that nothing newer is overwritten unseen. */
    'version-read'(now: number, options: HelperOptions) {
      const { home } = dataOf(options)
      const typed = home?.mine ? versionIn(home.state.sent?.typed) : undefined
      const version = typeof typed === 'string' ? typed : String(now)
      return html(`<input type="hidden" name="version" value="${escaped(version)}">`)
    },

    'form-rows': rowsOfList,

    /* Where a list of a task's form stands, for what is wrong with it as a whole; the first fault takes the focus. */
    'list-place'(path: string, label: string, options: HelperOptions) {
      const { forms, home } = dataOf(options)
      forms.places.set(path, { id: path, label })
      const isWrong = home?.mine === true && forms.sent?.problems.some((problem) => problem.path === path)
      return isWrong && takesFocus(forms, path) ? html(' autofocus') : ''
    },

    /* The box that confirms what was shown; nothing in a form that needs no confirmation. */
    confirmation(label: string, options: HelperOptions) {
      const { home } = dataOf(options)
      const text = home?.mine ? home.state.sent?.confirmation : null
      if (home === undefined || !text) return ''
      const id = fieldId('confirmed', home.of)
      return html(
        `<div class="field form-check"><input type="checkbox" id="${id}" name="confirmed" value="${escaped(text)}">` +
          `<label for="${id}">${escaped(label)}</label></div>`,
      )
    },
  }
}

function fieldHelpers(
  renderField: (view: object) => string,
  renderCell: (view: object) => string,
): HelperDeclareSpec {
  return {
    field(kind: FieldSpec['kind'], name: string, options: HelperOptions) {
      const { home, row } = dataOf(options)
      if (home === undefined) throw new TypeError(`the field ${name} stands in no form`)
      const path = row === undefined ? name : `${row.path}.${name}`
      const spec = { value: row?.values[name], ...(options.hash as FieldSpec), kind, path }
      return html(renderField(fieldView(spec, home)))
    },

    /* A cell of a grid, which its row and column name. */
    cell(path: string, options: HelperOptions) {
      const { home } = dataOf(options)
      if (home === undefined) throw new TypeError(`the cell ${path} stands in no form`)
      return html(renderCell(fieldView({ ...(options.hash as FieldSpec), kind: 'text', path }, home)))
    },

    /* One of several boxes of one name, which stand apart on the page; a fault of theirs leads to the first. */
    tick(name: string, value: string, options: HelperOptions) {
      const { home } = dataOf(options)
      if (home === undefined) throw new TypeError(`the box ${name} stands in no form`)
      const { label, group, checked } = options.hash as { label: string; group: string; checked: boolean }
      const id = fieldId(name, value)
      const { places, sent } = home.state
      if (!places.has(name)) places.set(name, { id, label: group })
      const typed = home.mine && sent ? typedAt(sent.typed, name) : undefined
      const isTicked = home.mine ? typed === value || rowsOf(typed).includes(value) : checked
      return html(
        `<div class="form-check"><input type="checkbox" id="${id}" name="${escaped(name)}" value="${escaped(value)}"${isTicked ? ' checked' : ''}>` +
          `<label for="${id}">${escaped(label)}</label></div>`,
      )
    },

    /* The same for what a task's form tells. */
    'field-of'(spec: FieldSpec, options: HelperOptions) {
      const { home } = dataOf(options)
      if (home === undefined) throw new TypeError(`the field ${spec.path} stands in no form`)
      return html(renderField(fieldView(spec, home)))
    },
  }
}

interface FormHash {
  /** About which of several things of the page. */
  of?: string
  /** The address that it is sent to, where it is not the page's own. */
  at?: string
  /** True where files are chosen in it. */
  files?: boolean
  /** What else its address asks, so that the page that comes back asks it too. */
  asked?: string
  id?: string
  className?: string
}

/* A form that is sent to its page, under a key of its own: a second press is the same sending. */
function formOf(this: unknown, name: string, options: HelperOptions) {
  const hash: FormHash = options.hash
  const of = hash.of ?? null
  const { forms } = dataOf(options)
  const sent = sentOf(forms, name, hash)
  const home: FieldHome = { state: forms, mine: sent !== null, of }
  const inner = options.fn(this, { data: within(options, { home }) })
  return html(
    `<form novalidate${written(attributesOf(name, hash, forms))}><input type="hidden" name="key" value="${escaped(sent?.key ?? newKey())}">` +
      hidden('session', forms.session) +
      hidden('function', sent === null ? forms.functionId : writtenIn(sent.typed)) +
      `${inner.includes('name="rows"') ? PRESSED_BY_ENTER : ''}${inner}</form>`,
  )
}

const hidden = (name: string, value: string | null): string =>
  value === null ? '' : `<input type="hidden" name="${name}" value="${escaped(value)}">`

const attributesOf = (act: string, hash: FormHash, forms: FormState) => ({
  ...{ method: 'post', action: addressOf(act, hash, forms), class: hash.className ?? 'stacked' },
  id: hash.id ?? null,
  enctype: hash.files ? 'multipart/form-data' : null,
})

function addressOf(act: string, { of, at, asked: more = '' }: FormHash, { path }: FormState): string {
  const told = Object.fromEntries(new URLSearchParams(more))
  const asked = new URLSearchParams({ ...told, act, ...(of === undefined ? {} : { of }) })
  return `${at ?? path}?${asked.toString()}`
}

/* What came back, where the form is of this page. */
function sentOf(forms: FormState, act: string, { of, at = forms.path }: FormHash): FormState['sent'] {
  if (at !== forms.path || !isSent(forms, act, of ?? null)) return null
  forms.isBack = true
  return forms.sent
}

const isSent = ({ sent }: FormState, act: string, of: string | null): boolean =>
  sent?.act === act && sent.of === of

const written = (attributes: Readonly<Record<string, string | null>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escaped(value)}"`))
    .join('')

/* Enter presses a form's first button, which would else take a row away. */
const PRESSED_BY_ENTER =
  '<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>'

/* The rows of a list, each with a button that takes it away but for those that are fixed, and one for a further row; at least
   one row. The first of them knows itself as `@fixed`, each its number as `@number`. */
function rowsOfList(this: unknown, list: string, options: HelperOptions) {
  const { home } = dataOf(options)
  if (home === undefined) throw new TypeError(`the list ${list} stands in no form`)
  const hash = options.hash as { values: readonly Row['values'][]; more: string; fixed?: number }
  const { values, more, fixed = 0 } = hash
  const { sent } = home.state
  const shown = home.mine && sent ? rowsOf(typedAt(sent.typed, list)) : values
  home.state.places.set(list, { id: fieldId(list, home.of), label: more })
  const rows = Array.from({ length: Math.max(1, shown.length) }, (_, index) => {
    const row = { path: `${list}[${index}]`, values: values[index] ?? {} }
    const button = rowButton(removeFrom(list, index), 'Togli', `Togli la riga ${index + 1}`)
    const isFixed = index < fixed
    const inner = options.fn(this, { data: within(options, { row, fixed: isFixed, number: index + 1 }) })
    const removable = !isFixed && shown.length > 1
    return `<div class="row-of-list">${inner}${removable ? button : ''}</div>`
  })
  return html(`${rows.join('')}${rowButton(addTo(list), more, more)}`)
}

const rowButton = (value: string, text: string, label: string): string =>
  `<button type="submit" name="rows" value="${escaped(value)}" class="btn btn-outline-primary btn-xs"` +
  ` aria-label="${escaped(label)}">${escaped(text)}</button>`
