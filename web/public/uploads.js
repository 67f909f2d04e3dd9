import { showProblems } from './api.js'

const signatures = { NONE: 'senza firma', UNVERIFIED: 'firma non verificata' }

/* Each file goes up as soon as it is chosen; its receipt stands under it. */
export function watchUploads(send) {
  for (const place of document.querySelectorAll('.file-slot[data-kind]')) {
    const input = place.querySelector('input[type=file]')
    input?.addEventListener('change', () => input.files[0] && store(place, input, send))
  }
}

async function store(place, input, send) {
  const state = place.querySelector('.uploaded')
  const [file] = input.files
  const before = [...state.childNodes]
  state.textContent = `${file.name} si sta caricando…`
  input.disabled = true
  const answer = await send(place.dataset.kind, file)
  input.disabled = false
  input.value = ''
  if (!answer.ok) {
    state.replaceChildren(...before)
    showProblems(answer)
    return
  }
  showProblems(null)
  const name = document.createElement('strong')
  name.textContent = file.name
  const hash = document.createElement('code')
  hash.className = 'hash'
  hash.textContent = `sha-256 ${answer.body.sha256}`
  const signature = signatures[answer.body.signature] ?? answer.body.signature
  state.replaceChildren(name, ` · ${signature}`, document.createElement('br'), hash)
}
