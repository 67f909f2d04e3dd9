import { z } from 'zod'
import type { BusinessErrorCode } from '../shared/errors.ts'

/** The kinds of value that a process carries: no name, amount or document ever enters the engine. */
export const id = z.string().regex(/^[\w-]{1,60}$/)
export const instant = z.iso.datetime({ offset: true })
export const flag = z.boolean()

interface MessageContract<V extends string> {
  /** The variable whose value is the correlation key. */
  correlation: V
  /** The variables that it brings. */
  carries: readonly V[]
  /** True where the process begins by it. */
  starts?: true
}

/** What a process promises to whoever calls it, wakes it or works for it; its user tasks say themselves whose they are. */
export interface ProcessContract {
  id: string
  /** Every variable that it holds. */
  variables: Record<string, z.ZodType>
  /** Variables that its caller gives and takes back, or that its starting message brings. */
  inputs: readonly string[]
  outputs: readonly string[]
  /** The messages that it waits for. */
  messages: Record<string, MessageContract<string>>
  /** The refusals of its workers that it catches and goes on from. */
  errors: readonly BusinessErrorCode[]
}

export type VariableOf<P extends ProcessContract> = Extract<keyof P['variables'], string>
/** The values of some of the variables. */
export type ValuesOf<V, K extends keyof V = keyof V> = {
  [N in K]: V[N] extends z.ZodType ? z.output<V[N]> : never
}

type Declared<V extends Record<string, z.ZodType>, M> = {
  id: string
  variables: V
  inputs: readonly Extract<keyof V, string>[]
  outputs?: readonly Extract<keyof V, string>[]
  messages: M & Record<keyof M, MessageContract<Extract<keyof V, string>>>
  errors?: readonly BusinessErrorCode[]
}

/** Declares a process: every name in it is checked to be one of its variables. */
export function defineProcess<
  const V extends Record<string, z.ZodType>,
  const M extends Record<string, MessageContract<string>>,
>({ messages, outputs = [], errors = [], ...contract }: Declared<V, M>) {
  return { ...contract, outputs, errors, messages: messages as M }
}

/** The schema of some variables of a process, by name: a step's input or output is declared with this and nothing else. */
export function variablesOf<P extends ProcessContract, const K extends VariableOf<P>>(
  { variables }: P,
  ...names: readonly K[]
): z.ZodObject<Pick<P['variables'], K>> {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]]))
  return z.strictObject(shape) as unknown as z.ZodObject<Pick<P['variables'], K>>
}
