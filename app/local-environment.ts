import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../db/errors.ts'
import type { LocalParts } from '../local/launcher.ts'

/** A secret of one local instance: made once, kept with its data, so that a restart signs nobody out. */
export async function localSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, `${name}.secret`)
  const made = randomBytes(24).toString('base64url')
  await writeFile(file, made, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  return readFile(file, 'utf8')
}

/** The application's settings for the parts that were started here; what is given from outside wins. */
export function localEnvironment(
  parts: LocalParts,
  secrets: { session: string; callback: string },
  given: Record<string, string | undefined>,
): Record<string, string> {
  const { settings, databaseUrl, regionUrl } = parts
  const all: Record<string, string | undefined> = {
    CONCILIA_MODE: 'demo',
    CONCILIA_PORT: String(settings.ports.web),
    CONCILIA_PUBLIC_URL: `http://127.0.0.1:${settings.ports.web}`,
    CONCILIA_SESSION_SECRET: secrets.session,
    CONCILIA_DOCUMENTS_DIR: join(settings.dataDir, 'documents'),
    REGION_CALLBACK_TOKEN: secrets.callback,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...(regionUrl === null ? {} : { REGION_URL: regionUrl }),
    ...engineSettings(parts.engine),
    ...mailSettings(parts.mail),
    ...given,
  }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function engineSettings(engine: LocalParts['engine']): Record<string, string> {
  if (engine === null) return {}
  return {
    CONCILIA_ENGINE_ID: engine.engineId,
    CONCILIA_ENGINE_ACTUATOR_URL: engine.actuatorUrl,
    CONCILIA_OPERATE_URL: engine.operateUrl,
    ZEEBE_GRPC_ADDRESS: engine.zeebeGrpcAddress,
    CAMUNDA_REST_URL: engine.camundaRestUrl,
  }
}

function mailSettings(mail: LocalParts['mail']): Record<string, string> {
  return mail === null ? {} : { CONCILIA_MAIL_DIR: mail.dir, SMTP_URL: `smtp://${mail.host}:${mail.port}` }
}
