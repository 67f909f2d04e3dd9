import { join, resolve } from 'node:path'
import { SetupError } from './setup-error.ts'

/** The versions of everything that a local start fetches or demands. */
export const VERSIONS = {
  camunda: '8.6.0',
  opensearchRunner: '2.19.1.0',
  verapdf: '1.28.2',
  java: 21,
} as const

/** One local instance: its name, the folder of its data, and how far its ports lie above the usual ones. */
export type LocalInstance = { name: string; dataDir: string; portOffset: number }

const USUAL_PORTS = {
  web: 3000,
  regionReceiver: 4000,
  smtp: 2525,
  postgres: 5433,
  camundaRest: 8080,
  camundaManagement: 9600,
  opensearch: 9200,
  opensearchTransport: 9300,
  zeebeGateway: 26500,
  zeebeCommand: 26501,
  zeebeInternal: 26502,
} as const

/** The TCP ports of one instance, all on the loopback address. */
export type LocalPorts = { readonly [K in keyof typeof USUAL_PORTS]: number }

/** Where an instance keeps its things and on which ports it answers. */
export type LocalSettings = LocalInstance & { logsDir: string; partsDir: string; ports: LocalPorts }

/** The folder of fetched parts and of all local data; it is outside version control. */
export const LOCAL_DIR = resolve(import.meta.dirname, '..', '.local')

/** The instance that `npm start` runs. */
export const MAIN_INSTANCE: LocalInstance = { name: 'main', dataDir: join(LOCAL_DIR, 'main'), portOffset: 0 }

// OpenSearchRunner looks no further than port 9299, and three of the engine's ports follow one another.
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
    partsDir: join(LOCAL_DIR, 'parts'),
    ports: {
      web: above('web'),
      regionReceiver: above('regionReceiver'),
      smtp: above('smtp'),
      postgres: above('postgres'),
      camundaRest: above('camundaRest'),
      camundaManagement: above('camundaManagement'),
      opensearch: above('opensearch'),
      opensearchTransport: above('opensearchTransport'),
      zeebeGateway: above('zeebeGateway'),
      zeebeCommand: above('zeebeCommand'),
      zeebeInternal: above('zeebeInternal'),
    },
  }
}
