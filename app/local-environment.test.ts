import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { localSettings } from '../local/settings.ts'
import { ConfigError } from './config.ts'
import { checkSettings, localSecret } from './local-environment.ts'

const settings = localSettings({ name: 'x', dataDir: '/x', portOffset: 10 })

const complaint = (given: Record<string, string>): string => {
  try {
    checkSettings(settings, given)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('a start with local parts', () => {
  it('needs no setting at all', () => {
    expect(checkSettings(settings, {})).toMatchObject({
      CONCILIA_MODE: 'demo',
      CONCILIA_PORT: 3010,
      CONCILIA_PUBLIC_URL: 'http://127.0.0.1:3010',
    })
  })

  it('moves web and public address together to a given port', () => {
    expect(checkSettings(settings, { CONCILIA_PORT: '3100' })).toMatchObject({
      CONCILIA_PORT: 3100,
      CONCILIA_PUBLIC_URL: 'http://127.0.0.1:3100',
    })
  })

  it('takes an empty setting for one that is not given', () => {
    expect(checkSettings(settings, { DATABASE_URL: '', CONCILIA_PORT: '' }).CONCILIA_PORT).toBe(3010)
  })

  it('keeps no page of mails outside the demo', () => {
    const production = {
      ...{ CONCILIA_MODE: 'production', OIDC_ISSUER: 'https://identity.example', OIDC_CLIENT_ID: 'concilia' },
      ...{ OIDC_CLIENT_SECRET: 'secret', OIDC_TAX_CODE_CLAIM: 'fiscal_number' },
    }
    expect(checkSettings(settings, production).CONCILIA_MAIL_DIR).toBeUndefined()
  })

  it('runs on the embedded engine, or on a Camunda that is given whole', () => {
    expect(checkSettings(settings, {}).ENGINE).toBe('embedded')
    const given = {
      ENGINE: 'camunda',
      CONCILIA_ENGINE_ID: 'theirs',
      CONCILIA_OPERATE_URL: 'http://engine:8080/operate',
      ZEEBE_GRPC_ADDRESS: 'grpc://engine:26500',
      CAMUNDA_REST_URL: 'http://engine:8080',
    }
    expect(checkSettings(settings, given).camunda).toMatchObject({ CONCILIA_ENGINE_ID: 'theirs' })
  })

  it.each([
    ['a setting that nobody knows', { CONCILIA_PROT: '1' }, 'CONCILIA_PROT: is not a setting'],
    ['the demo in production', { NODE_ENV: 'production' }, 'demo is refused with NODE_ENV=production'],
    [
      'an engine given in part',
      { ENGINE: 'camunda', ZEEBE_GRPC_ADDRESS: 'grpc://engine:26500' },
      'CONCILIA_ENGINE_ID: is missing; CONCILIA_OPERATE_URL: is missing; CAMUNDA_REST_URL: is missing',
    ],
    [
      'an engine given without saying so',
      { CAMUNDA_REST_URL: 'http://engine:8080' },
      'CAMUNDA_REST_URL: set ENGINE=camunda, or leave them out',
    ],
  ])('refuses %s before anything starts', (_, given, message) => {
    expect(complaint(given)).toContain(message)
  })
})

describe('a local secret', () => {
  it('is made once, whole, and for its user only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'concilia-secret-'))
    const made = await Promise.all([localSecret(folder, 'callback'), localSecret(folder, 'callback')])
    expect(made[0]).toBe(made[1])
    expect(await localSecret(folder, 'callback')).toBe(made[0])
    expect(await localSecret(folder, 'other')).not.toBe(made[0])
    expect((await stat(join(folder, 'callback.secret'))).mode & 0o777).toBe(0o600)
    await rm(folder, { recursive: true })
  })
})
