import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { isPortFree } from '../../local/machine.ts'
import { LOCAL_DIR, localSettings } from '../../local/settings.ts'
import { waitFor } from '../support/wait-for.ts'

const run = promisify(execFile)
const LIMIT_MS = 15_000
const dataDir = join(LOCAL_DIR, 'test-guard')
const { ports } = localSettings({ name: 'test-guard', dataDir, portOffset: 90 })
const pidsSchema = z.object({ launcher: z.number(), guard: z.number(), parent: z.number() })

type Running = { npm: ChildProcess; pids: z.infer<typeof pidsSchema>; children: number[]; output: string[] }

beforeAll(async () => {
  await rm(dataDir, { recursive: true, force: true })
  await mkdir(join(dataDir, 'npm'), { recursive: true })
  const start = `exec node ${join(import.meta.dirname, 'launcher.fixture.ts')}`
  await writeFile(
    join(dataDir, 'npm', 'package.json'),
    JSON.stringify({ name: 'under-npm', scripts: { start } }),
  )
})

afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function startUnderNpm(): Promise<Running> {
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: join(dataDir, 'npm'),
    env: { ...process.env, DATA_DIR: join(dataDir, 'data'), PORT_OFFSET: '90' },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, as a terminal gives it: Ctrl-C reaches all of it.
    detached: true,
  })
  const output: string[] = []
  createInterface({ input: npm.stdout }).on('line', (line) => output.push(line))
  const isRunning = () => output.includes('application is running') || npm.exitCode !== null
  await waitFor('the application', 90_000, () => Promise.resolve(isRunning() || null))
  if (npm.exitCode !== null) throw new Error(output.join('\n'))
  const pids = pidsSchema.parse(JSON.parse(output.find((line) => line.startsWith('{')) ?? 'null'))
  return { npm, pids, children: await childrenOf(pids.guard), output }
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid='])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (above: number): number[] =>
    rows.filter(([, parent]) => parent === above).flatMap(([child = 0]) => [child, ...below(child)])
  return below(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function expectNothingLeft({ pids, children }: Running): Promise<void> {
  const all = [pids.launcher, pids.guard, ...children]
  await waitFor('the end of every process', LIMIT_MS, () => Promise.resolve(!all.some(isAlive) || null))
  for (const port of Object.values(ports)) expect([port, await isPortFree(port)]).toEqual([port, true])
}

describe('what npm start leaves behind', () => {
  it('is nothing after kill -9 of the launcher, the database included', async () => {
    const running = await startUnderNpm()
    expect(running.children.length).toBeGreaterThanOrEqual(3)
    process.kill(running.pids.launcher, 'SIGKILL')
    await expectNothingLeft(running)
  }, 120_000)

  it('is nothing after kill -9 of npm', async () => {
    const running = await startUnderNpm()
    expect(running.pids.parent).toBe(running.npm.pid)
    running.npm.kill('SIGKILL')
    await expectNothingLeft(running)
  }, 120_000)

  it('is nothing after kill -9 of the application, and the launcher says why it stops', async () => {
    const running = await startUnderNpm()
    const { stdout } = await run('ps', ['-o', 'pid=,args=', '-p', running.children.join(',')])
    const app = stdout.split('\n').find((line) => line.includes('app.fixture.ts'))
    process.kill(Number.parseInt(app ?? '', 10), 'SIGKILL')
    await expectNothingLeft(running)
    expect(running.output).toContain('The application ended unexpectedly (SIGKILL). Stopping everything…')
  }, 120_000)

  it('is nothing after Ctrl-C, and npm start ends well', async () => {
    const running = await startUnderNpm()
    process.kill(-(running.npm.pid ?? 0), 'SIGINT')
    await expectNothingLeft(running)
    expect(running.output.slice(-2)).toEqual(['Asked to stop (SIGINT). Stopping everything…', 'Stopped.'])
  }, 120_000)

  it('is nothing after kill -9 of the guard itself', async () => {
    const running = await startUnderNpm()
    process.kill(running.pids.guard, 'SIGKILL')
    await expectNothingLeft(running)
  }, 120_000)
})
