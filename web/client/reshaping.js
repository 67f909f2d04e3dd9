/* The answer on a cut grant, while its project is reshaped. */
import { byId } from './page.js'
import { takePasted } from './pasted-block.js'
import { saveItself } from './saves-itself.js'

const form = byId('task', HTMLFormElement)
takePasted(form)
saveItself(form, {
  action: byId('save-draft', HTMLButtonElement).formAction,
  line: byId('draft-text', HTMLElement),
  changed: 'Intanto la bozza è stata salvata in un’altra scheda: premi «Salva bozza» per confrontare.',
  notSaved: 'Non è ancora salvato: premi «Salva bozza».',
})
