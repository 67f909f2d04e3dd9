interface Asked {
  title: string
  text: string
  link: string
}

/** Tells the office of a question about a call; who asked is read on the page alone. */
export function questionLetter({ title, text, link }: Asked): { subject: string; text: string } {
  return {
    subject: `Un quesito sull’avviso «${title}»`,
    text: [
      `È arrivato un quesito sull’avviso «${title}»:`,
      text,
      `Quesito e risposta si pubblicano insieme, senza dire chi ha chiesto: ${link}`,
    ].join('\n\n'),
  }
}

/** Tells those who asked or apply what was answered, to all the same. */
export function answerLetter({ title, text, answer, link }: Asked & { answer: string }): {
  subject: string
  text: string
} {
  return {
    subject: `Una risposta sull’avviso «${title}»`,
    text: [
      `È pubblicata la risposta a un quesito sull’avviso «${title}».`,
      `Quesito: ${text}`,
      `Risposta: ${answer}`,
      `Tutti i quesiti e le risposte: ${link}`,
    ].join('\n\n'),
  }
}

/** Tells them that an answer was put right: what it said, and what counts now. */
export function amendmentLetter({
  title,
  text,
  before,
  answer,
  link,
}: Asked & { before: string; answer: string }): { subject: string; text: string } {
  return {
    subject: `Una risposta corretta sull’avviso «${title}»`,
    text: [
      `È stata corretta una risposta a un quesito sull’avviso «${title}»: vale quella nuova.`,
      `Quesito: ${text}`,
      `Risposta di prima: ${before}`,
      `Risposta corretta: ${answer}`,
      `Tutti i quesiti e le risposte: ${link}`,
    ].join('\n\n'),
  }
}
