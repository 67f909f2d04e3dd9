import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig, settingsSchema } from '../../app/config.ts'

const ROOT = join(import.meta.dirname, '../..')
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const dockerfile = textOf('Dockerfile')
const composeText = textOf('docker-compose.yml')

const serviceSchema = z.object({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])),
  volumes: z.array(z.string()),
})
const compose = z
  .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.null()) })
  .parse(parse(composeText, { merge: true }))
const { services } = compose
const networkAliases = z
  .object({
    services: z.object({
      app: z.object({ networks: z.object({ default: z.object({ aliases: z.array(z.string()) }) }) }),
    }),
  })
  .parse(parse(composeText, { merge: true })).services.app.networks.default.aliases

const POSTGRES = ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_INITDB_ARGS']
const SECRETS = ['POSTGRES_PASSWORD', 'REGION_CALLBACK_TOKEN']

/* The programs beside the application say in a schema of their own what they read. */
const readBy = (file: string): string[] =>
  [...textOf(file).matchAll(/\b([A-Z_]+): z\./g)].map(([, name = '']) => name)
const accepted: Record<string, string[]> = {
  app: Object.keys(settingsSchema.shape),
  database: POSTGRES,
  mail: readBy('local/mail-receiver.ts'),
  region: readBy('local/region-receiver.ts'),
}

/* `${NAME}`, `${NAME:-default}` and `${NAME:?why}`, as compose reads them. */
function filled(text: string, given: Record<string, string>): string {
  return text.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind: string | undefined, rest = '') => {
      const value = given[name]
      if (value) return value
      if (kind === '?') throw new Error(`${name}: ${rest}`)
      return kind === '-' ? String(rest) : ''
    },
  )
}
const environmentOf = (service: string, given: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(services[service]?.environment ?? {}).map(([name, value]) => [
      name,
      filled(String(value), given),
    ]),
  )
const imageEnvironment = Object.fromEntries(
  [...dockerfile.matchAll(/^(?:ENV| {4}) ?(\w+)=(\S+)/gm)].map(([, name = '', value = '']) => [name, value]),
)
const given = Object.fromEntries(
  SECRETS.map((name) => [name, `${name.toLowerCase().replaceAll('_', '')}1234`]),
)
const settings = () => readConfig({ ...imageEnvironment, ...environmentOf('app', given) })

describe('docker-compose.yml and the Dockerfile', () => {
  it('name no variable that nobody reads, in their comments either', () => {
    const known = new Set(Object.values(accepted).flat())
    const words = [dockerfile, composeText].flatMap((text) => text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [])
    expect(words.length).toBeGreaterThan(30)
    expect(words.filter((word) => !known.has(word))).toEqual([])
  })

  it('give each service only what it reads itself', () => {
    expect(Object.keys(services).sort()).toEqual(Object.keys(accepted).sort())
    for (const [name, { environment }] of Object.entries(services))
      expect({
        name,
        unread: Object.keys(environment).filter((one) => !accepted[name]?.includes(one)),
      }).toEqual({ name, unread: [] })
    expect(Object.keys(imageEnvironment).filter((one) => !accepted['app']?.includes(one))).toEqual([])
  })

  it('give the application settings that it takes: the demo on the embedded engine', () => {
    expect(settings()).toMatchObject({
      CONCILIA_MODE: 'demo',
      CONCILIA_HOST: '0.0.0.0',
      ENGINE: 'embedded',
      camunda: null,
    })
  })

  it('are explained, as every setting is, in the tables of docs/operations.md', () => {
    const rows = textOf('docs/operations.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1] ?? '')
    const named = rows.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name))
    expect(accepted['app']?.filter((name) => !named.includes(name))).toEqual([])
    const ofOurs = named.filter((name) => /^(CONCILIA|CAMUNDA|ZEEBE)_/.test(name))
    expect(ofOurs.filter((name) => !accepted['app']?.includes(name))).toEqual([])
  })

  it('say what every setting of a Camunda is called', () => {
    const ofCamunda = Object.keys(settingsSchema.shape).filter((name) =>
      /^(CAMUNDA|ZEEBE|CONCILIA_(ENGINE_|OPERATE))/.test(name),
    )
    const movesTheClockOfALocalOne = 'CONCILIA_ENGINE_ACTUATOR_URL'
    expect(
      ofCamunda.filter((name) => name !== movesTheClockOfALocalOne && !composeText.includes(name)),
    ).toEqual([])
  })

  it.each(SECRETS)('refuse to start without %s', (missing) => {
    const without = Object.fromEntries(Object.entries(given).filter(([name]) => name !== missing))
    const start = () => Object.keys(services).map((service) => environmentOf(service, without))
    expect(start).toThrow(missing)
    expect(dockerfile).not.toContain(missing)
  })

  it('hold no secret themselves', () => {
    const secret = Object.entries(services).flatMap(([service, { environment }]) =>
      Object.entries(environment)
        .filter(([name]) => /SECRET|PASSWORD|TOKEN$/.test(name))
        .map(([name, value]) => ({ service, name, asked: /^\$\{\w+:\?[^}]+\}$/.test(String(value)) })),
    )
    expect(secret.length).toBeGreaterThan(2)
    expect(secret.filter(({ asked }) => !asked)).toEqual([])
  })

  it('let the services find each other by their names and ports', () => {
    const { DATABASE_URL, SMTP_URL, REGION_URL, CONCILIA_PUBLIC_URL, CONCILIA_PORT } = settings()
    const [database, mail, region, ours] = [DATABASE_URL, SMTP_URL, REGION_URL, CONCILIA_PUBLIC_URL].map(
      (url) => new URL(url),
    )
    expect([database?.hostname, mail?.hostname, region?.hostname]).toEqual(['database', 'mail', 'region'])
    expect(database?.password).toBe(environmentOf('database', given)['POSTGRES_PASSWORD'])
    expect(region?.port).toBe(environmentOf('region', given)['REGION_PORT'])
    expect(textOf('local/settings.ts')).toContain(`smtp: ${mail?.port}`)
    /* The Region's office posts its outcome to the public address, from its own container. */
    expect(environmentOf('region', given)['REGION_CALLBACK_HOSTS']).toBe(ours?.hostname)
    expect(networkAliases).toContain(ours?.hostname)
    expect(ours?.port).toBe(String(CONCILIA_PORT))
  })

  it('keep documents, database, mails and what the Region has in volumes that the application may write', () => {
    const mounted = Object.values(services).flatMap(({ volumes }) => volumes.map((one) => one.split(':')))
    expect([...new Set(mounted.map(([name]) => name))].sort()).toEqual(Object.keys(compose.volumes).sort())
    const folderOf = (volume: string) => mounted.find(([name]) => name === volume)?.[1]
    expect(folderOf('documents')).toBe(settings().CONCILIA_DOCUMENTS_DIR)
    expect(`${folderOf('mails')}/mail`).toBe(settings().CONCILIA_MAIL_DIR)
    expect(folderOf('mails')).toBe(environmentOf('mail', given)['MAIL_DATA_DIR'])
    expect(folderOf('region')).toBe(environmentOf('region', given)['REGION_DATA_DIR'])
    for (const volume of ['documents', 'mails', 'region'])
      expect(dockerfile).toMatch(
        new RegExp(`mkdir -p.* ${folderOf(volume)}( |$).*chown -R node:node /data`, 'm'),
      )
    expect(dockerfile).toMatch(/^USER node$/m)
  })
})

const FROM = /(?<!['\w])(?:from|import)\s*\(?\s*'([^']+)'/g

/* Every file that these reach by their imports, lazy ones too, and every package that one of them names. */
function reachedFrom(entries: string[]): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    const code = textOf(file).replaceAll(/^import type .*$|\/\*[\s\S]*?\*\//gm, '')
    for (const [, name = ''] of code.matchAll(FROM)) {
      if (name.startsWith('.')) visit(relative(ROOT, resolve(ROOT, dirname(file), name)))
      else if (!name.startsWith('node:')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    }
  }
  entries.forEach(visit)
  return { files, packages }
}

describe('the image', () => {
  const allowed = textOf('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const started = [
    ...[...dockerfile.matchAll(/^CMD \["node", "([^"]+)"\]$/gm)].map(([, file = '']) => file),
    ...Object.values(services).flatMap(({ command }) => command?.slice(1) ?? []),
  ]
  const { files, packages } = reachedFrom(started)

  it('holds each folder that its programs reach, and no folder that is not there', () => {
    expect(started).toHaveLength(3)
    expect(files.size).toBeGreaterThan(200)
    const folders = [...new Set([...files].map((file) => file.split('/')[0] ?? ''))]
    expect(folders.filter((folder) => !allowed.includes(folder))).toEqual([])
    expect(allowed.filter((name) => !existsSync(join(ROOT, name)))).toEqual([])
  })

  it('holds each package that its programs import, for they are no devDependencies', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')))
    expect(packages.size).toBeGreaterThan(20)
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([])
    expect(dockerfile).toContain('npm ci --omit=dev')
  })
})
