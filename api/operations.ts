import type { Problem } from '../domain/shared/problem.ts'
import { parseWith } from '../domain/shared/problem.ts'
import type { ApiParts, Asked } from './carry-out.ts'
import { carryOut, fileRefused, toldAnswer } from './carry-out.ts'
import type { Route } from './route.ts'

/** An operation of the API as its route declares it: `POST /api/cycles/{id}/workbook`. */
export type OperationName = `${'POST' | 'PUT' | 'DELETE'} /api/${string}`

/** The operations of the API, for whoever is not JSON over HTTP: the pages. */
export interface Operations {
  /** Carries one out, just as over HTTP, and gives what its answer holds. Throws what it refuses. */
  carryOut: (name: OperationName, asked: Omit<Asked, 'path' | 'query'>) => Promise<unknown>
  /** Why a file that was sent for it is refused, told with the formats that it takes. */
  refusalOfFile: (
    name: OperationName,
    asked: Omit<Asked, 'path' | 'query'>,
    error: unknown,
  ) => Promise<unknown>
  /** What its schema has against a body, for a form that cannot be sent yet. */
  problemsOf: (name: OperationName, body: unknown) => Problem[]
}

/** The same declared routes that are mounted, by their names. Throws TypeError for a name that none of them has. */
export function operationsOf(routes: readonly Route[], parts: ApiParts): Operations {
  const byName = new Map(routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]))
  const find = (name: OperationName): Route => {
    const route = byName.get(name)
    if (route === undefined) throw new TypeError(`no operation ${name}`)
    return route
  }
  return {
    async carryOut(name, asked) {
      const route = find(name)
      const path = filled(name, asked.params as Readonly<Record<string, unknown>>)
      return toldAnswer(route, await carryOut(route, { ...asked, path, query: {} }, parts))
    },
    refusalOfFile: (name, asked, error) =>
      fileRefused(find(name), { ...asked, path: '', query: {} }, { parts, error }),
    problemsOf(name, body) {
      const { body: schema } = find(name)
      const checked = schema && parseWith(schema, body)
      return checked === undefined || checked.ok ? [] : checked.problems
    },
  }
}

const filled = (name: string, params: Readonly<Record<string, unknown>>): string =>
  name.replaceAll(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(String(params[param])))
