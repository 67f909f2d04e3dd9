/* A sitting, as it is recorded. */
import { byId } from './page.js'
import { saveItself } from './saves-itself.js'

saveItself(byId('task', HTMLFormElement), {
  action: byId('save-draft', HTMLButtonElement).formAction,
  line: byId('draft-text', HTMLElement),
  changed: 'Intanto la bozza è stata salvata in un’altra scheda: premi «Salva bozza» per confrontare.',
  notSaved: 'Non è ancora salvato: premi «Salva bozza».',
})
