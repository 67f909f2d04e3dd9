import type { Page, PageAsked } from '../db/platform/page.ts'
import type { PageContext } from './page.ts'

/** The page of a list that the address asks for under a name of its own, with the links to its beginning and to what follows;
 * they keep what else the address asks. */
export async function pageOfList<T>(
  { path, query }: Pick<PageContext, 'path' | 'query'>,
  name: string,
  read: (asked: PageAsked) => Promise<Page<T>>,
) {
  const { items, next } = await read({ after: query[name] })
  const linkTo = (key: string | null): string => {
    const asked = new URLSearchParams(query)
    asked.delete(name)
    if (key !== null) asked.set(name, key)
    return asked.size === 0 ? path : `${path}?${asked.toString()}`
  }
  return {
    items,
    first: query[name] === undefined ? null : linkTo(null),
    next: next === null ? null : linkTo(next),
  }
}
