import { describe, expect, it } from '@jest/globals'
import type { z } from 'zod'
import {
  bodyTaxCodeSchema,
  cigSchema,
  cupSchema,
  emailSchema,
  ibanSchema,
  personTaxCodeSchema,
  taxCodeSchema,
  vatNumberSchema,
} from './codes.ts'

type Row = [name: string, schema: z.ZodType<string>, text: string, read: string | null]

describe('codes of persons, bodies and money', () => {
  it.each<Row>([
    ['a person tax code', personTaxCodeSchema, 'rssmra85m01h501q', 'RSSMRA85M01H501Q'],
    ['a person tax code with omocodia letters', personTaxCodeSchema, 'RSSMRA85M01H50MI', 'RSSMRA85M01H50MI'],
    ['a person tax code with a wrong check letter', personTaxCodeSchema, 'RSSMRA85M01H501Z', null],
    ['a body tax code where a person is meant', personTaxCodeSchema, '03775430980', null],
    ['a body tax code', bodyTaxCodeSchema, ' 03775430980 ', '03775430980'],
    ['a body tax code with a wrong check digit', bodyTaxCodeSchema, '03775430981', null],
    ['a body tax code of no province', bodyTaxCodeSchema, '01234567890', null],
    ['a body code where either is meant', taxCodeSchema, '03775430980', '03775430980'],
    ['a person code where either is meant', taxCodeSchema, 'RSSMRA85M01H501Q', 'RSSMRA85M01H501Q'],
    ['a code of 12 digits', taxCodeSchema, '037754309800', null],
    ['a VAT number with its country', vatNumberSchema, 'IT 03775430980', '03775430980'],
    ['a VAT number with a wrong check digit', vatNumberSchema, '03775430981', null],
    ['an Italian IBAN', ibanSchema, 'IT60 X054 2811 1010 0000 0123 456', 'IT60X0542811101000000123456'],
    ['an IBAN with wrong check digits', ibanSchema, 'IT61X0542811101000000123456', null],
    ['an IBAN that is too short', ibanSchema, 'IT60X05428111010000001234', null],
    ['a CUP', cupSchema, 'j57c20000410001', 'J57C20000410001'],
    ['a CUP of 14 characters', cupSchema, 'J57C2000041000', null],
    ['a CUP that begins with a digit', cupSchema, '157C20000410001', null],
    ['a CIG', cigSchema, '8210345a7b', '8210345A7B'],
    ['a CIG of 9 characters', cigSchema, '8210345A7', null],
    ['an address', emailSchema, ' Nome@Dominio.IT ', 'nome@dominio.it'],
    ['an address without a domain', emailSchema, 'nome@', null],
  ])('reads %s as it is, or refuses it', (_name, schema, text, read) => {
    const result = schema.safeParse(text)
    expect(result.success ? result.data : null).toBe(read)
    if (!result.success) expect(result.error.issues).toHaveLength(1)
  })
})
