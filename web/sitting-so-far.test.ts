import { describe, expect, it } from '@jest/globals'
import { known, told } from '../domain/meeting/sitting.fixture.ts'
import { lacksOf } from './sitting-so-far.ts'

const items = (form: object) => known.agenda.map(({ id }) => ({ agendaItemId: id, title: id, ...form }))
const written = { discussion: 'Discusso.', outcome: 'VOTED', favourable: 5 }
const whole = { ...told({ favourable: [5, 5, 5] }), items: items(written), endTime: '12:00' }
const row = { agendaItemId: 'item-2', seatId: '', choice: null }
const [first, ...others] = items(written)

describe('what is missing before a sitting can be closed (art. 5, 7)', () => {
  it.each([
    ['nothing, once every vote is accounted for', whole, []],
    ['the end', { ...whole, endTime: '' }, ['Ora di fine #endTime']],
    ['every presence, in one line', { ...whole, attendances: [] }, ['Presenze #room']],
    [
      'what was said and voted on an item',
      { ...whole, items: [{ ...first, discussion: ' ', outcome: null }, ...others] },
      ['Punto 1 #items-0-discussion', 'Punto 1 #items-0-outcome'],
    ],
    [
      'votes that do not account for those present',
      { ...whole, items: [{ ...first, favourable: 4 }, ...others] },
      ['Punto 1 #items-0-favourable'],
    ],
    ['the rest of a row, within its item', { ...whole, votes: [row] }, ['Punto 2 #item-2']],
    [
      'everything, where nothing readable was sent',
      { items: 'x' },
      ['Ora di fine #endTime', 'Presenze #room', 'Ordine del giorno #room'],
    ],
  ])('is %s', (_what, data, lacks) => {
    expect(lacksOf(data, known).map(({ where, href }) => `${where} ${href}`)).toEqual(lacks)
  })
})
