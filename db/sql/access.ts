import { walled } from './wall.ts'

/** Tables of which no conflict hides a row: what everybody who is signed in may be shown, each page saying to whom. */
export const open: readonly string[] = [
  ...[
    'network',
    'persons',
    'accounts',
    'bodies',
    'body_facts',
    'body_links',
    'body_names',
    'body_subjects',
    'committee_seats',
    'functions',
    'invitations',
  ],
  ...[
    'cycles',
    'allocations',
    'year_balances',
    'book_years',
    'cash_balances',
    'cash_receipts',
    'money_entries',
    'guidance_documents',
    'guidance_comments',
    'answer_amendments',
    'attendances',
    'network_attendances',
    'minutes_signatures',
    'meeting_consultants',
    'calls',
  ],
  ...['scoring_rounds', 'act_proposals', 'acts', 'protocol_register'],
  ...['plan_versions', 'plan_projects', 'submissions', 'regional_outcomes', 'projects', 'project_tranches'],
  ...['payments', 'payment_checks', 'payment_orders', 'project_balances', 'statements', 'expense_documents'],
  ...['expense_quotas', 'partner_transfers', 'achieved_results', 'final_reports', 'alliance_adhesions'],
  ...['incident_retries', 'stored_files', 'engine_identity'],
]

/** Open tables with a column that is not: a view shows it to whom it may be shown. */
export const openBut: Readonly<Record<string, { column: string; view: string; reason: string }>> = {
  meetings: {
    column: 'approved',
    view: 'known_meetings',
    reason: 'how the vote on a ranking ended is hidden from whoever is kept from one application (art. 5, 7)',
  },
}

/** Tables that nobody reads on behalf of a person, each with the reason. */
export const closed: Readonly<Record<string, string>> = {
  audit_entries:
    'tells what each declared and decided: who verifies the chain reads it, not who looks at pages',
  audit_heads: 'of the chain, which is read to be verified',
  database_place: 'where the rows were last written: told by health and by the page of deliveries',
  deployments: 'which models the engine holds',
  evaluator_keys: 'who is behind the random id of a sheet (art. 5)',
  held_forms: 'what somebody typed when the own session was over: read where that person comes back',
  job_executions: 'the ledger of steps',
  order_layouts: 'read when an order is issued',
  outbox:
    'texts of mails and ids of sheets: what failed, and what an instance sent, is shown without them, by failed_deliveries and instance_mails',
  ranking_sheets: 'which sheets a ranking was drawn up from, by their random ids (art. 5)',
  request_answers: 'answers given to a person under the key of a request',
  sessions: 'hashes of the tokens that browsers keep: read where a request comes in, and by who ends them',
  sign_ins: 'secrets of sign-ins under way',
  schema_rooms: 'which text of the rooms of SQL the schema holds',
}

/* Shared by all databases of a server, so made once; whoever migrates may act as any of them. */
const ROLES = ['concilia_application', 'concilia_reader']
const roles = ROLES.map(
  (role) => `do $$ begin
  if not exists (select 1 from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
end $$;
grant ${role} to current_user;`,
).join('\n')

/* The application writes rows and alters nothing; in the audit chain and in the book of money it only adds. */
const ADDED_ONLY = ['audit_entries', 'money_entries']
const allButOne = ([table, { column }]: [string, { column: string }]): string => `
do $$ begin
  execute format('grant select (%s) on ${table} to concilia_reader', (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
    where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> '${column}'));
end $$;`
const rights = `
revoke all on all tables in schema public from concilia_application, concilia_reader;
grant usage on schema public to concilia_application, concilia_reader;
grant select, insert, update, delete on all tables in schema public to concilia_application;
grant usage on all sequences in schema public to concilia_application;
revoke all on knex_migrations, knex_migrations_lock, schema_rooms from concilia_application;
revoke update, delete on ${ADDED_ONLY.join(', ')} from concilia_application;
${Object.entries(openBut).map(allButOne).join('')}
grant select on ${[...open, ...Object.keys(walled)].join(', ')} to concilia_reader;
`

/** Who may what: the owner migrates, the application writes, the reader reads on behalf of a person. */
export const access = { drop: '', create: roles + rights }
