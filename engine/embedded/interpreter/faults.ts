/** Why an element cannot go on: it becomes an incident of it, with this sentence. */
export class StepFault extends Error {
  readonly code: string

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StepFault'
    this.code = code
  }
}
