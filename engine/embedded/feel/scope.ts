import { FeelFault } from './errors.ts'
import type { Node } from './tree.ts'
import { ITALIAN, typeOf } from './values.ts'

/** What a name stands for at run time; null where nobody has it. */
export type Scope = (name: string) => unknown
/** A compiled part of an expression. */
export type Run = (scope: Scope) => unknown

/** What compiling one expression needs and finds out. */
export interface Compiling {
  readonly source: string
  /** Variables that are read, found on the way. */
  readonly names: Set<string>
  /** Names that the expression itself gives a meaning. */
  readonly locals: ReadonlySet<string>
  readonly compile: (node: Node, compiling: Compiling) => Run
}

export type Rule = (node: Node, compiling: Compiling) => Run

/** The fault of an expression: «L'espressione "…" » and what it does with which types. */
export const fault = ({ source }: Pick<Compiling, 'source'>, whatItDoes: string): FeelFault =>
  new FeelFault(`L'espressione "${source}" ${whatItDoes}.`)

/** A value's type with its article. */
export const named = (value: unknown): string => ITALIAN[typeOf(value)]

/** The same compiling, with more names that the expression itself defines. */
export const within = (compiling: Compiling, ...locals: readonly string[]): Compiling => ({
  ...compiling,
  locals: new Set([...compiling.locals, ...locals]),
})

/** True, false or null; everything else is a fault. */
export function logical(value: unknown, compiling: Compiling): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return null
  throw fault(compiling, `usa ${named(value)} come condizione`)
}
