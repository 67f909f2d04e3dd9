const HERE = 'http://concilia.invalid'

/** A path that an address names, when it is one of this site: nobody is led elsewhere. The home page where it is none. */
export function ownPath(asked: string | undefined): string {
  if (asked === undefined || !asked.startsWith('/') || !URL.canParse(asked, HERE)) return '/'
  const { origin, pathname, search } = new URL(asked, HERE)
  return origin === HERE ? `${pathname}${search}` : '/'
}
