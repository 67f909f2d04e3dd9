/** The office that plays the Region in the demo, as pages see it. */
export interface RegionOffice {
  /** The plans that it has received and not answered. */
  waiting: () => Promise<{ receiptNumber: string; receivedAt: string; cycleCode: string }[]>
}
