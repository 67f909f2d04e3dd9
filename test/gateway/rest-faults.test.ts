import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { casesOf, once, playDisturbed } from './disturbed.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

describe.each([
  { api: '8.6', signIn: 'COOKIE' },
  { api: '8.8', signIn: 'BASIC' },
] as const)('over REST as $api has it an instance comes to its end once', ({ api, signIn }) => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await openScenario({ api, signIn })
  })
  afterAll(() => scenario.close())

  it.each([
    ...casesOf('completeUserTask', { more: ['NOT_FOUND'] }),
    ...casesOf('searchUserTasks', { more: ['BEHIND'] }),
  ])('when %s meets %s', async (...one) => {
    expect(await playDisturbed(scenario, one)).toEqual(once('COMPLETE'))
  })
})
