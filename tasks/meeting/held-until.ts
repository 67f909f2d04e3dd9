import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { instantOf } from '../../procedures/instant-of.ts'

/** When a meeting ended, told by its hour: after its beginning and not after now. Throws INVALID_INPUT. */
export function endOf(meeting: { startsAt: Date }, endTime: string, now: Date): Date {
  const end = instantOf(localDateOf(meeting.startsAt), { path: 'endTime', value: endTime })
  const refuse = (message: string): never => {
    throw new BusinessError('INVALID_INPUT', { problems: [{ path: 'endTime', code: 'order', message }] })
  }
  if (end <= meeting.startsAt)
    refuse(`La riunione è iniziata il {${meeting.startsAt.toISOString()}:instant}: finisce dopo.`)
  if (end > now) refuse('L’ora di fine è nel futuro: si verbalizza quando la riunione è finita.')
  return end
}
