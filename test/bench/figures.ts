/** One figure of the bench and what it must be; `detail` says what it comes from. */
export interface Figure {
  name: string
  label: string
  value: number
  unit: '' | 'ms' | 's' | '×' | 'MB'
  limit: { atMost: number } | { atLeast: number } | null
  detail: string
}

const LABEL_WIDTH = 68
const VALUE_WIDTH = 12
const DETAIL_WIDTH = 46

/** The line of a figure, in columns. */
export function describe({ label, value, unit, limit, detail }: Figure): string {
  const written = `${value.toFixed(digitsOf(unit))}${unit === '' ? '' : ` ${unit}`}`
  const columns = label.padEnd(LABEL_WIDTH) + written.padEnd(VALUE_WIDTH) + detail.padEnd(DETAIL_WIDTH)
  return `${columns}${limitOf(limit)}`.trimEnd()
}

const digitsOf = (unit: Figure['unit']): number => (unit === 'ms' ? 1 : unit === 's' ? 3 : 2)

function limitOf(limit: Figure['limit']): string {
  if (limit === null) return ''
  return 'atMost' in limit ? `limit ≤ ${limit.atMost}` : `limit ≥ ${limit.atLeast}`
}

/** True of a figure that is not what it must be. */
export function isBeyond({ value, limit }: Figure): boolean {
  if (limit === null) return false
  return 'atMost' in limit ? !(value <= limit.atMost) : !(value >= limit.atLeast)
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
