/** What was found is not what the rule says. */
export class Difference extends Error {
  readonly what: string
  readonly expected: string
  readonly found: string

  constructor(what: string, expected: unknown, found: unknown) {
    const [wanted, seen] = [asText(expected), asText(found)]
    super(`${what}: expected ${wanted}, found ${seen}`)
    this.name = 'Difference'
    this.what = what
    this.expected = wanted
    this.found = seen
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
