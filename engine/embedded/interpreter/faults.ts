/** Why an element cannot go on: it becomes an incident of it, with this sentence. */
export class StepFault extends Error {
  readonly code: string

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StepFault'
    this.code = code
  }
}

/** Limits of what one variable, collection, command or chain of calls may hold. */
export const LIMITS = {
  variableBytes: 64 * 1024,
  collectionBytes: 1024 * 1024,
  newElements: 10_000,
  callDepth: 20,
} as const

/** Says what is wrong with the size of a variable; null when nothing is. */
export function sizeProblem(name: string, value: unknown): string | null {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null))
  const most = Array.isArray(value) ? LIMITS.collectionBytes : LIMITS.variableBytes
  return bytes > most ? `La variabile ${name} è di ${bytes} byte: il limite è ${most}.` : null
}
