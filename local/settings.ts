import { join, resolve } from 'node:path'
import { SetupError } from './setup-error.ts'

/** One local instance: its name, the folder of its data, and how far its ports lie above the usual ones. */
export type LocalInstance = { name: string; dataDir: string; portOffset: number }

const USUAL_PORTS = {
  web: 3000,
  regionReceiver: 4000,
  smtp: 2525,
  postgres: 5433,
} as const

/* The TCP ports of one instance, all on the loopback address. */
type LocalPorts = { readonly [K in keyof typeof USUAL_PORTS]: number }

/** Where an instance keeps its things and on which ports it answers. */
export type LocalSettings = LocalInstance & { logsDir: string; ports: LocalPorts }

/** The folder of all local data; it is outside version control. */
export const LOCAL_DIR = resolve(import.meta.dirname, '..', '.local')

/** The instance that `npm start` runs. */
export const MAIN_INSTANCE: LocalInstance = { name: 'main', dataDir: join(LOCAL_DIR, 'main'), portOffset: 0 }

const OFFSETS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]

/** Works out folders and ports of an instance. Throws SetupError when the offset is not 0, 10, … 90. */
export function localSettings(instance: LocalInstance): LocalSettings {
  if (!OFFSETS.includes(instance.portOffset))
    throw new SetupError(
      `The port offset ${instance.portOffset} cannot be used: choose one of ${OFFSETS.join(', ')}.`,
    )
  const above = (port: keyof LocalPorts) => USUAL_PORTS[port] + instance.portOffset
  const dataDir = resolve(instance.dataDir)
  return {
    ...instance,
    dataDir,
    logsDir: join(dataDir, 'logs'),
    ports: {
      web: above('web'),
      regionReceiver: above('regionReceiver'),
      smtp: above('smtp'),
      postgres: above('postgres'),
    },
  }
}

/** How Node runs a part on a newcomer's machine, which holds all of them: memory before speed. */
export const SPARING = ['--max-semi-space-size=2', '--optimize-for-size'] as const
