import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { assertPortsFree, assertRoom, isPortFree } from './machine.ts'
import { SetupError } from './setup-error.ts'
import { localSettings } from './settings.ts'

async function withTakenPort(host: string, check: (port: number) => Promise<void>): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  try {
    await check((server.address() as AddressInfo).port)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

describe('ports', () => {
  it('are refused when taken, with the port, the part and what to do in one line', async () => {
    await withTakenPort('127.0.0.1', async (port) => {
      const check = assertPortsFree([{ port, part: 'PostgreSQL' }])
      await expect(check).rejects.toThrow(SetupError)
      await expect(check).rejects.toThrow(
        `Port ${port}, needed by PostgreSQL, is taken by another program: stop it`,
      )
    })
  })

  it('are taken too when another program listens on every address', async () => {
    await withTakenPort('0.0.0.0', async (port) => expect(await isPortFree(port)).toBe(false))
  })

  it('of two instances differ when their offsets do', () => {
    const ports = [0, 10, 20, 90].flatMap((portOffset) =>
      Object.values(localSettings({ name: 'x', dataDir: '/x', portOffset }).ports),
    )
    expect(new Set(ports).size).toBe(ports.length)
  })

  it('have ten offsets, and no other', () => {
    expect(() => localSettings({ name: 'x', dataDir: '/x', portOffset: 100 })).toThrow(SetupError)
    expect(() => localSettings({ name: 'x', dataDir: '/x', portOffset: 1 })).toThrow(SetupError)
  })
})

describe('the disk', () => {
  it('is refused when it has less room than needed, with both figures', async () => {
    await expect(assertRoom(tmpdir(), 1e9)).rejects.toThrow(
      / has \d+ MB free and 1000000000 MB are needed: make room/,
    )
  })

  it('is looked at before anything is written, also for a folder still to be made', async () => {
    const folder = join(tmpdir(), 'concilia-not-there', 'below')
    await expect(assertRoom(folder, 1e9)).rejects.toThrow(/ MB are needed: make room/)
    await expect(access(folder)).rejects.toThrow('ENOENT')
  })

  it('is refused when its folder cannot be made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'concilia-disk-'))
    await writeFile(join(folder, 'file'), '')
    const check = assertRoom(join(folder, 'file', 'below'), 1)
    await expect(check).rejects.toThrow(SetupError)
    await expect(check).rejects.toThrow(/cannot be written \(ENOTDIR\): give this user the right to it\.$/)
    await rm(folder, { recursive: true })
  })
})
