import type { ToldRule } from './told.ts'
import type { toldRules } from './told-rules.ts'

type Parts = ReturnType<typeof toldRules>

/* A rule in two calls; null in the one that does not have it. */
interface ChangedRule {
  subject: string
  before: string | null
  after: string | null
}

/** What changes from one call to another, part by part, in the words of the notice; parts in which nothing does are left out. */
export function comparedRules(before: Parts, after: Parts): { title: string; changes: ChangedRule[] }[] {
  return after
    .map(({ id, title, rules }) => {
      const earlier = before.find((one) => one.id === id)?.rules ?? []
      return { title, changes: changesOf(earlier, rules) }
    })
    .filter(({ changes }) => changes.length > 0)
}

/* A subject that stands once in each is told old and new; of one that stands for the rows of a list, each row. */
function changesOf(before: readonly ToldRule[], after: readonly ToldRule[]): ChangedRule[] {
  const subjects = [...new Set([...before, ...after].map(({ subject }) => subject))]
  return subjects.flatMap((subject) => {
    const old = textsOf(before, subject)
    const now = textsOf(after, subject)
    const gone = old.filter((text) => !now.includes(text))
    const come = now.filter((text) => !old.includes(text))
    if (gone.length === 1 && come.length === 1)
      return [{ subject, before: gone[0] ?? null, after: come[0] ?? null }]
    return [
      ...gone.map((text) => ({ subject, before: text, after: null })),
      ...come.map((text) => ({ subject, before: null, after: text })),
    ]
  })
}

/* A rule is its value and where that comes from. */
const textsOf = (rules: readonly ToldRule[], subject: string): string[] =>
  rules
    .filter((rule) => rule.subject === subject)
    .map(({ value, source }) => (source === null ? value : `${value} (${source})`))
