import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import { faultOf } from './faults.ts'

const SECRET = 'RSSMRA80A01H501U'
const job = { type: 'close-call' }

/* As knex and the driver make it: the statement with its values in the message, the row in the detail. */
const driverError = (code: string, more: object = {}) =>
  Object.assign(new Error(`insert into "persons" ("tax_code") values ('${SECRET}') - duplicate key`), {
    code,
    detail: `Key (tax_code)=(${SECRET}) already exists.`,
    ...more,
  })
const contract = z.strictObject({
  cycleId: z.string(),
  rows: z.array(z.object({ amountCents: z.number() })),
  kind: z.enum(['PLAN', 'CALL']),
})
const zodError = () => contract.safeParse({ cycleId: 7, rows: [{ amountCents: SECRET }], kind: SECRET }).error

describe('the fault of a job', () => {
  it.each<[string, unknown, string, string | null]>([
    [
      'a violated constraint by its name',
      driverError('23505', { constraint: 'persons_tax_code' }),
      'DATABASE_CONSTRAINT',
      'persons_tax_code',
    ],
    ['another refusal of the database by its SQLSTATE', driverError('42703'), 'DATABASE_42703', null],
    ['data against the contract', zodError(), 'CONTRACT', null],
    ['a bug', new TypeError(`cannot read ${SECRET}`), 'BUG', null],
    ['what is no error at all', SECRET, 'BUG', null],
    ['an error with the code of a file', driverError('ENOENT'), 'BUG', null],
    [
      'a constraint whose name is no name',
      driverError('23505', { constraint: `x = '${SECRET}'` }),
      'DATABASE_CONSTRAINT',
      null,
    ],
    [
      'a passing fault',
      new TransientError('database: 40001', { cause: driverError('40001') }),
      'TRANSIENT',
      null,
    ],
    [
      'a refusal that no boundary catches',
      new BusinessError('FUNDS_NOT_AVAILABLE', { missing: SECRET }),
      'FUNDS_NOT_AVAILABLE',
      null,
    ],
  ])('tells %s, in one sentence and without a value', (_, error, code, constraint) => {
    const fault = faultOf(error, job)
    expect(fault).toMatchObject({ code, constraint })
    expect(JSON.stringify(fault)).not.toContain(SECRET)
    expect(fault.sentence).toMatch(/^Il passo «close-call» .+\.$/)
    expect(fault.sentence).not.toMatch(/[.] |\n/)
  })

  it('names the fields that are not as agreed, and what was expected there', () => {
    const { sentence } = faultOf(zodError(), job)
    for (const told of ['cycleId (atteso: string)', 'rows.0.amountCents (atteso: number)', 'PLAN | CALL'])
      expect(sentence).toContain(told)
  })

  it('names five fields at most', () => {
    const rows = Array.from({ length: 9 }, () => ({ amountCents: null }))
    const { error } = contract.safeParse({ cycleId: 'c', kind: 'PLAN', rows })
    expect(faultOf(error, job).sentence).toMatch(/rows\.4\.amountCents \(atteso: number\) e altri\.$/)
  })
})
