import { z } from 'zod'

/** Component types of form-js that the linked forms may use: the simple ones, which 8.6 and later draw alike. */
const inputTypes = [
  'textfield',
  'textarea',
  'number',
  'datetime',
  'checkbox',
  'checklist',
  'radio',
  'select',
  'taglist',
] as const
const layoutTypes = ['html', 'separator', 'spacer', 'table', 'expression'] as const

const layout = { id: z.string().min(1), layout: z.looseObject({}).optional() }
const input = z.looseObject({
  ...layout,
  type: z.enum(inputTypes),
  key: z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'a key is a path of names'),
  label: z.string().min(1, 'an input has a label'),
})
const plain = z.looseObject({ ...layout, type: z.enum(layoutTypes) })
const container = {
  ...layout,
  path: z.string().optional(),
  components: z.array(z.lazy(() => component)),
}
const group = z.looseObject({ ...container, type: z.literal('group') })
/* A list that folds after its fifth row hides fields that people must fill. */
const list = z.looseObject({
  ...container,
  type: z.literal('dynamiclist'),
  disableCollapse: z.literal(true, 'a list shows all its rows'),
})
const component: z.ZodType<FormComponent> = z.discriminatedUnion('type', [group, list, input, plain])

type FormComponent = {
  id: string
  type: string
  key?: string | undefined
  path?: string | undefined
  components?: FormComponent[] | undefined
}

const form = z.looseObject({
  id: z.string(),
  type: z.literal('default'),
  schemaVersion: z.int().positive(),
  executionPlatform: z.literal('Camunda Cloud'),
  executionPlatformVersion: z.literal('8.6.0'),
  components: z.array(component),
})

function parts(components: FormComponent[], path = ''): { ids: string[]; keys: string[] } {
  const nested = components.map((part) => {
    const inner = parts(part.components ?? [], part.path ? `${path}${part.path}.` : path)
    return { ids: [part.id, ...inner.ids], keys: [...(part.key ? [path + part.key] : []), ...inner.keys] }
  })
  return { ids: nested.flatMap((each) => each.ids), keys: nested.flatMap((each) => each.keys) }
}

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index)

/** Findings of one linked form (file name = form id); none when it is sound for Camunda 8.6. */
export function checkForm(formId: string, content: unknown): string[] {
  const parsed = form.safeParse(content)
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const { ids, keys } = parts(parsed.data.components)
  return [
    ...(parsed.data.id === formId ? [] : [`id is "${parsed.data.id}", not "${formId}"`]),
    ...repeated(ids).map((id) => `component id "${id}" is used twice`),
    ...repeated(keys).map((key) => `key "${key}" is used twice`),
  ]
}
