import { describe, expect, it } from '@jest/globals'
import type { RankingLine } from '../../db/evaluation/ranking-store.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { ZERO } from '../../domain/shared/money.ts'
import { outcomeText, rightsText } from './outcome-texts.ts'

const line = (change: Partial<RankingLine>): RankingLine => ({
  ...{
    applicationId: derivedId<ApplicationId>('application'),
    position: null,
    aggregate: null,
    points: null,
  },
  ...{ missed: [], tieBreak: null, outcome: 'NOT_ADMITTED', grantCents: ZERO, ...change },
})
const facts = { reason: 'Domanda incompleta.', found: [], criteria: [{ id: 'E', label: 'Efficacia' }] }

describe('what a lead is told of its own application (art. 8; L. 241/1990 art. 3)', () => {
  it('names each minimum that was missed, with the points that show it', () => {
    const missed = [
      { criterionId: null, points: '59.997', minCentipoints: 6000 },
      { criterionId: 'E', points: '11.99', minCentipoints: 1200 },
    ]
    expect(outcomeText(line({ outcome: 'BELOW_THRESHOLD', points: '59.997', missed }), facts)).toBe(
      'non raggiunge i minimi dell’avviso, con 59,997 punti in tutto: 59,997 punti, soglia 60; «Efficacia» 11,99 punti, minimo 12.',
    )
  })

  it('says by what the one before it precedes with the same points (art. 6, 7)', () => {
    const tied = line({ outcome: 'FUNDED', position: 3, points: '72.50', tieBreak: 'E' })
    expect(outcomeText(tied, facts)).toMatch(
      'è in graduatoria, posizione 3 con 72,50 punti (a pari punti con il posto 2, che precede per punteggio più alto in «Efficacia»), con un contributo',
    )
  })

  it('names the attachment that was missing', () => {
    const found = ['Manca l’allegato: Scheda tecnica.', 'Partenariato con tre enti.']
    expect(outcomeText(line({}), { ...facts, found })).toBe(
      'non è ammesso. Motivo: Domanda incompleta.\nL’istruttoria ha rilevato:\n– Manca l’allegato: Scheda tecnica.\n– Partenariato con tre enti.',
    )
    expect(outcomeText(line({}), facts)).toBe('non è ammesso. Motivo: Domanda incompleta.')
  })

  it('says how to see the records, and to whom and by when to appeal, from delivery (L. 241/1990 art. 3 c. 4)', () => {
    const text = rightsText('decreto n. 7 del 01/06/2027 (Direttore generale)', {
      name: 'ATS',
      pec: 'ats@pec.example',
    })
    for (const told of [
      ...[
        'decreto n. 7',
        'artt. 22-25',
        'ats@pec.example',
        'Tribunale amministrativo regionale entro 60 giorni',
      ],
      ...['ricorso straordinario entro 120 giorni', 'decorrono dalla consegna'],
    ])
      expect(text).toContain(told)
  })
})
