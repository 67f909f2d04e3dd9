import { describe, expect, it } from '@jest/globals'
import { ConfigError, readConfig } from './config.ts'

const right = {
  CONCILIA_MODE: 'demo',
  CONCILIA_PUBLIC_URL: 'http://127.0.0.1:3000',
  CONCILIA_DOCUMENTS_DIR: 'documents',
  DATABASE_URL: 'postgres://127.0.0.1/concilia',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  REGION_URL: 'http://127.0.0.1:4000',
  REGION_CALLBACK_TOKEN: 'sixteen characters',
}
const camunda = {
  ENGINE: 'camunda',
  CONCILIA_ENGINE_ID: 'engine',
  CONCILIA_OPERATE_URL: 'http://127.0.0.1:8080/operate',
  ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:26500',
  CAMUNDA_REST_URL: 'http://127.0.0.1:8080',
}

const signIn = {
  CONCILIA_MODE: 'production',
  OIDC_ISSUER: 'https://identity.example/realms/office/',
  OIDC_CLIENT_ID: 'concilia',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_TAX_CODE_CLAIM: 'fiscal_number',
}

const complaint = (changes: Record<string, string | undefined>): string => {
  try {
    readConfig({ ...right, ...changes })
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('readConfig', () => {
  it('takes right settings and fills in what has a safe default', () => {
    expect(readConfig(right)).toMatchObject({
      CONCILIA_PORT: 3000,
      CONCILIA_HOST: '127.0.0.1',
      ENGINE: 'embedded',
      camunda: null,
    })
  })

  it('takes an identity provider in production, on this machine also over http', () => {
    expect(readConfig({ ...right, ...signIn }).signIn).toMatchObject({
      OIDC_ISSUER: 'https://identity.example/realms/office',
      OIDC_SCOPE: 'openid profile',
    })
    expect(complaint({ ...signIn, OIDC_ISSUER: 'http://127.0.0.1:8080' })).toBe('')
    expect(readConfig(right).signIn).toBeNull()
  })

  it('takes a Camunda with its addresses, asks in the shape of 8.8 and signs in by cookie where nothing else is said', () => {
    expect(readConfig({ ...right, ...camunda }).camunda).toMatchObject({
      CONCILIA_ENGINE_API: '8.8',
      CAMUNDA_AUTH_STRATEGY: 'COOKIE',
      ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:26500',
    })
  })

  it('names each address of a Camunda that is missing', () => {
    const told = complaint({ ENGINE: 'camunda' })
    for (const name of Object.keys(camunda).filter((one) => one !== 'ENGINE'))
      expect(told).toContain(`${name}: is missing`)
  })

  it('names each part of an OAuth sign-in that is missing', () => {
    const told = complaint({ ...camunda, CAMUNDA_AUTH_STRATEGY: 'OAUTH', ZEEBE_CLIENT_ID: 'concilia' })
    expect(told).toBe('Settings are wrong: CAMUNDA_OAUTH_URL: is missing; ZEEBE_CLIENT_SECRET: is missing')
  })

  it('refuses settings of a Camunda beside the embedded engine, in one line that says what to do', () => {
    const told = complaint({ ...camunda, ENGINE: undefined })
    expect(told).toBe(
      'Settings are wrong: CONCILIA_ENGINE_ID, CONCILIA_OPERATE_URL, ZEEBE_GRPC_ADDRESS, CAMUNDA_REST_URL: set ENGINE=camunda, or leave them out',
    )
  })

  it.each([
    ['a missing setting', { DATABASE_URL: undefined }, 'DATABASE_URL: is missing'],
    ['an empty setting', { SMTP_URL: '' }, 'SMTP_URL: is missing'],
    [
      'a database that is no PostgreSQL',
      { DATABASE_URL: 'mysql://x/y' },
      'DATABASE_URL: must be a URL beginning with postgres://',
    ],
    ['a port beyond the last', { CONCILIA_PORT: '70000' }, 'CONCILIA_PORT: '],
    ['a port that is a word', { CONCILIA_PORT: 'web' }, 'CONCILIA_PORT: '],
    ['a port in another notation', { CONCILIA_PORT: '0x1F90' }, 'CONCILIA_PORT: must be a number'],
    ['a host that is none', { CONCILIA_HOST: 'not a host' }, 'CONCILIA_HOST: must be an address'],
    [
      'a REST address with its version',
      { ...camunda, CAMUNDA_REST_URL: 'http://127.0.0.1:8080/v2/' },
      'CAMUNDA_REST_URL: must be given without /v2',
    ],
    [
      "the demo's clock in production",
      { ...camunda, ...signIn, CONCILIA_ENGINE_ACTUATOR_URL: 'http://127.0.0.1:9600' },
      'CONCILIA_ENGINE_ACTUATOR_URL: is for the demo only',
    ],
    [
      'a production without its identity provider',
      { CONCILIA_MODE: 'production' },
      'OIDC_ISSUER: is missing; OIDC_CLIENT_ID: is missing; OIDC_CLIENT_SECRET: is missing; OIDC_TAX_CODE_CLAIM: is missing',
    ],
    [
      'an identity provider beside the choice of the demo',
      { ...signIn, CONCILIA_MODE: 'demo' },
      'OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_TAX_CODE_CLAIM: set CONCILIA_MODE=production, or leave them out',
    ],
    [
      'an identity provider over http elsewhere',
      { ...signIn, OIDC_ISSUER: 'http://identity.example' },
      'OIDC_ISSUER: must be https://',
    ],
    ['scopes without openid', { ...signIn, OIDC_SCOPE: 'profile' }, 'OIDC_SCOPE: must hold openid'],
    ['an engine that nobody knows', { ENGINE: 'flowable' }, 'ENGINE: '],
    ['a secret too short to be one', { REGION_CALLBACK_TOKEN: 'short' }, 'REGION_CALLBACK_TOKEN: '],
    ['a history too short for a late completion', { CONCILIA_HISTORY_DAYS: '29' }, 'CONCILIA_HISTORY_DAYS: '],
    ['a lease of no time', { CONCILIA_JOB_LEASE_MS: '0' }, 'CONCILIA_JOB_LEASE_MS: '],
    ['a setting that nobody knows', { CONCILIA_PROT: '3000' }, 'CONCILIA_PROT: is not a setting of Concilia'],
    [
      'the demo in production',
      { NODE_ENV: 'production' },
      'CONCILIA_MODE: demo is refused with NODE_ENV=production',
    ],
  ])('refuses %s and names it', (_, changes, message) => {
    expect(complaint(changes)).toContain(message)
  })

  it('takes a public address with or without a slash at its end', () => {
    const { CONCILIA_PUBLIC_URL } = readConfig({ ...right, CONCILIA_PUBLIC_URL: 'https://rete.example/' })
    expect(CONCILIA_PUBLIC_URL).toBe('https://rete.example')
  })

  it('names every wrong setting at once', () => {
    const told = complaint({ DATABASE_URL: undefined, CONCILIA_PORT: '0', REGION_URL: 'ftp://x' })
    expect(told.split('; ')).toHaveLength(3)
    expect(told).not.toContain('\n')
  })
})
