/** Why a file that is what its name says cannot be taken; `words/files.ts` tells each with its remedy. */
export type FileFault =
  | 'EMPTY'
  | 'PDF_LOCKED'
  | 'PDF_BROKEN'
  | 'ENVELOPE_BROKEN'
  | 'ENVELOPE_UNSIGNED'
  | 'ENVELOPE_DETACHED'
  | 'ENVELOPE_CONTENT'
  | 'ENVELOPE_DEPTH'
  | 'MAIL_BROKEN'
  | 'TEXT_ENCODING'
  | 'TEXT_CUT'
  | 'TOO_HEAVY'
