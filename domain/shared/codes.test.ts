import { describe, expect, it } from '@jest/globals'
import type { z } from 'zod'
import {
  cupSchema,
  ibanSchema,
  issuerCodeSchema,
  personTaxCodeSchema,
  taxCodeSchema,
  vatNumberSchema,
} from './codes.ts'

type Row = [name: string, schema: z.ZodType<string>, text: string, read: string | null]

describe('codes of persons, bodies and money', () => {
  it.each<Row>([
    ['a body code where either is meant', taxCodeSchema, '03775430980', '03775430980'],
    ['a person code where either is meant', taxCodeSchema, 'RSSMRA85M01H501Q', 'RSSMRA85M01H501Q'],
    ['a person code with omocodia letters', taxCodeSchema, 'rssmra85m01h50mi', 'RSSMRA85M01H50MI'],
    ['a person code with a wrong check letter', taxCodeSchema, 'RSSMRA85M01H501Z', null],
    ['a body code with spaces', taxCodeSchema, ' 03775430980 ', '03775430980'],
    ['a body code with what nobody sees', taxCodeSchema, '\u200e03775\u00ad430980\ufeff', '03775430980'],
    ['a body code in full-width digits', taxCodeSchema, '０３７７５４３０９８０', '03775430980'],
    ['a body code with a wrong check digit', taxCodeSchema, '03775430981', null],
    ['a body code of no province', taxCodeSchema, '01234567890', null],
    ['a code of 12 digits', taxCodeSchema, '037754309800', null],
    ['a foreign body by country and code', taxCodeSchema, 'ch: che-116.281.710', 'CH:CHE116281710'],
    ['a foreign body of a country that is none', taxCodeSchema, 'QX:123456', null],
    ['an Italian body written as a foreign one', taxCodeSchema, 'IT:03775430980', null],
    ['a person’s own code', personTaxCodeSchema, 'rss mra 85m01 h501q', 'RSSMRA85M01H501Q'],
    ['a person’s own code with a wrong check letter', personTaxCodeSchema, 'RSSMRA85M01H501Z', null],
    ['a body’s code for a person', personTaxCodeSchema, '03775430980', null],
    ['a body’s VAT number', vatNumberSchema, 'IT 03775430980', '03775430980'],
    ['a body’s VAT number with a wrong check digit', vatNumberSchema, '03775430981', null],
    ['a person’s code as VAT number', vatNumberSchema, 'RSSMRA85M01H501Q', null],
    ['a VAT number with its country', issuerCodeSchema, 'IT 03775430980', '03775430980'],
    ['a VAT number', issuerCodeSchema, '03775430980', '03775430980'],
    ['the code of a person who issues', issuerCodeSchema, 'RSSMRA85M01H501Q', 'RSSMRA85M01H501Q'],
    ['a VAT number of 10 digits', issuerCodeSchema, 'IT0377543098', null],
    ['a VAT number with a wrong check digit', issuerCodeSchema, '03775430981', null],
    ['an Italian IBAN', ibanSchema, 'IT60 X054 2811 1010 0000 0123 456', 'IT60X0542811101000000123456'],
    ['an IBAN with wrong check digits', ibanSchema, 'IT61X0542811101000000123456', null],
    ['an IBAN that is too short', ibanSchema, 'IT60X05428111010000001234', null],
    ['a CUP', cupSchema, 'j57c20000410001', 'J57C20000410001'],
    ['a CUP of 14 characters', cupSchema, 'J57C2000041000', null],
    ['a CUP that begins with a digit', cupSchema, '157C20000410001', null],
  ])('reads %s as it is, or refuses it', (_name, schema, text, read) => {
    const result = schema.safeParse(text)
    expect(result.success ? result.data : null).toBe(read)
    if (!result.success) expect(result.error.issues).toHaveLength(1)
  })
})
