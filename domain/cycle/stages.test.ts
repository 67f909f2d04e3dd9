import { describe, expect, it } from '@jest/globals'
import { stageStates } from './stages.ts'
import type { StageFacts } from './stages.ts'

const opened: StageFacts = {
  ...{ status: 'OPEN', guidance: null, call: null, plan: null, finalReturn: null },
  projects: { total: 0, closed: 0 },
}
const called: StageFacts = {
  ...opened,
  guidance: { status: 'ADOPTED' },
  call: { status: 'CLOSED', outcomePublishedAt: null },
}
const planned: StageFacts = {
  ...called,
  call: { status: 'CLOSED', outcomePublishedAt: new Date(0) },
  plan: { status: 'VALIDATED' },
}
const letters = { DONE: 'x', UNDER_WAY: 'o', TO_COME: '.' }

describe('the stages of a cycle (art. 8)', () => {
  it.each([
    ['just opened: only the guidance is under way', opened, 'o.....'],
    ['whose guidance is shared', { ...opened, guidance: { status: 'SHARED' } }, 'o.....'],
    ['whose guidance was rejected', { ...opened, guidance: { status: 'REJECTED' } }, 'o.....'],
    ['whose guidance is adopted: the call is prepared', { ...called, call: null }, 'xo....'],
    ['whose call is published', { ...called, call: { ...called.call, status: 'PUBLISHED' } }, 'xo....'],
    ['whose call went deserted: it is repeated', { ...called, call: { status: 'DESERTED' } }, 'xo....'],
    ['whose call is closed', called, 'xxo...'],
    ['whose outcome is published, without a plan yet', { ...planned, plan: null }, 'xxx...'],
    ['whose plan is sent', { ...planned, plan: { status: 'SENT' } }, 'xxxo..'],
    ['whose plan is validated', planned, 'xxxx..'],
    ['with one of two projects closed', { ...planned, projects: { total: 2, closed: 1 } }, 'xxxxo.'],
    ['with all projects closed', { ...planned, projects: { total: 2, closed: 2 } }, 'xxxxxo'],
    ['closed', { ...opened, status: 'CLOSED' }, 'xxxxxx'],
  ])('%s', (_, facts, expected) => {
    const states = Object.values(stageStates(facts as StageFacts))
    expect(states.map((state) => letters[state]).join('')).toBe(expected)
  })
})
