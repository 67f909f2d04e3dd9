import { instant } from './api.js'
import { filledOnly, withDraft } from './form-fields.js'

const PREFIX = 'concilia:draft:'
const AFTER_MS = 400
const note = document.getElementById('draft')
const text = document.getElementById('draft-text')

/* What a person has written and not yet sent stays in this browser, for this person and task, until the person leaves
   with "Esci"; only fields that are filled in, nothing of what the form shows. */
export function createDraft(name, { components }) {
  const key = `${PREFIX}${name}`
  const stored = read(key)
  const filled = (data) => JSON.stringify(filledOnly(components, data))
  let waiting = null
  let kept = null
  if (stored !== null) say(`Bozza ripristinata, salvata il ${instant(stored.savedAt)}.`)
  document.getElementById('draft-discard').addEventListener('click', () => {
    localStorage.removeItem(key)
    location.reload()
  })
  return {
    over: (shown) => (stored === null ? shown : withDraft(components, shown, stored.data)),
    /* What the form began with is no draft. */
    begin(data) {
      kept = filled(data)
    },
    save(data) {
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        const now = filled(data)
        if (now === kept) return
        kept = now
        localStorage.setItem(key, `{"savedAt":${JSON.stringify(new Date())},"data":${now}}`)
        say('Bozza salvata in questo browser, fino a quando esci.')
      }, AFTER_MS)
    },
    forget() {
      clearTimeout(waiting)
      localStorage.removeItem(key)
    },
  }
}

/* On a shared computer nothing written stays behind. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}

function say(words) {
  text.textContent = words
  note.hidden = false
}
