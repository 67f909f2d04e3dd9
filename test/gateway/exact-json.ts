/* Keys of later partitions are above 2^53: as numbers they are written and read by their digits. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown }

/** A key as Camunda 8.6 writes it: a number, whole. */
export const exactNumber = (key: string): unknown => rawJSON(key)

/** Reads JSON; a whole number that fits no double comes as a big integer. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_name: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? BigInt(context?.source ?? value)
      : value,
  )
}
