import { readFileSync } from 'node:fs'
import { z } from 'zod'

const code = z.string().min(1)
const euro = z.int().positive()

const allianceSchema = z.strictObject({
  lead: code,
  title: z.string().min(1),
  areaId: code,
  summary: z.string().min(1),
  partners: z.array(code),
  adherents: z.array(code),
  costEuro: euro,
  requestEuro: euro,
  /** The result promised for each indicator of the call. */
  expected: z.record(code, z.int().nonnegative()),
  /** Kinds of attachments that it lacks. */
  lacks: z.array(code),
})
const alliancesSchema = z.tuple([allianceSchema]).rest(allianceSchema)

/** A made-up application: who leads, who takes part, by the codes of a network's document; cost and request in euro. */
export type Alliance = z.infer<typeof allianceSchema>

/** Reads a file of made-up applications, in the order in which they arrive. Throws ZodError when it is none. */
export function readAlliances(file: URL): z.infer<typeof alliancesSchema> {
  return alliancesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** The demo's eight applications; titles after real projects of Lombard networks. Any ranking of the first seven leaves five
 * funded, one cut by the budget line and one admitted without money. */
export const demoAlliances = readAlliances(new URL('./alliances.json', import.meta.url))
