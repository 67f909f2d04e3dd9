import type { ProcessEngine } from '../../engine/port.ts'
import { readArguments } from './arguments.ts'
import type { ConformanceCase } from './case.ts'
import { expectSame } from './check.ts'
import { asLine, compare } from './compare.ts'

const engine = { deploy: () => Promise.resolve() } as unknown as ProcessEngine
const pace = { limitMs: 1000, graceMs: 10 }
const playing = (play: () => void): ConformanceCase => ({
  ...{ number: 7, title: 'a rule', source: 'here', models: [] },
  play: () => Promise.resolve().then(play),
})

describe('the table', () => {
  it.each([
    ['same', () => undefined, ' 7  same     a rule'],
    ['differs', () => expectSame('colour', 'red', 'blue'), 'colour: expected blue, found red'],
    ['failed', () => JSON.parse('{') as undefined, ' 7  failed   a rule'],
  ])('says %s', async (result, play, line) => {
    const one = playing(play)
    const outcome = await compare(one, { engine, ...pace })
    expect(outcome.result).toBe(result)
    expect(asLine(one, outcome)).toContain(line)
  })
})

describe('the command line', () => {
  it('takes an address alone: the newest search, no sign-in, REST beside it', () => {
    expect(readArguments(['--camunda', 'engine:26500'])).toEqual({
      settings: {
        grpcAddress: 'engine:26500',
        restUrl: 'http://engine:8080',
        api: '8.8',
        signIn: { strategy: 'NONE' },
      },
      only: null,
    })
  })

  it.each([
    ['grpc://engine:26500', 'http://engine:8080'],
    ['grpcs://engine.example:443', 'https://engine.example:8080'],
    ['[::1]:26500', 'http://[::1]:8080'],
  ])('takes %s, with REST on the same host', (grpcAddress, restUrl) => {
    expect(readArguments(['--camunda', grpcAddress]).settings).toMatchObject({ grpcAddress, restUrl })
  })

  it.each(['engine', 'http://engine:8080', 'grpc://engine', 'grpc://engine:26500/v2'])(
    'refuses %s, which is no address of a gateway',
    (address) => {
      expect(() => readArguments(['--camunda', address])).toThrow(`--camunda ${address}: HOST:PORT`)
    },
  )

  it('signs in with what it is given', () => {
    const { settings } = readArguments(['--camunda', 'e:1', '--user', 'u', '--password', 'p'])
    expect(settings.signIn).toEqual({ strategy: 'BASIC', user: 'u', password: 'p' })
  })

  it.each([
    [[], '--camunda is missing'],
    [['--camunda', 'e:1', '--api', '7'], '--api 7: 8.6 or 8.8'],
    [['--camunda', 'e:1', '--sign-in', 'magic'], '--sign-in magic'],
    [['--camunda', 'e:1', '--user', 'u'], '--password is missing'],
  ])('%j is refused in one line', (given, line) => {
    expect(() => readArguments(given)).toThrow(line)
  })
})
