/** The audit chain of what is done to the network itself, outside any cycle: who is let in, invited, kept out. */
export const NETWORK_CHAIN = 'network'
