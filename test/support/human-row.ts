import { inventedPersonCode } from '../cycle/invented-codes.ts'

/** A row of `persons` for a test that needs somebody, whoever it is. */
export const humanRow = (id: string) => ({
  ...{ id, given_name: 'Persona', family_name: id, born_on: '1970-01-01' },
  ...{ tax_code: inventedPersonCode(id), email: `${id}@rete.example` },
})
