import { STAGES } from '../../domain/cycle/stages.ts'
import { titleOf } from '../../words/codes.ts'
import { processOwner } from './play-approval.ts'
import type { Play } from './play.ts'

const isSum = ([total, ...parts]: readonly number[]): boolean =>
  total === parts.reduce((sum, part) => sum + part, 0)

/** Reads the times of the stages as the office does for the account to the committee (art. 6): each stage is over, begins no
 * earlier than the one before, and its parts sum to its days. */
export async function checkTimes(play: Play): Promise<void> {
  const file = await processOwner(play).download('/api/stage-times/file')
  const rows = String(file)
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';'))
  const over = rows.filter(([, , , ended]) => ended !== '')
  const begun = rows.map(([, , began = '']) => began.replace(/^(\d+)\/(\d+)\/(\d+), ore /, '$3-$2-$1 '))
  play.check(
    'Di ogni fase del ciclo si leggono inizio, fine e giorni che tornano, nel loro ordine',
    over.map(([stage]) => stage).join() === STAGES.map((stage) => titleOf('stage', stage)).join() &&
      begun.join() === begun.toSorted().join() &&
      rows.every(([, , , , ...days]) => isSum(days.map((text) => Number(text.replace(',', ''))))),
    rows,
  )
}
