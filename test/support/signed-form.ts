import { SIGNED_FORM } from '../../domain/call/configuration.ts'

/** Kinds of attachments in an order in which none makes the signed form void: it lists the others, so it is signed last. */
export const signedFormLast = (kinds: readonly string[]): string[] =>
  kinds.toSorted((a, b) => Number(a === SIGNED_FORM) - Number(b === SIGNED_FORM))
