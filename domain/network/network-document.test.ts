import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { readNetworkDocument } from './network-document-check.ts'
import { actOf } from './network-document.ts'
import type { NetworkDocument } from './network-document.ts'

const MILANO = readFileSync(new URL('../../networks/milano.json', import.meta.url), 'utf8')

/* What is wrong with the file once it was changed, by path. */
function problemsOf(change: (file: NetworkDocument) => unknown): Record<string, string> {
  const file = JSON.parse(MILANO) as NetworkDocument
  change(file)
  const read = readNetworkDocument(file)
  return read.ok ? {} : Object.fromEntries(read.problems.map(({ path, message }) => [path, message]))
}
const seatOf = (file: NetworkDocument, code: string) => file.seats.find((one) => one.code === code)!
const firstSeat = (file: NetworkDocument, person: string) =>
  file.people.find((one) => one.code === person)!.functions.find((held) => held.role === 'COMMITTEE_MEMBER')!

describe('the document of a network', () => {
  it('is whole for Milano', () => {
    expect(problemsOf(() => undefined)).toEqual({})
  })

  it('sets the days of notice of the regulation of Milano (art. 4, 7)', () => {
    const { terms } = JSON.parse(MILANO) as NetworkDocument
    expect([terms.networkNoticeDays.value, terms.committeeNoticeDays.value]).toEqual([10, 5])
  })

  it('sets how often network and committee usually meet in a year (art. 4, 7)', () => {
    const { terms } = JSON.parse(MILANO) as NetworkDocument
    expect([terms.networkMeetingsPerYear.value, terms.committeeMeetingsPerYear.value]).toEqual([1, 2])
  })

  it('refuses an act that no organ adopts, and a network that does not say how an act is made (art. 8)', () => {
    expect(problemsOf((file) => (file.acts[2]!.organ = 'NOBODY'))).toEqual({
      'acts[2].organ': 'L’organo NOBODY non c’è nel documento.',
    })
    expect(problemsOf((file) => file.acts.pop())).toEqual({ acts: expect.stringContaining('FINAL_RETURN') })
  })

  it('refuses a field that it does not know', () => {
    expect(problemsOf((file) => Object.assign(file.bodies[3]!, { nickname: 'x' }))).toEqual({
      'bodies[3]': 'Campo non previsto: nickname.',
    })
  })

  it('asks for every value: nothing unknown has a default', () => {
    expect(problemsOf((file) => Reflect.deleteProperty(file.region, 'office'))).toEqual({
      'region.office': 'Manca: è obbligatorio.',
    })
  })

  it('asks for the source of every value', () => {
    expect(problemsOf((file) => Reflect.deleteProperty(file.name, 'source'))).toEqual({
      'name.source': 'Manca: è obbligatorio.',
    })
  })

  it('refuses a body that stands twice, by code or by tax code', () => {
    expect(problemsOf((file) => file.bodies.push({ ...file.bodies[0]!, taxCode: '80050050154' }))).toEqual({
      'bodies[40]': expect.stringContaining('ATS_MILANO compare due volte'),
    })
    expect(problemsOf((file) => file.bodies.push({ ...file.bodies[0]!, code: 'OTHER' }))).toEqual({
      'bodies[40]': expect.stringContaining('91001370153 compare due volte'),
    })
  })

  it('refuses a link to nobody, and one of a body to itself (art. 5)', () => {
    expect(problemsOf((file) => (file.links[2]!.to = 'NOBODY'))).toEqual({
      'links[2].to': 'L’ente NOBODY non c’è nel documento.',
    })
    expect(problemsOf((file) => (file.links[2]!.to = file.links[2]!.from))).toHaveProperty(['links[2]'])
  })

  it('refuses a seat without a body of the document, and one of an unknown category (art. 5)', () => {
    expect(problemsOf((file) => (seatOf(file, 'CGIL').body = 'NOBODY'))).toEqual({
      'seats[8].body': 'L’ente NOBODY non c’è nel documento.',
    })
    expect(problemsOf((file) => Reflect.deleteProperty(seatOf(file, 'CGIL'), 'body'))).toEqual({
      'seats[8].body': 'Manca: è obbligatorio.',
    })
    expect(problemsOf((file) => (seatOf(file, 'CGIL').category = 'PARTIES'))).toEqual({
      'seats[8].category': 'La categoria PARTIES non c’è nel documento.',
    })
  })

  it.each([
    ['nobody', false],
    ['two seats', true],
  ])('refuses a committee that %s presides over (art. 5)', (_name, chair) => {
    expect(problemsOf((file) => file.seats.slice(0, 2).forEach((seat) => (seat.chair = chair)))).toEqual({
      seats: expect.stringContaining('Un solo seggio presiede'),
    })
  })

  it('refuses a function without its act', () => {
    expect(problemsOf((file) => Reflect.deleteProperty(file.people[0]!.functions[0]!, 'act'))).toEqual({
      'people[0].functions[0].act': 'Manca: è obbligatorio.',
    })
  })

  it('refuses a function whose period ends before it begins', () => {
    expect(
      problemsOf((file) =>
        Object.assign(file.people[0]!.functions[0]!, { from: '2027-05-01', until: '2027-04-30' }),
      ),
    ).toEqual({
      'people[0].functions[0].until': 'Il periodo finisce il 2027-04-30, prima di cominciare (2027-05-01).',
    })
  })

  it('refuses a function for a body or in a seat that is not there', () => {
    expect(
      problemsOf((file) => Object.assign(file.people[0]!.functions[0]!, { body: 'NOBODY' })),
    ).toHaveProperty(['people[0].functions[0].body'])
    const path = 'people[5].functions[0].seat'
    expect(
      problemsOf((file) => Object.assign(file.people[5]!.functions[0]!, { seat: 'NOBODY' })),
    ).toHaveProperty([path])
  })

  it('refuses a seat with two titulars on the same day, and takes one after the other (art. 5)', () => {
    const join = (from: string) => (file: NetworkDocument) => {
      const before = firstSeat(file, 'TITULAR_CGIL')
      Object.assign(before, { until: '2027-03-31' })
      file.people[0]!.functions.push({ ...before, ...{ from, until: null } } as typeof before)
    }
    expect(problemsOf(join('2027-03-31'))).toEqual({
      'people[21].functions[0]': expect.stringContaining('ha già chi è TITULAR'),
    })
    expect(problemsOf(join('2027-04-01'))).toEqual({})
  })

  it('refuses a person who sits twice (art. 5, 7)', () => {
    expect(
      problemsOf((file) => {
        const held = firstSeat(file, 'DEPUTY_CISL')
        file.people.find((one) => one.code === 'TITULAR_CGIL')!.functions.push({ ...held })
        file.people.find((one) => one.code === 'DEPUTY_CISL')!.functions = [...file.people[1]!.functions]
      }),
    ).toEqual({ 'people[21].functions[1]': expect.stringContaining('TITULAR_CGIL siede già') })
  })

  it('refuses a seat that nobody holds as titular (art. 5)', () => {
    expect(
      problemsOf((file) => Object.assign(firstSeat(file, 'TITULAR_CGIL'), { as: 'DEPUTY' })),
    ).toMatchObject({
      'seats[8]': 'Il seggio CGIL non ha un componente titolare (art. 5).',
    })
  })

  it('refuses a network in which nobody can approve a payment a second time (art. 8)', () => {
    expect(
      problemsOf((file) => (file.people = file.people.filter((one) => !one.code.startsWith('FINANCE')))),
    ).toEqual({ people: expect.stringContaining('FINANCE') })
  })

  it('refuses a member of the network without an address for its convocations (art. 4)', () => {
    expect(problemsOf((file) => (file.bodies[0]!.email = null))).toHaveProperty(['bodies[0].email'])
  })

  it('refuses a tax code whose check does not hold', () => {
    expect(problemsOf((file) => (file.bodies[0]!.taxCode = '91001370154'))).toHaveProperty([
      'bodies[0].taxCode',
    ])
  })

  it('refuses a letterhead signed by an organ that is not there', () => {
    expect(problemsOf((file) => (file.letterhead.signedBy.value = 'NOBODY'))).toHaveProperty([
      'letterhead.signedBy.value',
    ])
  })
})

describe('an act of the network', () => {
  it('is of the type, and adopted by the organ, that the network says for its kind (art. 8)', () => {
    const file = JSON.parse(MILANO) as NetworkDocument
    const source = { act: 'test' }
    file.organs.push({ code: 'MANAGER', name: 'Dirigente', signatory: 'Il dirigente dell’area', source })
    const grant = file.acts.find((one) => one.kind === 'GRANT')!
    Object.assign(grant, { type: 'Decreto', verb: 'DECRETA', organ: 'MANAGER' })
    expect(actOf(file, 'GRANT')).toEqual({
      type: 'Decreto',
      verb: 'DECRETA',
      organ: 'Dirigente',
      signatory: 'Il dirigente dell’area',
    })
    expect(actOf(file, 'LIQUIDATION').organ).toBe('Direttore generale')
  })
})

describe('the people of a network', () => {
  it('are humans, each once, with a codice fiscale whose check character is right (art. 5)', () => {
    expect(problemsOf((file) => (file.people[1]!.taxCode = file.people[0]!.taxCode))).toEqual({
      'people[1]': expect.stringContaining('compare due volte'),
    })
    expect(problemsOf((file) => (file.people[1]!.taxCode = 'RSSMRA85M01H501Z'))).toEqual({
      'people[1].taxCode': expect.stringContaining('carattere di controllo'),
    })
    expect(problemsOf((file) => (file.people[1]!.taxCode = null))).toEqual({
      'people[1].taxCode': expect.stringContaining('documento estero'),
    })
  })
})
