import type { LocalDate } from '../domain/shared/local-date.ts'

/* A row of each table as a query answers it, with the column names of SQL. Written by `npm run db:schema` from the migrated
   database, never by hand: a test compares. */
export interface Tables {
  accounts: {
    id: string
    person_id: string
    email: string | null
    issuer: string | null
    subject: string | null
  }
  achieved_results: { project_id: string; indicator: string; achieved: number; note: string }
  act_proposals: {
    id: string
    cycle_id: string
    kind:
      | 'GUIDANCE_ADOPTION'
      | 'CALL_NOTICE'
      | 'RANKING_APPROVAL'
      | 'PLAN_APPROVAL'
      | 'GRANT'
      | 'LIQUIDATION'
      | 'FINAL_RETURN'
    subject_id: string
    title: string
    status: 'PROPOSED' | 'WITHDRAWN' | 'ADOPTED' | 'PUBLISHED' | 'EFFECTIVE'
    document_id: string | null
    content_sha256: string | null
    proposed_at: Date
  }
  acts: {
    proposal_id: string
    type: string
    number: string
    organ: string
    proposal_sha256: string
    adopted_on: LocalDate
    signed_file_sha256: string
    signature: string
    protocol_number: string
    published_on: LocalDate | null
    publication_number: string | null
    effective_at: Date | null
  }
  admissibility_checks: {
    application_id: string
    code: string
    severity: 'BLOCKING' | 'CURABLE'
    message: string
  }
  admissibility_decisions: {
    application_id: string
    outcome: 'ADMITTED' | 'NOT_ADMITTED'
    reasons: string
    route: string
    late_answer: 'CONSIDERED' | 'NOT_CONSIDERED' | null
    observations_reply: string | null
    committee_note: string | null
    decided_by: string
    decided_at: Date
  }
  agenda_items: {
    id: string
    meeting_id: string
    position: number
    title: string
    explanation: string | null
    kind:
      | 'GUIDANCE'
      | 'APPLICATION'
      | 'RANKING'
      | 'TOPIC'
      | 'MOTION'
      | 'INFORMATION'
      | 'GROUP_CONSTITUTION'
      | 'GROUP_REPORT'
      | 'GROUP_DISSOLUTION'
    application_id: string | null
    discussion: string | null
    deferral: 'BY_THOSE_PRESENT' | 'NO_VOTERS' | 'BELOW_MINIMUM' | 'WITH_A_PROJECT' | null
    working_group_id: string | null
    report_id: string | null
  }
  aggregated_scores: { application_id: string; criterion: string; numerator: string; denominator: string }
  alliance_adhesions: {
    project_id: string
    body_id: string
    contribution: string
    joined_on: LocalDate
    act: string
    reason: string
    recorded_by: string
    recorded_at: Date
  }
  allocations: { cycle_id: string; year: number; amount_cents: number }
  answer_amendments: {
    question_id: string
    version: number
    text: string
    amended_by: string
    amended_at: Date
  }
  application_attachments: {
    id: string
    application_id: string
    kind: string
    file_name: string
    media_type: string
    sha256: string
    signature: 'NONE' | 'UNVERIFIED'
    uploaded_at: Date
    uploaded_by: string
  }
  application_forms: { application_id: string; content_sha256: string; sha256: string; made_at: Date }
  application_partners: {
    application_id: string
    body_id: string
    role: 'LEAD' | 'PARTNER' | 'ADHERENT'
    contribution: string
    code: string
    part_sha256: string
  }
  applications: {
    id: string
    call_id: string
    code: string | null
    title: string
    area: string
    summary: string
    lead_body_id: string
    total_cost_cents: number
    requested_cents: number
    content: unknown
    content_sha256: string
    status: 'DRAFT' | 'DISCARDED' | 'SUBMITTED' | 'WITHDRAWN' | 'ADMITTED' | 'NOT_ADMITTED'
    submitted_by: string
    drafted_at: Date
    version: number
    arrived_at: Date | null
    signed_by: string | null
    receipt_number: string | null
    withdrawn_at: Date | null
  }
  assigned_officers: {
    application_id: string
    project_id: string | null
    person_id: string
    assigned_by: string
    assigned_at: Date
  }
  attendances: { meeting_id: string; seat_id: string; person_id: string; present_as: 'TITULAR' | 'DEPUTY' }
  audit_entries: {
    chain_id: string
    sequence: number
    at: Date
    actor: string
    function_id: string | null
    action: string
    subject_id: string
    facts: unknown
    previous_hash: string
    hash: string
  }
  audit_heads: { chain_id: string; sequence: number; hash: string }
  bodies: {
    id: string
    name: string
    tax_code: string
    vat_number: string | null
    kind:
      | 'HEALTH_AGENCY'
      | 'REGIONAL_OFFICE'
      | 'MUNICIPALITY'
      | 'PROVINCE'
      | 'SPECIAL_COMPANY'
      | 'SERVICES_COMPANY'
      | 'CHAMBER_OF_COMMERCE'
      | 'UNIVERSITY'
      | 'EQUALITY_ADVISER'
      | 'TRADE_UNION'
      | 'EMPLOYERS_ASSOCIATION'
      | 'FAMILY_ASSOCIATION'
      | 'THIRD_SECTOR'
      | 'ENTERPRISE'
    size: 'MICRO' | 'SMALL' | 'MEDIUM' | 'LARGE' | null
    email: string | null
    address: string | null
    network_member_since: LocalDate | null
    plain_name: string
    plain_address: string
  }
  body_facts: {
    body_id: string
    fact: 'name' | 'taxCode' | 'vatNumber' | 'kind' | 'size' | 'email' | 'address'
    source: 'REGISTER' | 'ITSELF' | 'APPLICANT'
    value: string
    said_at: Date
    said_by: string | null
  }
  body_links: {
    from_body_id: string
    to_body_id: string
    kind: 'CONTROL' | 'MEMBERSHIP' | 'SERVICE_COMPANY'
    source: string
  }
  book_years: {
    cycle_id: string
    year: number
    assigned_cents: number
    received_cents: number
    committed_cents: number
    paid_cents: number
  }
  budget_lines: {
    application_id: string
    body_id: string
    category: string
    year: number
    cost_cents: number
  }
  calendar_feeds: { function_id: string; person_id: string; token_sha256: string; made_at: Date }
  call_correction_parts: {
    call_id: string
    part: string
    version: number
    content: unknown
    saved_by: string
    saved_at: Date
  }
  call_corrections: {
    id: string
    call_id: string
    version: number
    status: 'PROPOSED' | 'PUBLISHED' | 'LAPSED' | 'WITHDRAWN'
    reason: string
    configuration: unknown
    configuration_sha256: string
    closes_at: Date
    replaced: unknown
    replaced_sha256: string
    proposed_by: string
    proposed_at: Date
    published_at: Date | null
    withdrawn_at: Date | null
    withdrawn_by: string | null
    withdrawal_reason: string | null
  }
  call_draft_parts: {
    work_item_id: string
    part: string
    version: number
    content: unknown
    saved_by: string
    saved_at: Date
  }
  call_questions: {
    id: string
    call_id: string
    body_id: string
    asked_by: string
    text: string
    asked_at: Date
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
  }
  calls: {
    id: string
    cycle_id: string
    number: number
    title: string
    status: 'DRAFT' | 'FROZEN' | 'PUBLISHED' | 'CLOSED' | 'DESERTED'
    configuration: unknown
    configuration_sha256: string
    opens_at: Date
    closes_at: Date
    outcome_published_at: Date | null
    suspended_days: number
    sample_seed: string | null
  }
  cash_balances: { cycle_id: string; allocated_cents: number; received_cents: number; reserved_cents: number }
  cash_receipts: {
    id: string
    cycle_id: string
    year: number
    amount_cents: number
    received_on: LocalDate
    reference: string
  }
  committee_seats: { id: string; category: string; body_id: string; chair: boolean }
  communications: {
    id: string
    application_id: string
    kind: 'INTEGRATION' | 'REFUSAL_NOTICE' | 'CUT_GRANT' | 'OUTCOME'
    request_id: string | null
    address: string | null
    written_at: Date
    taken_at: Date | null
  }
  conflict_declarations: {
    id: string
    call_id: string
    seat_id: string | null
    person_id: string
    status: 'REQUESTED' | 'DECLARED' | 'LAPSED'
    declared_at: Date | null
  }
  cycles: {
    id: string
    code: string
    title: string
    guidelines_act: string
    guidance_due_on: LocalDate
    ends_on: LocalDate
    status: 'OPEN' | 'CLOSED'
    process_owner_id: string
    opened_at: Date
    closed_at: Date | null
  }
  database_place: {
    only_row: boolean
    database_id: string
    cluster_id: string
    timeline: string
    database_oid: string
    departed_until: Date | null
    held_since: Date | null
    held_because: 'MOVED' | 'OLDER' | 'NO_MARK' | null
  }
  decisions: {
    agenda_item_id: string
    present: number
    in_favour: number
    against: number
    abstained: number
    passed: boolean
  }
  declared_conflicts: {
    declaration_id: string
    application_id: string
    reason: string
    explanation: string
    tie: string | null
    decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
    decision_reason: string | null
    decided_by: string | null
    decided_at: Date | null
  }
  deployments: { engine_id: string; file_name: string; sha256: string; deployed_at: Date }
  documents: {
    id: string
    cycle_id: string
    application_id: string | null
    evaluated_call_id: string | null
    kind: string
    subject_id: string
    title: string
    file_name: string
    media_type: string
    sha256: string
    signature: 'NONE' | 'UNVERIFIED'
    audit_head: string | null
    reconciles: boolean | null
    reserved: boolean
    created_at: Date
  }
  drawn_applications: {
    application_id: string
    call_id: string
    place: number
    checked_at: Date | null
    checked_by: string | null
    check_result: 'CONFIRMED' | 'NOT_CONFIRMED' | null
    check_evidence: string | null
  }
  engine_identity: {
    only_row: boolean
    engine: 'embedded' | 'camunda'
    engine_id: string
    is_marked: boolean
    clock_offset_ms: number
  }
  evaluator_keys: { call_id: string; key: string }
  exclusions: {
    call_id: string
    application_id: string
    person_id: string
    seat_id: string | null
    basis: string
    source: 'COMPUTED' | 'DECLARED'
    path: unknown
    full_reason: string
    own_reason: string
    cause_application_id: string
    excluded_at: Date
  }
  expected_results: { application_id: string; indicator: string; expected: number }
  expense_documents: {
    id: string
    issuer_tax_code: string
    issuer_name: string
    type: 'INVOICE' | 'RECEIPT' | 'PAYROLL' | 'OTHER'
    number: string
    issued_on: LocalDate
    amount_cents: number
    claimed_cents: number
  }
  expense_quotas: {
    id: string
    statement_id: string
    expense_document_id: string
    body_id: string
    category: string
    year: number
    claimed_cents: number
    admitted_cents: number | null
    reason: string | null
    procurement_evidence: string
    paid_on: LocalDate
  }
  final_reports: {
    cycle_id: string
    text: string
    assessment: string
    committee_seen_on: LocalDate | null
    written_by: string
    written_at: Date
  }
  functions: {
    id: string
    person_id: string
    role:
      | 'PROCESS_OWNER'
      | 'CASE_OFFICER'
      | 'FINANCE'
      | 'COMMITTEE_SECRETARY'
      | 'COMMITTEE_MEMBER'
      | 'ALLIANCE_LEAD'
      | 'NETWORK_MEMBER'
      | 'OFFICE_HOLDER'
    body_id: string | null
    seat_id: string | null
    seat_role: 'TITULAR' | 'DEPUTY' | null
    office: string | null
    signatory: boolean
    starts_on: LocalDate
    ends_on: LocalDate | null
    act: string
    end_act: string | null
    stands_for: string | null
    application_id: string | null
  }
  guidance_comments: {
    id: string
    guidance_document_id: string
    body_id: string
    person_id: string
    text: string
    commented_at: Date
    answer: string | null
  }
  guidance_documents: {
    id: string
    cycle_id: string
    version: number
    title: string
    context: unknown
    needs: unknown
    priorities: unknown
    status: 'DRAFT' | 'SHARED' | 'ANSWERED' | 'VOTED' | 'REJECTED' | 'ADOPTED'
    comments_due_at: Date
    created_at: Date
  }
  held_forms: {
    token_sha256: string
    person_id: string
    path: string
    act: string
    about: string | null
    typed: string
    held_at: Date
  }
  incident_retries: {
    engine_id: string
    incident_key: string
    cycle_id: string
    process_instance_key: string
    process_id: string
    element_id: string
    code: string
    reason: string
    retried_by: string
    retried_at: Date
  }
  interventions: {
    id: string
    engine_id: string
    process_instance_key: string
    process_id: string
    cycle_id: string
    kind: 'SET_VARIABLE' | 'CANCEL' | 'MIGRATE'
    variable: string | null
    value: string | null
    version: number | null
    seen: unknown
    reason: string
    state: 'PROPOSED' | 'CONFIRMED' | 'REFUSED' | 'WITHDRAWN' | 'DONE' | 'NOT_DONE'
    proposed_by: string
    proposed_for: string | null
    proposed_at: Date
    decided_by: string | null
    decided_at: Date | null
    decision_reason: string | null
    ended_at: Date | null
    fault: string | null
  }
  invitations: {
    id: string
    token_sha256: string
    person: unknown
    body_id: string
    role: 'ALLIANCE_LEAD' | 'NETWORK_MEMBER'
    signatory: boolean
    act: string
    expires_on: LocalDate
    invited_by: string
    invited_at: Date
    accepted_at: Date | null
    person_id: string | null
    revoked_at: Date | null
  }
  item_exclusions: { agenda_item_id: string; person_id: string; reason: string; out_of_room: boolean }
  job_executions: {
    engine_id: string
    job_key: string
    job_type: string
    outcome: unknown
    finished_at: Date | null
  }
  late_conflicts: {
    id: string
    call_id: string
    application_id: string
    person_id: string
    reason: string
    explanation: string
    told_by: string
    told_at: Date
    decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
    decision_reason: string | null
    decided_by: string | null
    decided_at: Date | null
    reopens: string | null
  }
  lead_requests: {
    id: string
    application_id: string
    kind: 'INTEGRATION' | 'REFUSAL_NOTICE' | 'CUT_GRANT'
    status:
      'ASKED' | 'SENT' | 'RECEIVED' | 'UNDELIVERED' | 'ANSWERED' | 'EXPIRED' | 'ANSWERED_LATE' | 'CLOSED'
    items: unknown
    reasons: string
    asked_by: string | null
    asked_at: Date
    received_at: Date | null
    due_at: Date | null
    work_item_id: string | null
    answer: string | null
    answer_sha256: string | null
    answered_by: string | null
    answered_at: Date | null
    accepted: boolean | null
    ranking_id: string | null
  }
  meeting_answers: {
    meeting_id: string
    seat_id: string
    person_id: string
    answer: 'COMES' | 'DEPUTY_COMES' | 'ABSENT'
    sequence: number
    answered_at: Date
  }
  meeting_consultants: { meeting_id: string; person_id: string }
  meetings: {
    id: string
    cycle_id: string
    stage: 'GUIDANCE' | 'EVALUATION' | 'COMMITTEE' | 'NETWORK'
    subject_id: string
    ranking_id: string | null
    round: number
    status: 'PLANNED' | 'CONVENED' | 'HELD' | 'CANCELLED'
    starts_at: Date | null
    ends_at: Date | null
    place: string | null
    notice: string | null
    convened_at: Date | null
    held_at: Date | null
    approved: boolean | null
    sequence: number
    told_sequence: number | null
    change_reason: string | null
  }
  minutes_signatures: {
    meeting_id: string
    capacity: 'CHAIR' | 'SECRETARY'
    person_id: string
    document_sha256: string
    signed_at: Date
  }
  money_entries: {
    id: string
    cycle_id: string
    year: number
    kind:
      | 'ALLOCATED'
      | 'ADJUSTED'
      | 'RECEIVED'
      | 'COMMITTED'
      | 'ECONOMY'
      | 'RESERVED'
      | 'LIQUIDATED'
      | 'PAID'
      | 'RELEASED'
      | 'RECOVERED'
    occasion: string
    project_id: string | null
    payee_id: string | null
    amount_cents: number
    at: Date
  }
  network: {
    only_row: boolean
    code: string
    document: unknown
    settings: unknown
    document_sha256: string
    loaded_at: Date
  }
  network_attendances: { meeting_id: string; body_id: string }
  order_layouts: {
    name: string
    columns: unknown
    siope_public: string
    siope_private: string
    source: string
    in_use: boolean
  }
  outbox: {
    id: string
    position: number
    cycle_id: string
    process_instance_key: string | null
    stream: string
    kind: 'PUBLISH_MESSAGE' | 'COMPLETE_USER_TASK' | 'MAIL' | 'REGION' | 'RESOLVE_INCIDENT' | 'INTERVENE'
    payload: unknown
    state: 'PENDING' | 'SENT' | 'RECEIVED' | 'PARKED' | 'DISCARDED'
    attempts: number
    available_at: Date
    claimed_until: Date | null
    last_error: string | null
    created_at: Date
    sent_at: Date | null
    received_at: Date | null
  }
  panel_appointments: {
    application_id: string
    person_id: string
    reason: string
    act: string
    act_number: string
    act_on: LocalDate
    appointed_by: string
    appointed_at: Date
  }
  partner_confirmations: {
    application_id: string
    partner_code: string
    means: 'ACCOUNT' | 'LETTER'
    part_sha256: string
    given_by: string
    given_at: Date
    signed_by: string | null
    file_name: string | null
    media_type: string | null
    sha256: string | null
    signature: 'NONE' | 'UNVERIFIED' | null
  }
  partner_decisions: {
    application_id: string
    body_id: string
    decision: 'CONFIRMED' | 'DROPPED'
    decided_by: string
    decided_at: Date
  }
  partner_invitations: {
    application_id: string
    partner_code: string
    part_sha256: string
    people: number
    invited_by: string
    invited_at: Date
  }
  partner_transfers: {
    statement_id: string
    body_id: string
    amount_cents: number
    transferred_on: LocalDate
  }
  payment_checks: {
    payment_id: string
    code: 'DURC' | 'COLLECTION_AGENT' | 'ANTIMAFIA' | 'WITHHOLDING'
    result: 'PASSED' | 'FAILED'
    reference: string
    checked_on: LocalDate
  }
  payment_orders: { payment_id: string; layout: string; row: unknown; document_id: string; issued_at: Date }
  payments: {
    id: string
    project_id: string
    tranche_id: string
    tranche_cents: number
    amount_cents: number
    status:
      | 'OPEN'
      | 'REQUESTED'
      | 'OFFICE_APPROVED'
      | 'FINANCE_APPROVED'
      | 'ORDERED'
      | 'PAID'
      | 'REFUSED'
      | 'REVERSED'
    iban: string | null
    withholding_cents: number
    declarations: unknown
    sent_back_reason: string | null
    requested_by: string | null
    requested_at: Date | null
    office_approved_by: string | null
    office_approved_at: Date | null
    office_approved_sha256: string | null
    finance_approved_by: string | null
    finance_approved_at: Date | null
    finance_approved_sha256: string | null
    mandate_number: string | null
    paid_on: LocalDate | null
    opened_at: Date
    ended_at: Date | null
    ended_reason: string | null
  }
  pec_receipts: {
    id: string
    position: number
    communication_id: string
    application_id: string
    kind: 'ACCEPTANCE' | 'NOT_ACCEPTED' | 'DELIVERY' | 'NOT_DELIVERED' | 'DELAYED'
    source: 'PROVIDER' | 'OFFICER'
    at: Date
    provider: string | null
    identifier: string | null
    reason: string | null
    recorded_by: string
    recorded_at: Date
  }
  persons: {
    id: string
    given_name: string
    family_name: string
    display_name: string
    born_on: LocalDate
    tax_code: string | null
    document_country: string | null
    document_kind: 'PASSPORT' | 'IDENTITY_CARD' | null
    document_number: string | null
    email: string
    looked_at: Date | null
  }
  plan_projects: { plan_version_id: string; application_id: string; position: number; grant_cents: number }
  plan_versions: {
    id: string
    cycle_id: string
    call_id: string
    ranking_id: string
    version: number
    status: 'DRAWN_UP' | 'WITHDRAWN' | 'ADOPTED' | 'SENT' | 'VALIDATED' | 'SUPERSEDED'
    alliances_cents: number
    system_actions_cents: number
    drawn_up_at: Date
  }
  process_instances: {
    engine_id: string
    process_instance_key: string
    process_id: string
    cycle_id: string
    application_id: string | null
    evaluated_call_id: string | null
    seen_at: Date
    ended_at: Date | null
    outcome: 'COMPLETED' | 'TERMINATED' | null
    asked_at: Date
  }
  project_balances: {
    project_id: string
    grant_cents: number
    committed_cents: number
    reserved_cents: number
  }
  project_tranches: { project_id: string; id: string; position: number; label: string; amount_cents: number }
  projects: {
    id: string
    cycle_id: string
    application_id: string
    plan_version_id: string
    code: string
    status: 'APPROVED' | 'AGREED' | 'GRANTED' | 'RUNNING' | 'REPORTED' | 'CLOSED'
    grant_cents: number
    cost_cents: number
    agreement_signed_on: LocalDate | null
    agreement_sha256: string | null
    agreement_protocol: string | null
    agreement_signed_by: string | null
    cup: string | null
    commitment_number: string | null
    commitment_on: LocalDate | null
    starts_on: LocalDate | null
    started_on: LocalDate | null
    ends_on: LocalDate
    closed_at: Date | null
  }
  protocol_register: {
    id: string
    year: number
    number: number
    direction: 'IN' | 'OUT'
    subject: string
    correspondent: string
    file_sha256: string | null
    registered_at: Date
  }
  ranking_corrections: {
    id: string
    call_id: string
    ranking_id: string
    successor_id: string | null
    status: 'PROPOSED' | 'WITHDRAWN' | 'IN_FORCE'
    kind: 'ANNULMENT' | 'RECTIFICATION'
    application_id: string
    datum: 'ADMISSIBILITY' | 'ELIGIBLE_COST'
    ranked_cost_cents: number
    eligible_cost_cents: number | null
    rule: string
    wrong: string
    interest: string
    heard_until: LocalDate
    annullable_until: LocalDate | null
    observations: string | null
    weighed_by: string | null
    proposed_by: string
    proposed_at: Date
    withdrawn_at: Date | null
    withdrawn_by: string | null
    withdrawal_reason: string | null
  }
  ranking_entries: {
    ranking_id: string
    application_id: string
    position: number | null
    numerator: string | null
    denominator: string | null
    points: string | null
    missed_minima: unknown
    tie_break: string | null
    outcome: 'FUNDED' | 'PARTIALLY_FUNDED' | 'ADMITTED_NOT_FUNDED' | 'BELOW_THRESHOLD' | 'NOT_ADMITTED'
    grant_cents: number
    place: number
    below: number
  }
  ranking_sheets: { ranking_id: string; scoring_id: string }
  rankings: {
    id: string
    call_id: string
    meeting_id: string | null
    provisional_id: string | null
    seal: unknown
    seal_sha256: string
    status: 'PROVISIONAL' | 'DRAWN_UP' | 'SUPERSEDED' | 'ADOPTED' | 'ANNULLED'
    drawn_up_at: Date
  }
  regional_outcomes: {
    id: string
    submission_id: string
    outcome: 'VALIDATED' | 'VALIDATED_WITH_REMARKS' | 'SENT_BACK' | 'REJECTED'
    protocol_number: string
    decided_on: LocalDate
    status: 'IN_FORCE' | 'SUPERSEDED' | 'NOTED'
    recorded_at: Date
  }
  replaced_attachments: {
    id: string
    application_id: string
    kind: string
    file_name: string
    media_type: string
    sha256: string
    signature: 'NONE' | 'UNVERIFIED'
    uploaded_at: Date
    uploaded_by: string
    replaced_at: Date
    replaced_by: string
  }
  request_answers: {
    person_id: string
    request_key: string
    content_sha256: string
    answer: unknown
    answered_at: Date
  }
  reshaped_budget_lines: {
    request_id: string
    application_id: string
    body_id: string
    category: string
    year: number
    cost_cents: number
  }
  reshapings: {
    request_id: string
    application_id: string
    content: unknown
    content_sha256: string
    if_refused: 'ACCEPTED' | 'DECLINED'
    outcome: 'APPROVED' | 'REFUSED' | null
    reasons: string | null
    examined_by: string | null
    examined_at: Date | null
  }
  room_movements: {
    agenda_item_id: string
    seat_id: string
    presence: 'TITULAR' | 'DEPUTY' | 'ABSENT' | 'LEFT'
  }
  schema_rooms: { only_row: boolean; sha256: string }
  scores: { scoring_id: string; criterion: string; centipoints: number; reason: string }
  scoring_rounds: {
    id: string
    call_id: string
    number: number
    due_at: Date
    reminded_at: Date | null
    status: 'PLANNED' | 'OPEN' | 'COMPLETED' | 'CLOSED'
  }
  scorings: {
    id: string
    round_id: string
    call_id: string
    application_id: string
    seat_id: string | null
    person_id: string
    replaces_id: string | null
    substitution_reason: string | null
    status: 'REQUESTED' | 'SCORED' | 'WITHDRAWN' | 'EXPIRED'
    requested_at: Date
    scored_at: Date | null
  }
  sessions: {
    token_sha256: string
    account_id: string
    function_id: string | null
    since: Date
    seen_at: Date
    ended_at: Date | null
    id_token: string | null
  }
  sheet_readings: { call_id: string; person_id: string; read_at: Date }
  sign_ins: {
    state_sha256: string
    browser_sha256: string
    nonce: string
    code_verifier: string
    next: string
    invitation_sha256: string | null
    began_at: Date
  }
  slid_grants: {
    ranking_id: string
    application_id: string
    request_id: string
    outcome: 'FUNDED' | 'PARTIALLY_FUNDED' | 'DECLINED'
    grant_cents: number
  }
  statements: {
    id: string
    project_id: string
    period: number
    status: 'OPEN' | 'SUBMITTED' | 'VERIFIED' | 'SETTLED'
    claimed_cents: number
    admitted_cents: number
    submitted_by: string | null
    submitted_at: Date | null
    signed_by: string | null
    verified_by: string | null
    verified_at: Date | null
  }
  stored_files: { sha256: string; size_bytes: number; stored_at: Date }
  submissions: {
    id: string
    cycle_id: string
    kind: 'PLAN' | 'FINAL_RETURN'
    subject_id: string
    status: 'PREPARED' | 'SENT' | 'RECEIVED' | 'VALIDATED'
    package_sha256: string | null
    idempotency_key: string
    sent_at: Date | null
    receipt_number: string | null
    protocol_number: string | null
    received_at: Date | null
    reminded_at: Date | null
    answered_at: Date | null
  }
  task_drafts: { work_item_id: string; person_id: string; version: number; typed: unknown; saved_at: Date }
  votes: {
    agenda_item_id: string
    seat_id: string
    person_id: string
    choice: 'FAVOURABLE' | 'AGAINST' | 'ABSTAINED'
  }
  work_item_files: {
    id: string
    work_item_id: string
    kind: string
    file_name: string
    media_type: string
    sha256: string
    signature: string
    uploaded_by: string
    uploaded_at: Date
  }
  work_items: {
    id: string
    engine_id: string
    element_instance_key: string
    process_instance_key: string
    element_id: string
    cycle_id: string
    subject_id: string
    role: string
    chair_too: boolean
    person_id: string | null
    body_id: string | null
    application_id: string | null
    of_evaluation: boolean
    evaluated_call_id: string | null
    decides: 'EVALUATION' | 'PROJECT' | null
    decides_on: string | null
    variables: unknown
    state: 'OPEN' | 'WITHDRAWN' | 'EXPIRED' | 'COMPLETED'
    due_at: Date | null
    opened_at: Date
    ended_at: Date | null
    completed_by: string | null
    completed_in: string | null
    taken_by: string | null
    taken_at: Date | null
  }
  working_group_members: {
    working_group_id: string
    position: number
    person_id: string | null
    body_id: string | null
    name: string | null
    organisation: string | null
    email: string | null
  }
  working_group_reports: {
    id: string
    working_group_id: string
    text: string | null
    file_name: string | null
    media_type: string | null
    sha256: string | null
    handed_in_at: Date | null
  }
  working_groups: {
    id: string
    name: string
    purpose: string
    referent_id: string
    report_due_on: LocalDate
    ends_on: LocalDate | null
    status: 'PROPOSED' | 'WITHDRAWN' | 'CONSTITUTED' | 'REJECTED' | 'DISSOLVED'
    proposed_at: Date
  }
  year_balances: { cycle_id: string; year: number; allocated_cents: number; committed_cents: number }
}
