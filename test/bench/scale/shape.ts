/** How many of each thing a seed holds. */
export interface Shape {
  calls: number
  /** Applications of each call; as many bodies lead as there are applications in a call, and as many are only partners. */
  applications: number
  partnersOfApplication: number
  bodies: number
  people: number
  /** Projects of each call whose outcome is published. */
  projects: number
  documentsOfProject: number
  workItems: number
}

/** Of the calls, by their number: up to this one the outcome is published and projects run. */
export const LAST_PUBLISHED = 8
/** The call whose ranking is drawn up and waits for its act. */
export const RANKED_CALL = 9
/** The call that is being scored. */
export const SCORED_CALL = 10
/** The call that is open, to which each lead has a draft. */
export const OPEN_CALL = 11

/** A hundred times a real network's size, or a part of it: calls, seats and what belongs to one thing stay as many, so that a
 * page of a list is full at a tenth too. */
export function shapeOf(factor: number): Shape {
  const applications = Math.round(1_000 * factor)
  return {
    calls: SCORED_CALL,
    applications,
    partnersOfApplication: 5,
    bodies: 2 * applications,
    people: Math.round(1_950 * factor),
    projects: applications / 4,
    documentsOfProject: 250,
    workItems: Math.round(20_000 * factor),
  }
}

/* Three capitals of Crockford's base 32. */
type Kind = string

/** The SQL of an id shaped as a ULID, from the SQL of its number. */
export const idSql = (kind: Kind, number: string): string =>
  `('0${kind}' || lpad((${number})::text, 22, '0'))`

/** The same id as a text. */
export const idText = (kind: Kind, number: number): string => `0${kind}${String(number).padStart(22, '0')}`
