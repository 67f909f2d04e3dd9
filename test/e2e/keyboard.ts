import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { waitFor } from '../support/wait-for.ts'

/* More than any page of a journey has. */
const MOST_STOPS = 150

/* The ring of our own, or the browser's, around what the keyboard is at, within the window; nothing is asked off the page. */
const SEEN = `(() => {
  const at = document.activeElement
  if (at === null || at === document.body) return true
  const { outlineStyle, outlineWidth } = getComputedStyle(at)
  const { top, bottom, left, right } = at.getBoundingClientRect()
  const ringed = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  return ringed && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
})()`
const WHERE = `document.activeElement.outerHTML.slice(0, 200)`

/** A page on which only keys are pressed; wherever they come to, it must be seen that they are there. */
export function keysOf(page: Page) {
  const isAt = async (target: Locator): Promise<boolean> =>
    (await target.and(page.locator(':focus')).count()) === 1

  const isSeen = async () => ((await page.evaluate<boolean>(SEEN)) ? true : null)
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key)
    await waitFor('a ring where the keyboard is', 10_000, isSeen).catch(async (error: unknown) => {
      throw new Error(`Nothing shows that the keyboard is at ${await page.evaluate<string>(WHERE)}`, {
        cause: error,
      })
    })
  }
  const to = async (target: Locator): Promise<void> => {
    for (let stops = 0; !(await isAt(target)); stops += 1) {
      if (stops === MOST_STOPS) throw new Error(`Tab never comes to ${String(target)}`)
      await press('Tab')
    }
  }
  return {
    isAt,
    press,
    to,

    /** Goes on to a button, a link or a fold, and presses it. */
    async use(target: Locator): Promise<void> {
      await to(target)
      await page.keyboard.press('Enter')
    },

    /** Goes on to a field and writes over what it holds. */
    async write(target: Locator, text: string): Promise<void> {
      await to(target)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },

    /** Goes on to a select of form-js, which opens its list, and takes the second choice; the list hears keys once it is painted. */
    async chooseSecond(target: Locator): Promise<void> {
      await to(target)
      const list = page.locator('#form .fjs-dropdownlist')
      const second = list.locator(':scope > .focused:nth-child(2)')
      await waitFor('the second choice under the keyboard', 10_000, async () => {
        await press(
          (await list.locator(':scope > .focused:first-child').count()) > 0 ? 'ArrowDown' : 'ArrowUp',
        )
        return (await second.count()) > 0 ? true : null
      })
      await page.keyboard.press('Enter')
      await list.waitFor({ state: 'detached' })
    },

    /** The first stop of a page that has just come leads over its head to what it is about, under its only main heading. */
    async skipHead(): Promise<void> {
      expect(await page.locator('h1').count()).toBe(1)
      await press('Tab')
      expect(await isAt(page.locator('a.skip'))).toBe(true)
      await page.keyboard.press('Enter')
      await page.locator('#contenuto:focus').waitFor()
      await press('Tab')
      expect(await page.locator('header :focus').count()).toBe(0)
    },
  }
}
