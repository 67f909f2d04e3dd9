import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2 at level AA, and what axe-core recommends beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const DESK = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }
const BOTH = [DESK, PHONE]

const STRETCHED_BOXES = `[...document.querySelectorAll('input:is([type=checkbox], [type=radio])')]
  .filter((box) => box.getBoundingClientRect().width > 44).length`

/** What is wrong with an open page, with all that is folded away opened: what scrolls sideways and which boxes to tick stand away
 * from their words, on a desk and on a phone, and at the widths asked for each fault of accessibility with its place. */
export async function faultsOf(page: Page, examinedAt = BOTH): Promise<string[]> {
  await page.evaluate(axe.source)
  const faults: string[] = []
  for (const viewport of BOTH) {
    await page.setViewportSize(viewport)
    await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`)
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    if (sideways > 0) faults.push(`${viewport.width}: scrolls sideways by ${sideways}`)
    const stretched = await page.evaluate<number>(STRETCHED_BOXES)
    if (stretched > 0)
      faults.push(
        `${viewport.width}: ${stretched} boxes to tick are wider than a finger, away from their words`,
      )
    if (!examinedAt.includes(viewport)) continue
    for (const { id, nodes } of await violationsOf(page))
      for (const { target, html } of nodes.filter((node) => !isFocusableRegion(id, node)))
        faults.push(`${viewport.width}: ${id} at ${target.join(' ')}: ${html.slice(0, 160)}`)
  }
  return faults
}

/* In a disabled fieldset axe-core takes a region for one that nobody can focus; its fields are disabled, the region is not. */
const isFocusableRegion = (rule: string, { html }: axe.NodeResult): boolean =>
  rule === 'scrollable-region-focusable' && /^<[^>]* tabindex="0"/.test(html)

async function violationsOf(page: Page): Promise<axe.Result[]> {
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`)
  return violations
}

/** Opens an address in a browser that runs no script until the page stands: what it brings of its own never runs, axe-core can.
 * Gives the status. */
export async function openWithoutScripts(page: Page, path: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true })
  const answer = await page.goto(path, { waitUntil: 'load' })
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: false })
  await devtools.detach()
  return answer?.status() ?? 0
}
