import { z } from 'zod'

/** One thing wrong in what people sent: where (`partners[2].size`), a stable code, and an Italian sentence. */
export type Problem = { path: string; code: string; message: string }

/** What a check of outside data gives: the value, or everything that is wrong with it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

const italian = z.locales.it().localeError

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  return { path: pathText(issue.path), code: issue.code.toUpperCase(), message: issue.message }
}

/** Reads outside data with a schema; messages are Italian unless the schema has its own. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const result = schema.safeParse(value, { error: italian })
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, problems: result.error.issues.map(toProblem) }
}
