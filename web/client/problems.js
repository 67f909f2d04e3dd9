import { byId } from './page.js'
/** @import { Problem, Refused } from './types.ts' */

/**
 * Shows a refusal where the page keeps it, each problem with its place; `name` turns a path into words. Null shows none.
 * @param {Refused | null} answer
 * @param {(path: string) => string} name
 */
export function showProblems(answer, name = (path) => path) {
  const place = byId('problems', HTMLElement)
  place.replaceChildren()
  if (answer === null) return
  const box = document.createElement('div')
  box.className = 'alert alert-danger'
  const message = document.createElement('p')
  message.textContent = answer.body.message ?? `Risposta inattesa (${answer.status}).`
  box.append(message)
  const problems = answer.body.details?.problems ?? []
  if (problems.length > 0) box.append(listOf(problems, name))
  place.append(box)
  place.focus()
  place.scrollIntoView({ block: 'center' })
}

/**
 * @param {readonly Problem[]} problems
 * @param {(path: string) => string} name
 */
function listOf(problems, name) {
  const list = document.createElement('ul')
  for (const { path, message } of problems) {
    const line = document.createElement('li')
    const where = name(path)
    line.textContent = where ? `${where}: ${message}` : message
    list.append(line)
  }
  return list
}
