import { z } from 'zod'
import { camundaSchema, signInProblems } from './config-camunda.ts'
import type { CamundaConfig } from './config-camunda.ts'
import { base, url } from './config-kinds.ts'
import { signInSchema } from './config-sign-in.ts'
import type { SignInConfig } from './config-sign-in.ts'

const port = z
  .string()
  .regex(/^\d+$/, 'must be a number from 1 to 65535')
  .transform(Number)
  .pipe(z.number().min(1).max(65_535))
const host = z.union([z.ipv4(), z.ipv6(), z.hostname()], { error: 'must be an address or a host name' })

/* Settings of the application itself, whichever engine it runs on. */
const ownSchema = z.object({
  CONCILIA_MODE: z
    .enum(['demo', 'production'])
    .describe('demo: choose a role to sign in, move the clock; refused with NODE_ENV=production'),
  CONCILIA_HOST: host.default('127.0.0.1').describe('address that the web listens on'),
  CONCILIA_PORT: port.default(3000).describe('port of web and API'),
  CONCILIA_PUBLIC_URL: url('http:', 'https:')
    .transform(base)
    .describe('address at which people and the Region reach us'),
  CONCILIA_DOCUMENTS_DIR: z.string().min(1).describe('folder of the content-addressed document store'),
  CONCILIA_JOB_LEASE_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(600_000)
    .default(20_000)
    .describe('how long a job is left to one process, in milliseconds: what a crash costs'),
  CONCILIA_HISTORY_DAYS: z.coerce
    .number()
    .int()
    .min(30)
    .default(3_650)
    .describe('how long the engine keeps the history of what has ended, in days'),
  CONCILIA_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('bearer token for /metrics; without it only this machine may ask'),
  CONCILIA_DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(4)
    .max(100)
    .default(20)
    .describe('connections to PostgreSQL'),
  CONCILIA_MAIL_FROM: z.email().default('rete-conciliazione@ats.example').describe('sender of our mail'),
  CONCILIA_MAIL_REPLY_TO: z
    .email()
    .optional()
    .describe('address that reads the answers to our mail; without it they go to the sender'),
  CONCILIA_MAIL_DIR: z.string().optional().describe('demo only: folder of the local mail sink, for its page'),
  CONCILIA_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  ENGINE: z
    .enum(['embedded', 'camunda'])
    .default('embedded')
    .describe('what runs the processes: the engine in this application, or a Camunda 8 that somebody runs'),
  DATABASE_URL: url('postgres:', 'postgresql:').describe('PostgreSQL 15 or later'),
  SMTP_URL: url('smtp:', 'smtps:').describe('mail server'),
  REGION_URL: url('http:', 'https:').describe("the Region's receiver"),
  REGION_CALLBACK_TOKEN: z.string().min(16).describe('bearer token that the Region sends with an outcome'),
})

/** Every setting of the application, read once from the environment: name, meaning, default where one is safe. */
export const settingsSchema = ownSchema.extend(camundaSchema.shape).extend(signInSchema.shape)
/** `camunda` is null on the embedded engine, `signIn` in the demo, where people are chosen. */
export type Config = z.output<typeof ownSchema> & {
  camunda: CamundaConfig | null
  signIn: SignInConfig | null
}

const DEMO_ONLY = ['CONCILIA_ENGINE_ACTUATOR_URL', 'CONCILIA_MAIL_DIR'] as const

/** A setting that is wrong or missing: `message` lists each with what it must be, in one line, without a stack. */
export class ConfigError extends Error {}

type Given = Record<string, string | undefined>
const isOurs = (name: string): boolean => name.startsWith('CONCILIA_') && !name.startsWith('CONCILIA_TEST_')

/** Reads and checks all settings at once. Throws ConfigError naming every wrong, missing or unknown CONCILIA_ setting, and
 * those of a Camunda that are given without it. */
export function readConfig(environment: Given): Config {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((name) => [name, environment[name] || undefined]),
  )
  const own = ownSchema.safeParse(given)
  const camunda = readCamunda(given)
  const signIn = readSignIn(given)
  const problems = [
    ...problemsOf(own, given),
    ...camunda.problems,
    ...signIn.problems,
    ...placeProblems(environment, given),
  ]
  if (!own.success || problems.length > 0) throw new ConfigError(`Settings are wrong: ${problems.join('; ')}`)
  return { ...own.data, camunda: camunda.config, signIn: signIn.config }
}

function problemsOf({ error }: { error?: z.ZodError | undefined }, given: Given): string[] {
  return (error?.issues ?? []).map(
    ({ path, message }) =>
      `${path.join('.')}: ${given[String(path[0])] === undefined ? 'is missing' : message}`,
  )
}

function readCamunda(given: Given): { config: CamundaConfig | null; problems: string[] } {
  if (given['ENGINE'] !== 'camunda')
    return { config: null, problems: strayProblems(camundaSchema, given, 'ENGINE=camunda') }
  const parsed = camundaSchema.safeParse(given)
  return { config: parsed.data ?? null, problems: [...problemsOf(parsed, given), ...signInProblems(given)] }
}

/* Who is to be proved who he is may not be chosen instead. */
function readSignIn(given: Given): { config: SignInConfig | null; problems: string[] } {
  if (given['CONCILIA_MODE'] !== 'production')
    return { config: null, problems: strayProblems(signInSchema, given, 'CONCILIA_MODE=production') }
  const parsed = signInSchema.safeParse(given)
  return { config: parsed.data ?? null, problems: problemsOf(parsed, given) }
}

/* Half a Camunda beside the embedded engine would complete nobody's tasks. */
function strayProblems(schema: z.ZodObject, given: Given, needed: string): string[] {
  const stray = Object.keys(schema.shape).filter((name) => given[name])
  return stray.length === 0 ? [] : [`${stray.join(', ')}: set ${needed}, or leave them out`]
}

function placeProblems(environment: Given, given: Given): string[] {
  const unknown = Object.keys(environment).filter((name) => isOurs(name) && !(name in settingsSchema.shape))
  const demoOnly = given['CONCILIA_MODE'] === 'production' ? DEMO_ONLY.filter((name) => given[name]) : []
  const demoInProduction = environment['NODE_ENV'] === 'production' && given['CONCILIA_MODE'] === 'demo'
  return [
    ...unknown.map((name) => `${name}: is not a setting of Concilia`),
    ...demoOnly.map((name) => `${name}: is for the demo only`),
    ...(demoInProduction ? ['CONCILIA_MODE: demo is refused with NODE_ENV=production'] : []),
  ]
}

/** The settings of this process. */
export const processConfig = (): Config => readConfig(process.env)

/** The environment as it was given: for the start of local parts only. */
export const processEnvironment = (): Given => ({ ...process.env })
