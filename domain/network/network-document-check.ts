import { ACT_KINDS } from '../act/act.ts'
import { parseWith } from '../shared/problem.ts'
import type { Checked, Problem } from '../shared/problem.ts'
import { functionProblems } from './held-function-check.ts'
import { networkDocumentSchema } from './network-document.ts'
import { identityOf } from './person.ts'
import type { NetworkDocument } from './network-document.ts'

/* What stands twice in a list, told at its second place. */
function repeated<T>(
  path: string,
  list: readonly T[],
  key: { of: (item: T) => string; name: string },
): Problem[] {
  const seen = new Set<string>()
  return list.flatMap((item, index) => {
    const value = key.of(item)
    const isAgain = seen.has(value)
    seen.add(value)
    const message = `${key.name} ${value} compare due volte: va tolta la seconda voce, o corretta.`
    return isAgain ? [{ path: `${path}[${index}]`, code: 'REPEATED', message }] : []
  })
}

/* A code that nothing in the document has. */
function unknown(path: string, code: string, known: { codes: ReadonlySet<string>; name: string }): Problem[] {
  if (known.codes.has(code)) return []
  return [{ path, code: 'UNKNOWN', message: `${known.name} ${code} non c’è nel documento.` }]
}

const codesOf = (list: readonly { code: string }[]): ReadonlySet<string> =>
  new Set(list.map((one) => one.code))
const byCode = { of: (one: { code: string }) => one.code, name: 'Il codice' }

function repetitionProblems(document: NetworkDocument): Problem[] {
  const { bodies, seats } = document
  return [
    ...repeated('bodies', bodies, byCode),
    ...repeated('bodies', bodies, { of: (one) => one.taxCode, name: 'Il codice fiscale' }),
    ...repeated('links', document.links, {
      of: ({ from, to, kind }) => `${from} ${kind} ${to}`,
      name: 'Il legame',
    }),
    ...repeated('categories', document.categories, byCode),
    ...repeated('seats', seats, byCode),
    ...repeated('seats', seats, { of: ({ category, body }) => `${category} di ${body}`, name: 'Il seggio' }),
    ...repeated('people', document.people, byCode),
    ...repeated('people', document.people, { of: identityOf, name: 'La persona con codice o documento' }),
    ...repeated('organs', document.organs, byCode),
    ...repeated('acts', document.acts, { of: (one) => one.kind, name: 'L’atto' }),
  ]
}

function bodyProblems({ bodies, links }: NetworkDocument): Problem[] {
  const known = { codes: codesOf(bodies), name: 'L’ente' }
  const silent = bodies.flatMap(({ memberSince, email }, index) =>
    memberSince !== null && email === null
      ? [
          {
            path: `bodies[${index}].email`,
            code: 'MISSING',
            message:
              'Chi aderisce alla Rete riceve le sue convocazioni: serve un indirizzo di posta (art. 4).',
          },
        ]
      : [],
  )
  const ends = links.flatMap(({ from, to }, index) => [
    ...unknown(`links[${index}].from`, from, known),
    ...unknown(`links[${index}].to`, to, known),
    ...(from === to
      ? [{ path: `links[${index}]`, code: 'SAME_BODY', message: `Il legame unisce ${from} a sé stesso.` }]
      : []),
  ])
  return [...silent, ...ends]
}

function seatProblems({ bodies, categories, seats }: NetworkDocument): Problem[] {
  const named = seats.flatMap((seat, index) => [
    ...unknown(`seats[${index}].category`, seat.category, {
      codes: codesOf(categories),
      name: 'La categoria',
    }),
    ...unknown(`seats[${index}].body`, seat.body, { codes: codesOf(bodies), name: 'L’ente' }),
  ])
  const chairs = seats.filter((seat) => seat.chair).length
  const message = `Un solo seggio presiede il Comitato, quello del Capofila di Rete (art. 5): qui sono ${chairs}.`
  return chairs === 1 ? named : [...named, { path: 'seats', code: 'ONE_CHAIR', message }]
}

function actProblems({ acts, organs, letterhead }: NetworkDocument): Problem[] {
  const known = { codes: codesOf(organs), name: 'L’organo' }
  const given = new Set<string>(acts.map((one) => one.kind))
  const missing = Object.entries(ACT_KINDS).filter(([kind]) => !given.has(kind))
  return [
    ...unknown('letterhead.signedBy.value', letterhead.signedBy.value, known),
    ...acts.flatMap(({ organ }, index) => unknown(`acts[${index}].organ`, organ, known)),
    ...missing.map(([kind, { label }]) => ({
      path: 'acts',
      code: 'MISSING',
      message: `Manca l’atto ${kind} (${label}): con quale tipo di atto, e quale organo lo adotta.`,
    })),
  ]
}

/* What contradicts itself in a network's document; empty when it can be loaded. */
function checkNetworkDocument(document: NetworkDocument): Problem[] {
  return [repetitionProblems, bodyProblems, seatProblems, actProblems, functionProblems].flatMap((check) =>
    check(document),
  )
}

/** Reads a network's document: the schema first, then the checks across fields; each problem with its path. */
export function readNetworkDocument(file: unknown): Checked<NetworkDocument> {
  const read = parseWith(networkDocumentSchema, file)
  if (!read.ok) return read
  const problems = checkNetworkDocument(read.value)
  return problems.length === 0 ? read : { ok: false, problems }
}
