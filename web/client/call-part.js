/* A part of a call, as it is written. */
import { byId } from './page.js'
import { saveItself } from './saves-itself.js'

const form = byId('part', HTMLFormElement)

saveItself(form, {
  action: form.action,
  line: byId('part-saved', HTMLElement),
  changed: 'Intanto qualcun altro ha salvato questa parte: premi «Salva» per confrontare.',
  notSaved: 'Non è ancora salvato: premi «Salva».',
})
