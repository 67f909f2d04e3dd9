import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { casesOf, once, playDisturbed } from './disturbed.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

describe('over gRPC an instance comes to its end once, with nothing twice', () => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await openScenario({ api: '8.8', signIn: 'OAUTH' })
  })
  afterAll(() => scenario.close())

  it.each([
    ...casesOf('PublishMessage', { more: ['ALREADY_EXISTS'] }),
    ...casesOf('CompleteJob', { more: ['NOT_FOUND'] }),
    ...casesOf('FailJob', { way: 'FAIL', more: ['NOT_FOUND'] }),
    ...casesOf('ThrowError', { way: 'THROW', more: ['NOT_FOUND'] }),
  ])('when %s meets %s', async (...one) => {
    expect(await playDisturbed(scenario, one)).toEqual(once(one[2]))
  })
})
