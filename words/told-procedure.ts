import type { CallConfiguration } from '../domain/call/configuration.ts'
import { wordOf } from './codes.ts'
import { asItIs, told } from './told.ts'
import type { ToldRule } from './told.ts'

/** The body that runs a call, and who is responsible for its procedure (L. 241/1990 art. 5, 8). */
export interface CallOffice {
  name: string
  pec: string
  responsible: string
}

const WHY_DATA =
  'Per esaminare e valutare le domande, pagare e controllare i contributi: è un compito di interesse pubblico'
const WHO_RECEIVES_DATA =
  'Il Comitato, la Regione e gli organi di controllo; dei contributi concessi si pubblica ciò che chiede il D.Lgs. 33/2013, artt. 26 e 27'
const DATA_RIGHTS =
  'Si chiedono al titolare accesso, rettifica, limitazione, cancellazione e opposizione; si può fare reclamo al Garante'

/** What a notice tells beside its rules: whom to ask, access, aids, personal data (L. 241/1990 art. 8, 22; GDPR art. 13). */
export function procedure(
  { information, responsibleOffice }: CallConfiguration,
  office: CallOffice,
): ToldRule[] {
  const { contact, dataProtectionOfficer, dataRetention, stateAid } = information
  const by = (source: string, subject: string, value: string): ToldRule => ({ subject, value, source })
  const controller = `${office.name}, PEC ${office.pec}`
  return [
    by('L. 241/1990, art. 8', 'Amministrazione competente', controller),
    by('L. 241/1990, artt. 5 e 8', 'Responsabile del procedimento', office.responsible),
    told('A chi chiedere', contact, asItIs),
    by('L. 241/1990, artt. 22-25', 'Accesso agli atti', `Si chiede a: ${responsibleOffice.value}`),
    told('Aiuti di Stato', stateAid, (aid) => wordOf('stateAid', aid)),
    by('Reg. UE 2016/679, art. 13', 'Titolare del trattamento dei dati', controller),
    told('Responsabile della protezione dei dati', dataProtectionOfficer, asItIs),
    by('Reg. UE 2016/679, art. 6 par. 1 lett. e)', 'Perché si trattano i dati', WHY_DATA),
    by('Reg. UE 2016/679, art. 13', 'Chi riceve i dati', WHO_RECEIVES_DATA),
    told('Per quanto si conservano i dati', dataRetention, asItIs),
    by('Reg. UE 2016/679, artt. 15-22 e 77', 'Diritti sui dati', DATA_RIGHTS),
  ]
}
