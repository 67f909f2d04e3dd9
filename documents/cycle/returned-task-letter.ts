interface ReturnedTask {
  name: string
  title: string
  cycleCode: string
  by: string
  reason: string
}

/** Tells who had a task that somebody else has set it free, and why; not what it is about, which a conflict may have closed
 * meanwhile (art. 5). */
export function returnedTaskLetter({ name, title, cycleCode, by, reason }: ReturnedTask) {
  return {
    subject: `Attività restituita: ${title}`,
    text: `${name},\n\nl’attività «${title}» del ciclo ${cycleCode}, che avevi in carico, è stata restituita da ${by}: ora la può prendere chi ne ha la funzione.\nMotivo: ${reason}\n`,
  }
}
