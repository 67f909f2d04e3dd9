import { OF_ALL, ROLE, VIEWER } from './who-asks.ts'

/** Who asked about a call is known to whoever asked, and to the office that answers; not to who stands in for one application. */
export const knowsAsker = (q: string): string =>
  `(${ROLE} in ('PROCESS_OWNER','CASE_OFFICER') and ${OF_ALL} or ${q}.asked_by = ${VIEWER})`

/** Questions about calls with their answers, as anybody reads them. */
export const knownQuestions = `
create view known_questions with (security_barrier) as
  select q.id, q.call_id, q.text, q.asked_at, q.answer, q.answered_at,
      case when ${knowsAsker('q')} then q.asked_by end as asked_by, case when ${knowsAsker('q')} then q.body_id end as body_id
    from call_questions q where q.answer is not null or ${knowsAsker('q')} order by q.asked_at desc, q.id desc;
comment on view known_questions is 'Questions about calls as anybody reads them: once they are answered, without who asked; the own ones and the office''s whole, answered or not';
`
