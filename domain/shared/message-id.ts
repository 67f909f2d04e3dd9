/** The Message-ID of a mail of the outbox, without its brackets: the same however often it is sent, and what a receipt of certified mail
 * names (DM 2/11/2005). */
export const messageIdOf = (outboxId: string): string => `${outboxId}@concilia`
