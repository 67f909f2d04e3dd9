import { readFileSync } from 'node:fs'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { callConfigurationSchema } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

const TEMPLATE = new URL('./call-configuration.json', import.meta.url)
const OPENS_AFTER_DAYS = 10
const OPEN_DAYS = 30

/** The demo call's file: real figures where a source gives them, "inventato (demo)" elsewhere. */
export const demoCallConfiguration = (now: Date, firstYear: number): CallConfiguration =>
  callConfiguration(TEMPLATE, now, firstYear)

/** A call's file, the demo's or another network's, with its window moved after `now` and its years counted from `firstYear`. Throws Error when the file
 * contradicts itself. */
export function callConfiguration(template: URL, now: Date, firstYear: number): CallConfiguration {
  const file = callConfigurationSchema.parse(JSON.parse(readFileSync(template, 'utf8')))
  const opensOn = addDays(localDateOf(now), OPENS_AFTER_DAYS)
  const years = file.years.value.map((_, index) => firstYear + index)
  const window = file.window.value
  const read = readCallConfiguration({
    ...file,
    window: {
      ...file.window,
      value: {
        ...window,
        opens: { ...window.opens, date: opensOn },
        closes: { ...window.closes, date: addDays(opensOn, OPEN_DAYS) },
      },
    },
    years: { ...file.years, value: years },
    allocation: {
      ...file.allocation,
      years: file.allocation.years.map((one, index) => ({ ...one, year: firstYear + index })),
    },
  })
  if (!read.ok) throw new Error(`the call contradicts itself: ${JSON.stringify(read.problems)}`)
  return read.value
}
