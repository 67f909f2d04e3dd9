import type { PageView } from './page.ts'

/** An application was presented, discarded or too late while somebody wrote or was about to present: the refusal is told here, with what
 * was typed under `keeps` and the way to what it is now. */
export const overPage = (
  id: string,
  { title, typed, keeps }: { title: string; typed: { where: string; value: string }[]; keeps: string },
): PageView => ({ title, template: 'application-over', view: { id, typed, title }, keeps })
