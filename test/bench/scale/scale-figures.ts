import type { Figure } from '../figures.ts'
import type { Cost } from './answers.ts'
import type { SeededStep } from './seed.ts'
import type { Kind } from './walk.ts'

const MOST_SEED_SECONDS = 600
const MOST_ANSWER_SECONDS = 1
const MOST_GROWTH = 1.5
const MOST_TIMES: Readonly<Record<Kind, number | null>> = { LIST: 5, POLL: 5, SINGLE: 15, SEAL: null }

/** What an address cost a person, beside the bare page. */
export interface Asked extends Cost {
  route: string
  /** The one of the route's addresses that costs the person most. */
  path: string
  who: string
  kind: Kind
}

/* Ids of the seed say their kind and their number. */
const shortened = (path: string): string => path.replaceAll(/0([A-Z]{3})0*(\d+)/g, '$1$2')
const labelOf = ({ kind, path, who }: Asked): string =>
  `${kind.toLowerCase().padEnd(7)}${shortened(path)} · ${who}`
const nameOf = ({ route, who }: Asked): string => `scale ${route} ${who}`

/** How long the seed took. */
export const seedFigure = (steps: readonly SeededStep[]): Figure => ({
  ...{ name: 'scale-seed', label: 'seed of a hundred times a real network', unit: 's' },
  value: steps.reduce((sum, { seconds }) => sum + seconds, 0),
  limit: { atMost: MOST_SEED_SECONDS },
  detail: `${steps.reduce((sum, { rows }) => sum + rows, 0)} rows written`,
})

/** Processor time of an answer. */
export function costFigure(asked: Asked): Figure {
  const { cpuMs, baseMs, wallMs, bytes, samples, times, kind } = asked
  const most = MOST_TIMES[kind]
  return {
    ...{ name: nameOf(asked), label: labelOf(asked), value: times, unit: '×' },
    limit: most === null ? null : { atMost: most },
    detail: `${cpuMs.toFixed(1)} of ${baseMs.toFixed(1)} ms, wall ${wallMs.toFixed(0)} ms, ${(bytes / 1_024).toFixed(0)} kB, ${samples}`,
  }
}

/** What ten times the rows cost: of each list, page of a list and poll for whom it grew most. */
export function growthFigures(tenth: readonly Asked[], whole: readonly Asked[]): Figure[] {
  const before = new Map(tenth.map((one) => [nameOf(one), one.times]))
  const grown = whole
    .filter(({ kind }) => kind === 'LIST' || kind === 'POLL')
    .map((asked) => ({ asked, growth: asked.times / (before.get(nameOf(asked)) ?? Number.NaN) }))
  return [...Map.groupBy(grown, ({ asked }) => asked.route).values()].map((same) => {
    const { asked, growth } = same.reduce((worst, one) => (one.growth > worst.growth ? one : worst))
    return {
      ...{
        name: `growth ${nameOf(asked)}`,
        label: `ten times the rows: ${shortened(asked.path)} · ${asked.who}`,
      },
      ...{ value: growth, unit: '×', limit: { atMost: MOST_GROWTH }, detail: 'for whom it grew most' },
    }
  })
}

/** The slowest answer of all, and how many were none. */
export function answerFigures(asked: readonly Asked[]): Figure[] {
  const slowest = asked.reduce((worst, one) => (one.worstMs > worst.worstMs ? one : worst))
  const failed = asked.filter(({ status }) => status >= 500)
  return [
    {
      ...{ name: 'scale-slowest', label: `slowest answer: ${shortened(slowest.path)} · ${slowest.who}` },
      ...{
        value: slowest.worstMs / 1_000,
        unit: 's',
        limit: { atMost: MOST_ANSWER_SECONDS },
        detail: `of ${asked.length} addresses`,
      },
    },
    {
      ...{ name: 'scale-failed', label: 'addresses that failed (5xx)', value: failed.length, unit: '' },
      limit: { atMost: 0 },
      detail: failed
        .map(({ path, who }) => `${shortened(path)} ${who}`)
        .join(', ')
        .slice(0, 200),
    },
  ]
}
