import { randomUUID } from 'node:crypto'
import type { Caller, DemoPerson, PlayedFile } from './play.ts'

const PATIENCE_MS = 60_000

/** A refusal that the play did not expect, with the person, the call and the answer. */
export class UnexpectedAnswer extends Error {}

async function signIn(baseUrl: string, { accountId, functionId, personId }: DemoPerson): Promise<string> {
  const answer = await sendUntilAnswered(baseUrl, '/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, functionId }),
  })
  if (!answer.ok)
    throw new UnexpectedAnswer(`sign-in of ${personId}: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/* The server may be killed and started again at any moment: the same request, with the same key, is sent again. */
async function sendUntilAnswered(baseUrl: string, path: string, init: RequestInit): Promise<Response> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      const answer = await fetch(`${baseUrl}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
      if (answer.status !== 503 || performance.now() > end) return await whole(answer)
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/* Read to its end here: one that breaks off halfway is asked for again. */
async function whole(answer: Response): Promise<Response> {
  const { status, headers } = answer
  const body = await answer.arrayBuffer()
  return new Response(body.byteLength === 0 ? null : body, { status, headers })
}

/** Somebody at the API, signed in once as in a browser. */
export function createCaller(baseUrl: string, person: DemoPerson): Caller {
  const { personId } = person
  let cookie: Promise<string> | null = null
  const send = async (
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string | FormData } = {},
  ) => {
    cookie ??= signIn(baseUrl, person)
    const headers = {
      ...init.headers,
      cookie: await cookie,
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    }
    return sendUntilAnswered(baseUrl, path, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body: init.body }),
    })
  }
  const json = (body: unknown) =>
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const accepted = async <T>(method: string, path: string, answer: Response): Promise<T> => {
    if (!answer.ok)
      throw new UnexpectedAnswer(
        `${personId} ${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 2_000)}`,
      )
    return (answer.status === 204 ? null : await answer.json()) as T
  }
  const get = async <T>(path: string): Promise<T> => accepted('GET', path, await send('GET', path))
  /* What is changed is read first, as a page does: the version that was seen goes with it. */
  const changed = async (path: string, body: unknown) => {
    const { version } = await get<{ version: number }>(path)
    const { headers, ...sent } = json(body)
    return { ...sent, headers: { ...headers, 'if-match': `"${version}"` } }
  }
  return {
    personId,
    get,
    async list<T>(path: string) {
      const items: T[] = []
      for (let next: string | null = ''; next !== null;) {
        const key: string = next === '' ? '' : `${path.includes('?') ? '&' : '?'}after=${next}`
        const page: { items: T[]; next: string | null } = await get(`${path}${key}`)
        items.push(...page.items)
        next = page.next
      }
      return items
    },
    async download(path) {
      const answer = await send('GET', path)
      if (!answer.ok) throw new UnexpectedAnswer(`${personId} GET ${path}: ${answer.status}`)
      return Buffer.from(await answer.arrayBuffer())
    },
    post: async (path, body) => accepted('POST', path, await send('POST', path, json(body))),
    put: async (path, body) => accepted('PUT', path, await send('PUT', path, await changed(path, body))),
    async upload(path, file: PlayedFile) {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(file.content)], { type: file.mediaType }), file.fileName)
      return accepted('POST', path, await send('POST', path, { body: form }))
    },
    async refused(method, path, body) {
      const sent = method === 'put' ? await changed(path, body) : json(body)
      const answer = await send(method.toUpperCase(), path, sent)
      if (answer.ok)
        throw new UnexpectedAnswer(`${personId} ${method} ${path} should have been refused, but was accepted`)
      return { status: answer.status, body: (await answer.json()) as { code: string; message: string } }
    },
  }
}
