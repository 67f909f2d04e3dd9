import type { CallConfiguration } from '../domain/call/configuration.ts'
import { wordOf } from './codes.ts'
import { told } from './told.ts'
import type { ToldRule } from './told.ts'

/** Who takes no part in what, and what a narrower abstention risks (art. 5; L. 241/1990 art. 6-bis). */
export function conflicts({ exclusions }: CallConfiguration): ToldRule[] {
  const { lead, partner, adherent, undeclared, narrowRisk, links } = exclusions
  return [
    told('Chi appartiene all’ente capofila', lead, (scope) => wordOf('scope', scope)),
    told('Chi appartiene a un ente partner', partner, (scope) => wordOf('scope', scope)),
    told('Chi appartiene a un ente aderente', adherent, (scope) => wordOf('scope', scope)),
    told('Chi non rende la dichiarazione sui conflitti', undeclared, (scope) => wordOf('scope', scope)),
    ...(narrowRisk.value === null
      ? []
      : [
          told(
            'Che cosa rischia un’astensione non estesa all’intero confronto',
            narrowRisk,
            (risk) => risk ?? '',
          ),
        ]),
    told('Legami fra enti', links, ({ kinds, maxSteps }) =>
      kinds.length === 0 || maxSteps === 0
        ? 'contano solo gli enti stessi'
        : `contano anche ${kinds.map((kind) => wordOf('link', kind)).join(', ')}, fino a ${maxSteps} passi`,
    ),
  ]
}

/** How the committee decides on the call's projects (art. 5, 7). */
export function sitting({ evaluation }: CallConfiguration): ToldRule[] {
  const { roomMinimum, deputyFor, rankingDecision } = evaluation.sitting
  return [
    told('Seggi con voto in aula, perché un punto si decida', roomMinimum, (value) => `almeno ${value}`),
    told('Quando siede il supplente', deputyFor, (rule) => wordOf('deputyFor', rule)),
    told('Come si decide la graduatoria', rankingDecision, (rule) => wordOf('rankingDecision', rule)),
  ]
}
