/** Tables of what an application holds, and what is found and decided about it before its evaluation: seen by who sees the application. */
export const contents: readonly string[] = [
  ...[
    'application_attachments',
    'application_forms',
    'application_partners',
    'partner_confirmations',
    'partner_invitations',
    'budget_lines',
    'expected_results',
  ],
  ...['admissibility_checks', 'admissibility_decisions', 'lead_requests', 'partner_decisions'],
  ...['reshapings', 'reshaped_budget_lines'],
  ...['communications', 'pec_receipts'],
]
