import { parsed } from '../../api/parse-request.ts'
import { refuseCrowded } from '../../api/well-formed.ts'
import { applicationSchema } from '../../domain/call/application.ts'
import { nestedFields } from '../../web/forms/nested-fields.ts'
import type { Figure } from './figures.ts'

const MOST_BYTES = 1024 * 1024
const MOST_FIELDS = 30_000
const TIMES = 5

const repeated = (unit: (index: number) => string, times: number, between: string): string =>
  Array.from({ length: times }, (_, index) => unit(index)).join(between)
const readJson = (text: string) => () => {
  refuseCrowded(null, null, Buffer.from(text))
  return parsed(applicationSchema, JSON.parse(text))
}
const readForm = (text: string) => () => nestedFields(text, { most: MOST_FIELDS, depth: 5 })

/* What may come in one request, at the limit of its size, and the shapes that are slow to read. */
const inputs: [what: string, read: () => unknown][] = [
  ['JSON of empty rows', readJson(`{"partners":[${repeated(() => '{}', MOST_BYTES / 3, ',')}]}`)],
  [
    'JSON of 40,000 fields that nobody asked for',
    readJson(`{${repeated((at) => `"k${at}":1`, 40_000, ',')}}`),
  ],
  ['JSON of 70,000', readJson(`{${repeated((at) => `"k${at}":1`, 70_000, ',')}}`)],
  ['JSON of accents apart', readJson(JSON.stringify({ title: 'e\u0301'.repeat(MOST_BYTES / 3) }))],
  [
    'a form of 2,400 rows',
    readForm(repeated((at) => `r[${Math.floor(at / 12)}][f${at % 12}]=1`, 28_800, '&')),
  ],
  ['a form of one name', readForm(repeated(() => 'a=1', MOST_FIELDS, '&'))],
  [
    'a form of rows from the last',
    readForm(repeated((at) => `a[${MOST_FIELDS - at}][b]=1`, MOST_FIELDS, '&')),
  ],
  ['a form of too many fields', readForm('a&'.repeat(2 * MOST_BYTES))],
]

/** The longest that what comes in one request holds everybody while it is read: the processor's time of the thread, which no
 * other program lengthens. Of five times the least counts. */
export function measureInputs(): Promise<Figure[]> {
  return Promise.resolve(
    inputs.map(([what, read]) => ({
      name: `inputs: ${what}`,
      label: `reading ${what} holds everybody`,
      value: Math.min(...Array.from({ length: TIMES }, () => spent(read))),
      unit: 'ms',
      limit: { atMost: 50 },
      detail: 'of the processor',
    })),
  )
}

function spent(read: () => unknown): number {
  const before = process.threadCpuUsage()
  try {
    read()
  } catch {
    /* A refusal is read in the same time. */
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
