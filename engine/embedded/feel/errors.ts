/** An expression that is not deployed: outside the subset that Zeebe reads in the same way. The message is the reason. */
export class FeelRefusal extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'FeelRefusal'
  }
}

/** An expression met a value of a wrong type. The sentence names the expression and types, never a variable's value. */
export class FeelFault extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'FeelFault'
  }
}
