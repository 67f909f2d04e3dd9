/* The one way in which pages act: the JSON API, with the session's cookie. */

async function send(path, options) {
  let response
  try {
    response = await fetch(path, { ...options, headers: { accept: 'application/json', ...options.headers } })
  } catch {
    return {
      ok: false,
      status: 0,
      body: { message: 'Il servizio non risponde: controlla la connessione e riprova.' },
    }
  }
  const body = await response.json().catch(() => ({}))
  if (response.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)
  }
  return { ok: response.ok, status: response.status, body }
}

export const get = (path) => send(path, { method: 'GET' })

/* Keys of actions whose answer did not come: done again they carry the same key, so that nothing happens twice. */
const unanswered = new Map()

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export async function command(method, path, body) {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const action = `${method} ${path} ${text}`
  const key = unanswered.get(action) ?? newKey()
  unanswered.set(action, key)
  const answer = await send(path, {
    method,
    headers: {
      'idempotency-key': key,
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: text,
  })
  if (answer.status > 0 && answer.status < 500) unanswered.delete(action)
  return answer
}

export function upload(path, file) {
  const form = new FormData()
  form.append('file', file)
  return send(path, { method: 'POST', body: form })
}

/* Shows a refusal where the page keeps it, each problem with its place; `name` turns a path into words. */
export function showProblems(answer, name = (path) => path) {
  const place = document.getElementById('problems')
  place.replaceChildren()
  if (answer === null) return
  const box = document.createElement('div')
  box.className = 'alert alert-danger'
  const message = document.createElement('p')
  message.textContent = answer.body.message ?? `Risposta inattesa (${answer.status}).`
  box.append(message)
  const problems = answer.body.details?.problems ?? []
  if (problems.length > 0) {
    const list = document.createElement('ul')
    for (const problem of problems) {
      const line = document.createElement('li')
      const where = name(problem.path)
      line.textContent = where ? `${where}: ${problem.message}` : problem.message
      list.append(line)
    }
    box.append(list)
  }
  place.append(box)
  place.focus()
  place.scrollIntoView({ block: 'center' })
}

/* Names of the fields of a page, for `showProblems`. */
export const fieldNames = (labels) => (path) => labels[path] ?? path

/* A button that waits for its answer cannot be pressed twice. */
export async function whileDisabled(button, work) {
  button.disabled = true
  try {
    return await work()
  } finally {
    button.disabled = false
  }
}

const rome = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

export const instant = (value) => rome.format(new Date(value)).replace(', ', ', ore ')
