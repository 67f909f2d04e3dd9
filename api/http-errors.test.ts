import { expect, it } from '@jest/globals'
import { BusinessError } from '../domain/shared/errors.ts'
import { toAnswer } from './http-errors.ts'

it.each([
  [20, {}],
  [1000, { untold: 980 }],
])('a refusal for %s faults names the first twenty, and counts the others', (count, more) => {
  const problems = Array.from({ length: count }, (_, index) => ({
    path: `${index}`,
    code: 'X',
    message: 'x',
  }))
  const { details } = toAnswer(new BusinessError('INVALID_INPUT', { problems }), 'one')
  expect(details).toEqual({ problems: problems.slice(0, 20), ...more })
})
