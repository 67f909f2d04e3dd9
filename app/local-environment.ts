import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalParts } from '../local/launcher.ts'
import { exists } from '../local/machine.ts'
import type { LocalSettings } from '../local/settings.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'

/** A secret of one local instance: made once, kept with its data, so that the Region's office still answers after a restart. */
export async function localSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, `${name}.secret`)
  // Linked when whole: a start that was killed here leaves no empty secret.
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(unfinished, randomBytes(24).toString('base64url'), { mode: 0o600 })
  await link(unfinished, file).catch(async (error: unknown) => {
    if (!(await exists(file))) throw error
  })
  await rm(unfinished)
  return readFile(file, 'utf8')
}

type Given = Readonly<Record<string, string | undefined>>
/* Where the parts that are started here answer; null for one that is somebody else's. */
type LocalAddresses = Pick<LocalParts, 'settings' | 'databaseUrl' | 'mail' | 'regionUrl'>

/** Checks all settings before anything is started, with the parts that will be. Throws ConfigError. */
export function checkSettings(settings: LocalSettings, given: Given): Config {
  const { smtp: port } = settings.ports
  const planned: LocalAddresses = {
    settings,
    databaseUrl: given['DATABASE_URL'] ? null : 'postgres://127.0.0.1/concilia',
    mail: given['SMTP_URL'] ? null : { host: '127.0.0.1', port, dir: settings.dataDir },
    regionUrl: given['REGION_URL'] ? null : 'http://127.0.0.1',
  }
  return readConfig(localEnvironment(planned, { callback: 'made once the disk has room' }, given))
}

/** The application's settings for the parts that were started here; what is given from outside wins. */
export function localEnvironment(
  parts: LocalAddresses,
  secrets: { callback: string },
  given: Given,
): Record<string, string> {
  const { settings, databaseUrl, regionUrl } = parts
  const demo = (given['CONCILIA_MODE'] || 'demo') === 'demo'
  const port = given['CONCILIA_PORT'] || String(settings.ports.web)
  const all: Given = {
    CONCILIA_MODE: 'demo',
    CONCILIA_PORT: port,
    CONCILIA_PUBLIC_URL: `http://127.0.0.1:${port}`,
    CONCILIA_DOCUMENTS_DIR: join(settings.dataDir, 'documents'),
    REGION_CALLBACK_TOKEN: secrets.callback,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...(regionUrl === null ? {} : { REGION_URL: regionUrl }),
    ...mailSettings(parts.mail, demo),
    ...withoutEmpty(given),
  }
  return withoutEmpty(all)
}

function withoutEmpty(given: Given): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

function mailSettings(mail: LocalAddresses['mail'], demo: boolean): Record<string, string> {
  if (mail === null) return {}
  const settings = { SMTP_URL: `smtp://${mail.host}:${mail.port}` }
  return demo ? { ...settings, CONCILIA_MAIL_DIR: mail.dir } : settings
}
