/* The one way in which pages act: the JSON API, with the session's cookie. */
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
 * Keys of actions whose answer did not come: done again they carry the same key, so that nothing happens twice.
 * @type {Map<string, string>}
 */
const unanswered = new Map()

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * @template B
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<Answer<B>>}
 */
export async function command(method, path, body) {
  const text = body === undefined ? null : JSON.stringify(body)
  const action = `${method} ${path} ${text}`
  const key = unanswered.get(action) ?? newKey()
  unanswered.set(action, key)
  /** @type {Answer<B>} */
  const answer = await send(path, {
    method,
    headers: {
      'idempotency-key': key,
      ...(text === null ? {} : { 'content-type': 'application/json' }),
    },
    body: text,
  })
  if (answer.status > 0 && answer.status < 500) unanswered.delete(action)
  return answer
}

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
