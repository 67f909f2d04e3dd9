import type { BodyId } from '../../domain/shared/ids.ts'
import type { UseCaseContext } from '../context.ts'
import { refuseInput } from '../refuse-input.ts'

/** The body that a code names in the field `body`. Throws INVALID_INPUT for a code of nobody, or of several. */
export async function knownBody({ stores }: UseCaseContext, code: string): Promise<BodyId> {
  const match = await stores.network.matchBody(code)
  if (match === 'NEW')
    refuseInput('body', 'UNKNOWN', `Nessun ente conosciuto ha il codice ${code}: ricontrollalo.`)
  if (match === 'AMBIGUOUS')
    refuseInput(
      'body',
      'AMBIGUOUS',
      `Il codice ${code} è di un gruppo IVA: indica il codice fiscale dell’ente.`,
    )
  return match.id
}
