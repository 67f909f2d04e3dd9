import type { LinkKind } from '../../domain/network/network.ts'
import { wordOf } from '../../words/codes.ts'

interface ToldLink {
  from: string
  to: string
  kind: LinkKind
  act: string
  reason: string
}

/** Tells two bodies that the register ties them, by which act and why. */
export function linkLetter({ from, to, kind, act, reason }: ToldLink): { subject: string; text: string } {
  const tie = `${from} ${wordOf('linkFrom', kind)} ${to}`
  return {
    subject: `Legame fra enti nel registro della Rete: ${from}, ${to}`,
    text: `Nel registro della Rete è ora scritto che ${tie}.\nConta per i conflitti di interesse (art. 5).\n\nAtto: ${act}\nMotivo: ${reason}\n`,
  }
}
