import { join } from 'node:path'
import type { Guard, HeldPart } from './guard-client.ts'
import { SPARING, type LocalSettings } from './settings.ts'
import { waitUntilReady } from './wait.ts'

/** What the Region's office is told of us: its token for the outcome, the host that it may post it to, and whether it
 * answers a plan only when somebody tells it to. */
export type RegionCallback = { callbackToken: string; callbackHost?: string; whenTold?: boolean }

/** Starts the program that plays the Region's office, and waits until it answers. */
export async function startRegionReceiver(
  guard: Guard,
  settings: LocalSettings,
  { callbackToken, callbackHost, whenTold = false }: RegionCallback,
): Promise<{ part: HeldPart; url: string }> {
  const url = `http://127.0.0.1:${settings.ports.regionReceiver}`
  const part = await guard.start({
    title: "The Region's receiver",
    command: process.execPath,
    args: [...SPARING, join(import.meta.dirname, 'region-receiver.ts')],
    env: {
      PATH: process.env['PATH'] ?? '',
      REGION_PORT: String(settings.ports.regionReceiver),
      REGION_DATA_DIR: join(settings.dataDir, 'region'),
      REGION_CALLBACK_TOKEN: callbackToken,
      REGION_CALLBACK_HOSTS: [...new Set(['127.0.0.1', 'localhost', callbackHost ?? 'localhost'])].join(','),
      REGION_ANSWERS: whenTold ? 'when-told' : 'by-itself',
      ...(process.env['REGION_OUTCOME_DELAY_MS']
        ? { REGION_OUTCOME_DELAY_MS: process.env['REGION_OUTCOME_DELAY_MS'] }
        : {}),
    },
    cwd: settings.dataDir,
    user: null,
    logFile: join(settings.logsDir, 'region-receiver.log'),
    stopSignal: 'SIGTERM',
    graceMs: 5000,
  })
  await waitUntilReady(part, 30_000, async () => (await fetch(`${url}/health`)).ok)
  return { part, url }
}
