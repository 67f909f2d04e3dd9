import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One address in front of several processes of ours, which are asked in turn; one that is down answers 503 for its turn. */
export async function openFrontDoor(
  port: number,
  behind: readonly string[],
): Promise<{ url: string; close: () => Promise<void> }> {
  let turn = 0
  const server = createServer((request, response) => {
    turn += 1
    pass(request, response, behind[turn % behind.length] ?? '')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function pass(request: IncomingMessage, response: ServerResponse, url: string): void {
  const { method, headers } = request
  const passed = ask(
    new URL(request.url ?? '/', url),
    { method, headers: { ...headers, host: new URL(url).host } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy()).pipe(response)
    },
  )
  passed.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(503).end()
  })
  request.pipe(passed)
}
