import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../bench-server.ts'
import { idText } from './shape.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A process of ours that answers at its address. */
export interface Started {
  pid: number
  baseUrl: string
  stop: () => Promise<void>
}

const INHERITED = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }

/** The whole application, as it runs in the demo: nothing leaves it, for nothing waits to be sent. */
export async function startApplication(url: string, folder: string): Promise<Started> {
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const env = {
    ...INHERITED,
    ...{
      CONCILIA_MODE: 'demo',
      CONCILIA_PORT: String(port),
      CONCILIA_PUBLIC_URL: baseUrl,
      CONCILIA_LOG_LEVEL: 'warn',
    },
    ...{
      REGION_CALLBACK_TOKEN: 'a callback token of the bench',
    },
    ...{
      CONCILIA_DOCUMENTS_DIR: join(folder, 'documents'),
      CONCILIA_MAIL_DIR: join(folder, 'mail'),
      DATABASE_URL: url,
    },
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', REGION_URL: 'http://127.0.0.1:9' },
  }
  const child = fork(join(ROOT, 'app/serve.ts'), [], { env, execArgv: [] })
  await said(child)
  return started(child, baseUrl)
}

/** The page that everything is measured against, on the same rows. */
export async function startBarePage(url: string): Promise<Started> {
  const args = [url, 'applications', idText('APP', 7)]
  const child = fork(join(import.meta.dirname, 'bare-page.ts'), args, { env: INHERITED, execArgv: [] })
  const { port } = (await said(child)) as { port: number }
  return started(child, `http://127.0.0.1:${port}`)
}

/* Its first message: it is ready. */
async function said(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`a process of the bench ended: ${String(code)}`)),
  )
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown]
  ended.catch(() => undefined)
  return message
}

const started = (child: ChildProcess, baseUrl: string): Started => ({
  pid: child.pid ?? 0,
  baseUrl,
  async stop() {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  },
})
