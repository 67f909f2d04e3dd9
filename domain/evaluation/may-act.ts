import { BusinessError } from '../shared/errors.ts'

const EVALUATION_ARTICLE = 'art. 5'

/** What somebody decides on: who is evaluated and how, or all else about an application and the project that it becomes. */
export type Matter = 'EVALUATION' | 'PROJECT'

/** A decision: its matter, and the id of what it is about (an application, project, payment, statement, sheet, call, ranking, plan
 * or submission). */
export interface Decision {
  matter: Matter
  subjectId: string
}

/** How a person is tied to an application: by the body of the own seat, or as a person, by an office that one holds or a
 * reason that one declares. */
export type TieKind = 'SEAT' | 'PERSONAL'

/** The article that keeps somebody with these ties from deciding; null where nothing does. The tie of a seat bars the
 * evaluation alone (art. 5): a body that leads keeps its vote on all else. A tie of the person bars all about that application
 * and its project (L. 241/1990 art. 6-bis; DPR 62/2013 art. 6, 7). */
export function barringArticle(matter: Matter, ties: readonly TieKind[]): string | null {
  if (ties.includes('PERSONAL')) return 'art. 6-bis L. 241/1990; art. 6 e 7 DPR 62/2013'
  return matter === 'EVALUATION' && ties.includes('SEAT') ? EVALUATION_ARTICLE : null
}

/** The refusal of whoever a conflict keeps out, by its article. */
export function excludedBy(article: string = EVALUATION_ARTICLE): BusinessError {
  return new BusinessError('CONFLICT_EXCLUDED', { article })
}
