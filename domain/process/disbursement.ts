import { z } from 'zod'
import { paymentCheckSchema } from '../disbursement/payments.ts'
import { defineProcess, flag, id } from './contract.ts'

/** One payment: request, checks, two approvals, liquidation act, order, confirmation (art. 8, 10). */
export const disbursement = defineProcess({
  id: 'disbursement',
  variables: {
    cycleId: id,
    projectId: id,
    trancheId: id,
    paymentId: id,
    payeePublic: flag,
    payeeEnterprise: flag,
    aboveCollectionThreshold: flag,
    aboveAntimafiaThreshold: flag,
    requiredChecks: z.array(paymentCheckSchema),
    approved: flag,
    actProposalId: id,
  },
  inputs: ['cycleId', 'projectId', 'trancheId'],
  errors: ['FUNDS_NOT_AVAILABLE'],
  messages: {},
})
