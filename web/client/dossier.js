import { allWithin, within } from './page.js'

const beside = within(document, '.beside', HTMLElement)
const tabs = allWithin(beside, '.beside-tabs a', HTMLAnchorElement)

/* What the address names, or what is around it, is the panel that a phone shows: its tab is told. */
function tellShown() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const panel = target?.closest('.beside .panel') ?? within(beside, '#work', HTMLElement)
  for (const tab of tabs)
    if (tab.hash === `#${panel.id}`) tab.setAttribute('aria-current', 'true')
    else tab.removeAttribute('aria-current')
}

addEventListener('hashchange', tellShown)
tellShown()

/* A file opens at the end of the list, which is led there. */
const frame = within(beside, '#dossier-file', HTMLIFrameElement)
frame.hidden = true
for (const link of allWithin(beside, 'a[target="dossier-file"]', HTMLAnchorElement))
  link.addEventListener('click', () => {
    frame.hidden = false
    frame.title = `Il file aperto: ${link.textContent.replace(/^.*: /, '')}`
    frame.scrollIntoView({ block: 'nearest' })
  })
