/* What a page asks of the JSON API beside its forms: what is new, and files that go up while it is filled in. */
/** @import { Answer } from './types.ts' */

/**
 * @template B
 * @param {string} path
 * @param {{ method: string, headers?: Record<string, string>, body?: BodyInit | null }} request
 * @returns {Promise<Answer<B>>}
 */
async function send(path, request) {
  let response
  try {
    response = await fetch(path, { ...request, headers: { accept: 'application/json', ...request.headers } })
  } catch {
    const message = 'Il servizio non risponde: controlla la connessione e riprova.'
    return { ok: false, status: 0, body: { message } }
  }
  /** @type {unknown} */
  const body = await response.json().catch(() => ({}))
  if (response.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)
  return /** @type {Answer<B>} */ ({ ok: response.ok, status: response.status, body })
}

/**
 * @template B
 * @param {string} path
 * @returns {Promise<Answer<B>>}
 */
export const get = (path) => send(path, { method: 'GET' })

/**
 * @template B
 * @param {string} path
 * @param {File} file
 * @returns {Promise<Answer<B>>}
 */
export function upload(path, file) {
  const form = new FormData()
  form.append('file', file)
  return send(path, { method: 'POST', body: form })
}
