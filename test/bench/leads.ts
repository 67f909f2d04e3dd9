import type { Actor } from '../../procedures/context.ts'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'
import type { Stores } from '../../db/stores.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

const FROM = '2020-01-01' as LocalDate
/* A partita IVA ends in the office that gave it. */
const FIRST_CODE = 8_000_000_015
const NEXT_CODE = 1_000

/** A body of the register with one person, who signs for it. */
export interface Lead {
  taxCode: string
  actor: Actor
}

/** Enters so many bodies more, which can lead an alliance: a body may keep few drafts, and a person send few files a minute. */
export async function addLeads({ network }: Stores, count: number): Promise<Lead[]> {
  const leads: Lead[] = []
  while (leads.length < count) {
    const name = `ente-${leads.length}`
    const [taxCode, email] = [withCheckDigit(FIRST_CODE + leads.length * NEXT_CODE), `${name}@bench.example`]
    const [bodyId, personId] = [`body-${name}` as BodyId, `person-${name}` as PersonId]
    const codes = { taxCode, vatNumber: null, kind: 'THIRD_SECTOR' as const, size: null, address: null }
    await network.register({ ...codes, id: bodyId, name, email, networkMemberSince: FROM }, new Date(FROM))
    await network.putPerson({
      ...{ id: personId, email, givenName: 'Legale', familyName: name, bornOn: '1970-01-01' as LocalDate },
      ...{ taxCode: null, document: { country: 'CH', kind: 'PASSPORT', number: name } },
    })
    await network.putAccount({ personId, email })
    await network.addFunction({
      ...{ personId, bodyId, role: 'ALLIANCE_LEAD', seatId: null, seatRole: null, office: null },
      ...{ signatory: true, from: FROM, until: null, act: 'Statuto' },
    })
    const actor = await network.actorOf(personId, FROM)
    if (actor === null) throw new Error(`${name} acts for nobody`)
    leads.push({ taxCode, actor })
  }
  return leads
}

/* Every second digit is doubled (Luhn), as in a partita IVA. */
function withCheckDigit(number: number): string {
  const digits = Array.from(String(number), Number)
  const sum = digits
    .map((digit, index) => (index % 2 === 1 ? digit * 2 : digit))
    .reduce((all, digit) => all + (digit > 9 ? digit - 9 : digit), 0)
  return `${number}${(10 - (sum % 10)) % 10}`
}
