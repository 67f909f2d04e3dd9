import { showProblems } from './problems.js'

/**
 * The content of the chosen file as JSON; null where no file is chosen, or it is no JSON: then the page says so.
 * @param {HTMLInputElement} input
 * @returns {Promise<unknown>}
 */
export async function readJson(input) {
  const text = await input.files?.[0]?.text()
  if (text === undefined) return null
  try {
    /** @type {unknown} */
    const content = JSON.parse(text)
    return content
  } catch {
    const message = 'Il file non è JSON valido: controlla parentesi, virgole e virgolette.'
    showProblems({ ok: false, status: 0, body: { message } })
    return null
  }
}
