const HERE = 'http://concilia.invalid'

/** A path that an address names, when it is one of this site: nobody is led elsewhere. The home page where it is none. What a
 * browser would read as the name of another site (`//`, left over from `/.//`) is none. */
export function ownPath(asked: string | undefined): string {
  if (asked === undefined || !asked.startsWith('/') || !URL.canParse(asked, HERE)) return '/'
  const { origin, pathname, search } = new URL(asked, HERE)
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}` : '/'
}
