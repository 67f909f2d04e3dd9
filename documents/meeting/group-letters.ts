import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { WorkingGroup } from '../../db/meeting/working-group-store.ts'
import { formatDate, formatInstant } from '../../words/formats.ts'
import { itemText } from './convocation.ts'
import type { ConvenedMeeting } from './convocation.ts'

interface Letter {
  subject: string
  text: string
}

const ABOUT =
  'Chi partecipa a un Gruppo di lavoro non accede per questo alla valutazione dei progetti, né vota nel Comitato (art. 5).'

/** Tells one who takes part in a group that the committee constituted it. */
export const constitutedLetter = ({ name, purpose, referent, endsOn }: WorkingGroup, to: string): Letter => ({
  subject: `Gruppo di lavoro «${name}»: costituito`,
  text: [
    `Gentile ${to},`,
    `il Comitato ha costituito il Gruppo di lavoro «${name}», a cui partecipi (art. 5).`,
    `Finalità: ${purpose}`,
    `Coordina i lavori e riferisce al Comitato: ${referent}.${endsOn === null ? '' : ` Il gruppo dura fino al ${formatDate(endsOn)}.`}`,
    ABOUT,
  ].join('\n\n'),
})

/** Tells the same that the committee dissolved it. */
export const dissolvedLetter = ({ name }: WorkingGroup, to: string): Letter => ({
  subject: `Gruppo di lavoro «${name}»: sciolto`,
  text: `Gentile ${to},\n\nil Comitato ha sciolto il Gruppo di lavoro «${name}», a cui partecipavi (art. 5).`,
})

/** Tells one who takes part in a group, and is not convened, that the committee treats it: those items alone. */
export const groupNotice = (meeting: ConvenedMeeting, to: string, items: readonly AgendaItem[]): Letter => ({
  subject: `Il Comitato tratta il tuo Gruppo di lavoro: ${formatInstant(meeting.startsAt)}`,
  text: [
    `Gentile ${to},`,
    `il Comitato si riunisce il ${formatInstant(meeting.startsAt)} presso: ${meeting.place}${meeting.sequence === 0 ? '' : ', dopo che la riunione è stata spostata'}. All’ordine del giorno c’è:`,
    items.map((item) => `${item.position}. ${itemText(item)}`).join('\n'),
    `Lo diciamo per conoscenza: al Comitato riferisce il referente. ${ABOUT}`,
  ].join('\n\n'),
})
