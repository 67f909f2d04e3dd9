/** Stops the PostgreSQL that `start-postgres.ts` has started, if it has. */
export default async function stopPostgres(): Promise<void> {
  await (globalThis as unknown as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres?.()
}
