/** Why a model is refused: the element, and a sentence that says what is wrong and how to mend it. */
export interface Problem {
  elementId: string | null
  reason: string
}

/** A file that this engine does not run, with everything that speaks against it. One line of the message for each problem. */
export class ModelRefusal extends Error {
  readonly file: string
  readonly problems: readonly Problem[]

  constructor(file: string, problems: readonly Problem[]) {
    super(
      problems
        .map(({ elementId, reason }) => `${elementId === null ? file : `${file}, ${elementId}`}: ${reason}`)
        .join('\n'),
    )
    this.name = 'ModelRefusal'
    this.file = file
    this.problems = problems
  }
}

/** The element that is read just now: what is wrong with it is noted and the reading goes on, so that all is said at once. */
export interface Site {
  refuse: (reason: string) => void
}

export const siteOf = (problems: Problem[], elementId: string | null): Site => ({
  refuse: (reason) => void problems.push({ elementId, reason }),
})
