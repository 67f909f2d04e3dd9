import { describe, expect, it } from '@jest/globals'
import { TransientError } from '../../../domain/shared/errors.ts'
import { EngineRefusal } from '../../port.ts'
import { isPoison } from './poison.ts'

const transient = (code: string) => new TransientError(`database: ${code}`, { cause: { code } })

describe('what repeating alone does not mend', () => {
  it.each([
    ['a bug', new TypeError('no row'), true],
    ['a statement that runs into its limit: never for ever', transient('57014'), true],
    ['a lock that another holds', transient('55P03'), false],
    ['a database that is down', new TransientError('database: no connection'), false],
    ['a refusal, which was an answer', new EngineRefusal('NOT_FOUND', 'gone'), false],
  ])('%s', (_what, error, isOne) => expect(isPoison(error)).toBe(isOne))
})
