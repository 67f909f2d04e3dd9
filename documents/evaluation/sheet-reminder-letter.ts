import type { ApplicationRecord } from '../../db/call/application-store.ts'
import { formatInstant } from '../../words/formats.ts'

/** Reminds somebody of the own sheets that are not in, and of nobody else's (art. 5, 6). */
export function sheetReminderLetter(
  applications: readonly Pick<ApplicationRecord, 'code' | 'title'>[],
  { callTitle, dueAt, publicUrl }: { callTitle: string; dueAt: Date; publicUrl: string },
): { subject: string; text: string } {
  return {
    subject: 'Promemoria: schede di valutazione da consegnare',
    text: [
      `Sull’avviso «${callTitle}» aspettano la tua valutazione, entro il ${formatInstant(dueAt)}:`,
      applications.map(({ code, title }) => `- ${code} «${title}»`).join('\n'),
      `Le trovi fra le tue attività: ${publicUrl}/inbox`,
    ].join('\n\n'),
  }
}
