export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** An XML element; attributes that are undefined are left out, the content is XML already. */
export function tag(name: string, attributes: Attributes, content = ''): string {
  const listed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')
  return content === '' ? `<${name}${listed} />` : `<${name}${listed}>${content}</${name}>`
}

/** An XML element that holds text. */
export const textTag = (name: string, attributes: Attributes, text: string): string =>
  tag(name, attributes, escaped(text))
