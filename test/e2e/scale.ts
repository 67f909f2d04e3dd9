import type { Page } from 'playwright-core'

const LIBRARIES = /\/(form-js|bpmn-js)\//

/** Weighs what a page brings. */
export interface Scale {
  /** Opens the address; what came over the wire for it, in bytes with their headers, but for the libraries of forms and
   * diagrams. */
  weigh: (path: string) => Promise<number>
}

/** A scale for this page of Chromium, whose developer tools count the bytes. */
export async function scaleOf(page: Page): Promise<Scale> {
  const devtools = await page.context().newCDPSession(page)
  const urls = new Map<string, string>()
  let bytes = 0
  await devtools.send('Network.enable')
  devtools.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!LIBRARIES.test(urls.get(requestId) ?? '')) bytes += encodedDataLength
  })
  return {
    async weigh(path) {
      bytes = 0
      await page.goto(path, { waitUntil: 'load' })
      return bytes
    },
  }
}
