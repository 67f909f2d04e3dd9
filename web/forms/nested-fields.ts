import type { Typed } from './fields.ts'

const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/
const INDEX = /^(?:0|[1-9]\d{0,8})$/

type Group = Map<string, Node>
type Node = string | string[] | Group

/* No field of a page has a longer one. */
const LONGEST_NAME = 500

/** Fields as a browser sends them, `lines[0][amount]=1.234,56`, as lists and groups of texts, in the order of their places; a
 * name that comes again makes a list. In a time that grows with their number: what looks at all before for each holds everybody for
 * seconds. Throws RangeError for more fields than `most`, or groups deeper than `depth`. */
export function nestedFields(encoded: string, { most, depth }: { most: number; depth: number }): Typed {
  const fields = encoded.split('&', most + 1)
  if (fields.length > most) throw new RangeError(`more than ${most} fields`)
  const root: Group = new Map()
  for (const field of fields.filter((one) => one !== '')) {
    const equals = field.indexOf('=')
    const name = decoded(equals < 0 ? field : field.slice(0, equals))
    const path = name.length > LONGEST_NAME ? null : pathOf(name)
    if (path === null || path.length > depth + 1)
      throw new RangeError(`a field is deeper than ${depth} groups`)
    put(root, path, equals < 0 ? '' : decoded(field.slice(equals + 1)))
  }
  return asGroup(root)
}

/* What is not encoded as it should be stays as it came. */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/* A name that is none of groups stands as it is. */
function pathOf(name: string): string[] {
  const [, first, groups = ''] = NAME.exec(name) ?? []
  if (first === undefined) return [name]
  return groups === '' ? [first] : [first, ...groups.slice(1, -1).split('][')]
}

function put(root: Group, path: readonly string[], value: string): void {
  let group = root
  for (const key of path.slice(0, -1)) group = groupIn(group, placeIn(group, key))
  const place = placeIn(group, path.at(-1) ?? '')
  const before = group.get(place)
  if (Array.isArray(before)) before.push(value)
  else if (typeof before === 'string') group.set(place, [before, value])
  else if (before === undefined) group.set(place, value)
}

/* Whoever sends both a text and a group under one name means the group. */
function groupIn(group: Group, place: string): Group {
  const known = group.get(place)
  if (known instanceof Map) return known
  const begun: Group = new Map()
  group.set(place, begun)
  return begun
}

/* `name[]` is the next of a list. */
const placeIn = (group: Group, key: string): string => (key === '' ? String(group.size) : key)

const asTyped = (node: Node): Typed => (node instanceof Map ? asList(node) : node)

const asGroup = (group: Group): Typed =>
  Object.fromEntries([...group].map(([key, node]) => [key, asTyped(node)]))

function asList(group: Group): Typed {
  const keys = [...group.keys()]
  if (!keys.every((key) => INDEX.test(key))) return asGroup(group)
  return [...group].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, node]) => asTyped(node))
}
