/* What a page asks of the JSON API beside its forms: what is new, and files that go up while it is filled in. */
/** @import { Answer } from './types.ts' */

/* Two tabs share one session: what a page writes says in which function it was opened. */
const writtenIn = () => {
  const { function: id } = document.body.dataset
  return id === undefined ? {} : { 'acting-function': id }
}

/**
 * @template B
 * @param {string} path
 * @param {{ method: string, headers?: Record<string, string>, body?: BodyInit | null, keepalive?: boolean }} request
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
  return /** @type {Answer<B>} */ ({ ok: response.ok, status: response.status, body })
}

/**
 * Reads what is new; who is not signed in any more signs in first.
 * @template B
 * @param {string} path
 * @returns {Promise<Answer<B>>}
 */
export async function get(path) {
  /** @type {Answer<B>} */
  const answer = await send(path, { method: 'GET' })
  if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)
  return answer
}

/* A browser sends no more than this once its page is gone. */
const MOST_AFTERWARDS = 60_000

/**
 * Writes over a version that was seen; a short text arrives even when the page is left meanwhile.
 * @template B
 * @param {string} path
 * @param {string} json
 * @param {string} version
 * @returns {Promise<Answer<B>>}
 */
export function put(path, json, version) {
  const body = new Blob([json], { type: 'application/json' })
  const headers = { ...writtenIn(), 'content-type': 'application/json', 'if-match': `"${version}"` }
  return send(path, { method: 'PUT', headers, body: json, keepalive: body.size < MOST_AFTERWARDS })
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
  return send(path, { method: 'POST', headers: writtenIn(), body: form })
}
