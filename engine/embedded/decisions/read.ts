import { DmnModdle } from 'dmn-moddle'
import type { DmnElement } from 'dmn-moddle'
import type { Problem } from '../models/read-problems.ts'

/** Why a file of decisions is not deployed: each element with its reason, a line each. */
export class DecisionRefusal extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ elementId, reason }) => `${elementId ?? 'definitions'}: ${reason}`).join('\n'))
    this.name = 'DecisionRefusal'
    this.problems = problems
  }
}

export const child = (element: DmnElement | undefined, property: string): DmnElement | undefined =>
  element?.get(property) as DmnElement | undefined
export const children = (element: DmnElement | undefined, property: string): readonly DmnElement[] =>
  (element?.get(property) ?? []) as readonly DmnElement[]

/** A property that is a text, without the white space around it; empty where it is missing. */
export function text(element: DmnElement | undefined, property: string): string {
  const value = element?.get(property)
  return typeof value === 'string' ? value.trim() : ''
}

/** Reads the XML. Throws DecisionRefusal where it is no DMN, has an id twice, or names what is not there. */
export async function readDefinitions(xml: string): Promise<DmnElement> {
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml).catch((error: unknown) => {
    throw new DecisionRefusal([{ elementId: null, reason: `no DMN 1.3: ${oneLine(error)}` }])
  })
  if (warnings.length === 0) return rootElement
  throw new DecisionRefusal(
    warnings.map(({ message }) => ({ elementId: rootElement.id ?? null, reason: oneLine(message) })),
  )
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim()
