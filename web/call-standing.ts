import type { PublicCallDetail } from '../db/call/call-read-model.ts'
import { isOpen } from '../domain/call/window.ts'
import { dueView } from './due.ts'

type Window = Pick<PublicCallDetail, 'status' | 'opensAt' | 'closesAt'>

/** Whether a call takes applications at an instant (art. 8, 10). */
export const takesApplications = (call: Window, now: Date): boolean =>
  call.status === 'PUBLISHED' && isOpen(now, call)

/** Where a call is for whoever reads of it: before its window, in it, after it, or without any application (art. 8). */
export function callStanding(call: Window, now: Date) {
  const before = now < call.opensAt
  return {
    phase: phaseOf(call, now),
    due: dueView(before ? call.opensAt : call.closesAt, now),
  }
}

function phaseOf(call: Window, now: Date): 'BEFORE' | 'OPEN' | 'OVER' | 'DESERTED' {
  if (call.status === 'DESERTED') return 'DESERTED'
  if (takesApplications(call, now)) return 'OPEN'
  return now < call.opensAt ? 'BEFORE' : 'OVER'
}
