/** A form of a page, as the browser of somebody who opened it would send it. */
export interface PageForm {
  address: string
  body: string
}

const INPUT = /<input type="hidden" name="([^"]*)" value="([^"]*)"/g
const CHOSEN = /<select[^>]* name="([^"]*)"[^>]*>(?:(?!<\/select>)[\s\S])*?<option value="([^"]*)" selected/g

const plain = (html: string): string =>
  html.replaceAll('&#x3D;', '=').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')

/** Reads the form of an act in a page: its tokens, what is hidden, and what is chosen in it. Throws Error where the page has none. */
export function pageForm(html: string, act: string): PageForm {
  const form = (html.match(/<form [\s\S]*?<\/form>/g) ?? []).find((one) => one.includes(`act&#x3D;${act}"`))
  const address = /action="([^"]+)"/.exec(form ?? '')?.[1]
  if (form === undefined || address === undefined) throw new Error(`the page has no form to ${act}`)
  const fields = [...form.matchAll(INPUT), ...form.matchAll(CHOSEN)]
  const body = new URLSearchParams()
  for (const [, name = '', value = ''] of fields) body.append(plain(name), plain(value))
  return { address: plain(address), body: body.toString() }
}
