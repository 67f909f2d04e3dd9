/** What is entered in the register that may give or take a vote of the committee, as the audit chain names it. */
export const REGISTER_ENTRIES = [
  'give-function',
  'end-function',
  'accept-invitation',
  'link-bodies',
  'substitute-person',
] as const
export type RegisterEntryKind = (typeof REGISTER_ENTRIES)[number]
