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

export const command = (method, path, body) =>
  send(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

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
  dateStyle: 'short',
  timeStyle: 'short',
})

export const instant = (value) => rome.format(new Date(value)).replace(', ', ', ore ')
