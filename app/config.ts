import { z } from 'zod'

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })
const port = z
  .string()
  .regex(/^\d+$/, 'must be a number from 1 to 65535')
  .transform(Number)
  .pipe(z.number().min(1).max(65_535))
const host = z.union([z.ipv4(), z.ipv6(), z.hostname()], { error: 'must be an address or a host name' })
const base = (text: string): string => text.replace(/\/+$/, '')

/** Every setting of the application, read once from the environment: name, meaning, default where one is safe. */
export const settingsSchema = z.object({
  CONCILIA_MODE: z
    .enum(['demo', 'production'])
    .describe('demo: choose a role to sign in, move the clock; refused with NODE_ENV=production'),
  CONCILIA_HOST: host.default('127.0.0.1').describe('address that the web listens on'),
  CONCILIA_PORT: port.default(3000).describe('port of web and API'),
  CONCILIA_PUBLIC_URL: url('http:', 'https:')
    .transform(base)
    .describe('address at which people and the Region reach us'),
  CONCILIA_SESSION_SECRET: z.string().min(16).describe('signs the session cookie'),
  CONCILIA_DOCUMENTS_DIR: z.string().min(1).describe('folder of the content-addressed document store'),
  CONCILIA_ENGINE_ID: z
    .string()
    .min(1)
    .describe("identity of the engine's data; a pair with another database is refused"),
  CONCILIA_ENGINE_API: z.enum(['8.6', '8.8']).default('8.6').describe("shape of the engine's search answers"),
  CONCILIA_ENGINE_USER: z.string().default('demo').describe("the engine's user for its REST API"),
  CONCILIA_ENGINE_PASSWORD: z.string().default('demo').describe('its password'),
  CONCILIA_ENGINE_ACTUATOR_URL: url('http:', 'https:')
    .optional()
    .describe('demo only: where the clock of the engine is moved'),
  CONCILIA_OPERATE_URL: url('http:', 'https:').describe('Camunda Operate, for deep links'),
  CONCILIA_JOB_LEASE_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(600_000)
    .default(20_000)
    .describe('how long a job is left to one process, in milliseconds: what a crash costs'),
  CONCILIA_DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(4)
    .max(100)
    .default(20)
    .describe('connections to PostgreSQL'),
  CONCILIA_MAIL_FROM: z.email().default('rete-conciliazione@ats.example').describe('sender of our mail'),
  CONCILIA_MAIL_DIR: z.string().optional().describe('demo only: folder of the local mail sink, for its page'),
  CONCILIA_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  DATABASE_URL: url('postgres:', 'postgresql:').describe('PostgreSQL 15 or later'),
  ZEEBE_GRPC_ADDRESS: url('grpc:', 'grpcs:').describe("Camunda's gateway for jobs and messages"),
  CAMUNDA_REST_URL: url('http:', 'https:')
    .transform(base)
    .refine((text) => !text.endsWith('/v2'), 'must be given without /v2')
    .describe("Camunda's REST API (without /v2)"),
  SMTP_URL: url('smtp:', 'smtps:').describe('mail server'),
  REGION_URL: url('http:', 'https:').describe("the Region's receiver"),
  REGION_CALLBACK_TOKEN: z.string().min(16).describe('bearer token that the Region sends with an outcome'),
})
export type Config = z.output<typeof settingsSchema>

const DEMO_ONLY = ['CONCILIA_ENGINE_ACTUATOR_URL', 'CONCILIA_MAIL_DIR'] as const

/** A setting that is wrong or missing: `message` lists each with what it must be, in one line, without a stack. */
export class ConfigError extends Error {}

const isOurs = (name: string): boolean => name.startsWith('CONCILIA_') && !name.startsWith('CONCILIA_TEST_')

/** Reads and checks all settings at once. Throws ConfigError naming every wrong, missing or unknown CONCILIA_ setting. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((name) => [name, environment[name] || undefined]),
  )
  const parsed = settingsSchema.safeParse(given)
  const unknown = Object.keys(environment).filter((name) => isOurs(name) && !(name in settingsSchema.shape))
  const demoInProduction = environment['NODE_ENV'] === 'production' && given['CONCILIA_MODE'] === 'demo'
  const demoOnly = given['CONCILIA_MODE'] === 'production' ? DEMO_ONLY.filter((name) => given[name]) : []
  const problems = [
    ...(parsed.error?.issues ?? []).map(
      ({ path, message }) =>
        `${path.join('.')}: ${given[String(path[0])] === undefined ? 'is missing' : message}`,
    ),
    ...unknown.map((name) => `${name}: is not a setting of Concilia`),
    ...demoOnly.map((name) => `${name}: is for the demo only`),
    ...(demoInProduction ? ['CONCILIA_MODE: demo is refused with NODE_ENV=production'] : []),
  ]
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(`Settings are wrong: ${problems.join('; ')}`)
  return parsed.data
}

/** The settings of this process. */
export const processConfig = (): Config => readConfig(process.env)

/** The environment as it was given: for the start of local parts only. */
export const processEnvironment = (): Record<string, string | undefined> => ({ ...process.env })
