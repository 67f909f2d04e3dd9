import type { Alliance } from '../../app/demo/alliances.ts'
import { closedAt } from '../../domain/call/window.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { formatInstant } from '../../words/formats.ts'
import { adoptActOn, processOwner } from './play-approval.ts'
import { leadOf } from './play-applications.ts'
import type { PlayedCall } from './play-applications.ts'
import type { Play } from './play.ts'

const EXTENDED_BY_DAYS = 7
const REASON = 'Gli uffici sono chiusi nella settimana della scadenza.'

interface PlayedProcess {
  processId: string
  latest: { key: string } | null
}
interface PlayedInstance {
  tokens: { elementId: string }[]
  path: { elementId: string; completed: number }[]
}
interface PlayedCorrection {
  id: string
  status: string
  reason: string
  publishedAt: string | null
  closesAt: string
  act: string | null
  replaced: PlayedCall['configuration']
}

/** The process owner puts the closing of an open call off, once applications have come; the new version holds from its act (L. 241/1990
 * art. 12). Returns the call as it then is, once its old hour has passed. */
export async function putOffClosing(play: Play, call: PlayedCall): Promise<PlayedCall> {
  const receipts = await receiptsOf(play)
  await checkEarlierClosing(play, call)
  const { correctionId } = await propose(play, call, EXTENDED_BY_DAYS)
  await adoptActOn(play, 'CALL_NOTICE', correctionId)
  const extended = await checkPublished(play, call)
  await checkLetters(play, extended)
  const after = await receiptsOf(play)
  const held = receipts.every((receipt, index) => after[index]?.equals(receipt))
  play.check('L. 241/1990 art. 12: dopo la proroga le ricevute restano le stesse', held, after.length)
  await checkOldHour(play, call)
  return extended
}

/* The configuration in force with its closing so many days later, as the two fields of the page make it. */
function extension({ configuration }: PlayedCall, days: number) {
  const { window } = configuration
  const closes = { ...window.value.closes, date: addDays(window.value.closes.date, days) }
  return {
    reason: REASON,
    configuration: { ...configuration, window: { ...window, value: { ...window.value, closes } } },
  }
}

const correctionsOf = (call: PlayedCall): string => `/api/calls/${call.id}/corrections`

const propose = (play: Play, call: PlayedCall, days: number): Promise<{ correctionId: string }> =>
  processOwner(play).post(correctionsOf(call), extension(call, days))

async function checkEarlierClosing(play: Play, call: PlayedCall): Promise<void> {
  const answer = await processOwner(play).refused('post', correctionsOf(call), extension(call, -1))
  const isRefused = JSON.stringify(answer.body).includes('CLOSES_EARLIER')
  play.check('L. 241/1990 art. 12: la chiusura di un avviso pubblicato non si anticipa', isRefused, answer)
}

async function checkPublished(play: Play, call: PlayedCall): Promise<PlayedCall> {
  const anyone = leadOf(play, play.scenario.alliances[0])
  const [correction] = await play.until('the new version of the call', async () => {
    const versions = await anyone.list<PlayedCorrection>(correctionsOf(call))
    return versions[0]?.status === 'PUBLISHED' && versions
  })
  const extended = await anyone.get<PlayedCall>(`/api/calls/${call.id}`)
  const shown =
    correction?.reason === REASON &&
    correction.publishedAt !== null &&
    correction.act !== null &&
    correction.replaced.window.value.closes.date === call.configuration.window.value.closes.date &&
    correction.closesAt === extended.closesAt &&
    extended.closesAt > call.closesAt
  play.check(
    'L. 241/1990 art. 12: la nuova versione è pubblica con data, motivo, atto e ciò che sostituisce',
    shown,
    { correction, closesAt: extended.closesAt },
  )
  const [now, before] = await Promise.all(
    ['notice', 'notice?version=1'].map((path) => anyone.download(`/api/calls/${call.id}/${path}`)),
  )
  const both = now !== undefined && before !== undefined && !now.equals(before)
  play.check('L. 241/1990 art. 12: chiunque scarica la versione nuova e quella di prima', both, both)
  return extended
}

/* Mails of the demo never leave: each lead reads its own. */
async function checkLetters(play: Play, { closesAt }: PlayedCall): Promise<void> {
  const told = `La chiusura è prorogata al ${formatInstant(new Date(closesAt))}.`
  for (const alliance of play.scenario.alliances) {
    const letter = await play.until(`the letter to ${alliance.lead}`, () => letterTo(play, alliance))
    const right = letter.includes(told) && letter.includes(REASON)
    play.check(
      'L. 241/1990 art. 12: chi ha presentato domanda riceve motivo e nuova chiusura per posta',
      right,
      { lead: alliance.lead, told },
    )
  }
}

async function letterTo(play: Play, alliance: Alliance): Promise<string | null> {
  const read = async (path: string) => (await leadOf(play, alliance).download(path)).toString()
  const link = /href="(\/mail\/[0-9A-Z]{26})"[^>]*>[^<]*è stato rettificato/.exec(await read('/mail'))
  return link?.[1] === undefined ? null : read(link[1])
}

/* At the old hour the process asks, and waits again. */
async function checkOldHour(play: Play, call: PlayedCall): Promise<void> {
  await play.moveClockTo(closedAt({ closesAt: new Date(call.closesAt) }))
  const owner = processOwner(play)
  const path = `/api/cycles/${play.facts['cycleId']}/processes`
  await play.until('the process of the call to wait again', async () => {
    const { processes } = await owner.get<{ processes: PlayedProcess[] }>(path)
    const key = processes.find(({ processId }) => processId === 'call')?.latest?.key
    if (key === undefined) return false
    const { tokens, path: taken } = await owner.get<PlayedInstance>(`${path}/${key}`)
    const asked = taken.some(({ elementId, completed }) => elementId === 'Task_CloseCall' && completed > 0)
    return asked && !tokens.some(({ elementId }) => elementId === 'Task_CloseCall')
  })
  const { status } = await owner.get<PlayedCall>(`/api/calls/${call.id}`)
  play.check('art. 10: all’ora di prima un avviso prorogato resta aperto', status === 'PUBLISHED', status)
}

function receiptsOf(play: Play): Promise<Buffer[]> {
  return Promise.all(
    play.scenario.alliances.map((alliance) =>
      leadOf(play, alliance).download(
        `/api/applications/${play.facts[`applicationId:${alliance.lead}`]}/receipt`,
      ),
    ),
  )
}
