import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'

/* Another loopback address than that of an instance that may be running here. */
const HOST = '127.0.0.2'

it('the mail sink alone answers at the address that it is told, and ends when it is asked to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concilia-mail-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mail-receiver.ts')], {
    env: { MAIL_HOST: HOST, MAIL_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    expect(String(line)).toContain(`${HOST}:2525`)
    const socket = connect(2525, HOST)
    const [greeting] = (await once(socket, 'data')) as [Buffer]
    expect(String(greeting)).toMatch(/^220 /)
    socket.destroy()
    child.kill('SIGTERM')
    expect(await once(child, 'close')).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})
