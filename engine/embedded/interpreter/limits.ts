import { StepFault } from './faults.ts'

/** Limits of what one variable, collection, command or chain of calls may hold. */
export const LIMITS = {
  variableBytes: 64 * 1024,
  collectionBytes: 1024 * 1024,
  newElements: 10_000,
  callDepth: 20,
} as const

/** The bytes of a variable that is too large, and how many it may have; null where it fits. */
export function excessOf(value: unknown): { bytes: number; most: number } | null {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null))
  const most = Array.isArray(value) ? LIMITS.collectionBytes : LIMITS.variableBytes
  return bytes > most ? { bytes, most } : null
}

/** Throws StepFault where a variable is too large. */
export function assertFits(name: string, value: unknown): void {
  const excess = excessOf(value)
  if (excess === null) return
  const sentence = `La variabile ${name} è di ${excess.bytes} byte: il limite è ${excess.most}.`
  throw new StepFault('VARIABLE_TOO_LARGE', sentence)
}

/** Throws StepFault where so many new elements are more than one command may make: a circle, or a list too long. */
export function assertMakeable(newElements: number): void {
  if (newElements > LIMITS.newElements)
    throw new StepFault(
      'TOO_MANY_ELEMENTS',
      `Un solo passaggio creerebbe più di ${LIMITS.newElements} elementi: il modello gira senza attese, o l'elenco è troppo lungo.`,
    )
}
