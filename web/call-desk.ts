import { CALL_PARTS } from '../domain/call/call-draft.ts'
import type { CallPart } from '../domain/call/call-draft.ts'
import type { LoadedCallDraft } from '../use-cases/call/load-call-draft.ts'
import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import { callFields } from '../words/call-fields.ts'
import { lastCall } from './call-comparison.ts'
import { addressOf } from './call-editor.ts'
import { linkedFaults } from './call-part.ts'
import { savedWords } from './draft-view.ts'
import { json, lastOf } from './forms/fields.ts'
import type { PageAct, PageContext } from './page.ts'
import { receipt } from './page.ts'

const FILE = 'call-file'

/** A call's file put in the place of the draft; what is wrong in it is then told at its field. */
export const bringCallAct: PageAct = {
  name: 'bring-call',
  operation: 'PUT /api/work-items/{id}/call-draft',
  textFile: FILE,
  fields({ typed, fileFields }) {
    /* Of one that is not taken its own refusal is told. */
    if (fileFields.includes(FILE)) return Promise.resolve({ body: undefined, problems: [] })
    const reading = json(lastOf(typed, FILE))
    const fault =
      'fault' in reading ? NOT_READABLE : reading.value === undefined ? 'Scegli il file dell’avviso.' : null
    return Promise.resolve({
      body: 'value' in reading ? reading.value : undefined,
      problems: fault === null ? [] : [{ path: FILE, code: 'UNREADABLE', message: fault }],
    })
  },
  where: () => '',
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Il file è ora la bozza dell’avviso: controlla che cosa manca o non va.'),
  }),
}
const NOT_READABLE =
  'Il file non è di un avviso, o è rovinato: scegli quello scaricato da qui, o da un altro avviso.'

/** A draft that begins from the network's last call: what has changed since, as its years and hours, is then told at its field. */
export const lastCallAct: PageAct = {
  name: 'last-call',
  operation: 'PUT /api/work-items/{id}/call-draft',
  async fields(context) {
    const last = await lastCall(context)
    return { body: last?.configuration, problems: [] }
  },
  where: () => '',
  done: ({ path }) => ({
    to: path,
    receipt: receipt(
      'La bozza è ora quella dell’ultimo avviso: controlla che cosa non va, e che cosa vuoi cambiare.',
    ),
  }),
}

/** The desk on which a call is prepared: its parts, what is missing or wrong in all of them, and what can be done with it. */
export async function callDesk(context: PageContext, id: string) {
  const { parts, actor, now } = context
  const loaded = await parts.look(actor, loadCallDraft, { id })
  return {
    ...{ id, version: loaded.version, isWhole: loaded.configuration !== null },
    isReady: loaded.configuration !== null && loaded.faults.length === 0,
    last: loaded.version === 0 ? ((await lastCall(context))?.title ?? null) : null,
    parts: CALL_PARTS.map((part) => partLine(part, { id, loaded, now })),
    ...linkedFaults(loaded.faults, (part) => addressOf(id, part)),
  }
}

function partLine(part: CallPart, { id, loaded, now }: { id: string; loaded: LoadedCallDraft; now: Date }) {
  const faults = loaded.faults.filter((one) => one.part === part)
  const saved = loaded.parts.find((one) => one.part === part)
  return {
    ...{ href: addressOf(id, part), title: callFields[part].title },
    saved: saved === undefined ? null : `${savedWords(saved.savedAt, now)} da ${saved.savedBy}`,
    missing: faults.filter(({ isMissing }) => isMissing).length,
    wrong: faults.filter(({ isMissing }) => !isMissing).length,
  }
}
