/* The content of an application is named in English: a problem is told by the Italian name of its place. */
const parts: Record<string, string> = {
  title: 'Titolo',
  areaId: 'Area di intervento',
  summary: 'Sintesi',
  partners: 'Alleanza',
  budgetLines: 'Voci di costo',
  totalCostCents: 'Costo totale',
  requestedGrantCents: 'Contributo chiesto',
  cofinancing: 'Cofinanziamento',
  indicators: 'Indicatori',
  declarations: 'Dichiarazioni',
  signatory: 'Chi firma',
  contacts: 'Referenti',
  actions: 'Bisogni e azioni',
  partnerNotice: 'Avviso per la scelta dei partner',
}
const fields: Record<string, string> = {
  bodyTaxCode: 'codice fiscale',
  bodyVatNumber: 'partita IVA',
  bodyName: 'denominazione',
  bodyAddress: 'sede',
  bodyKind: 'natura dell’ente',
  role: 'ruolo',
  size: 'dimensione',
  contribution: 'apporto',
  categoryId: 'voce di costo',
  year: 'anno',
  costCents: 'costo',
  kind: 'tipo',
  amountCents: 'importo',
  id: 'codice',
  expected: 'risultato atteso',
  personId: 'persona',
  capacity: 'a che titolo',
  mandate: 'atto di delega',
  name: 'nome',
  email: 'posta elettronica',
  phone: 'telefono',
  areaId: 'area',
  need: 'bisogno',
  action: 'azione',
  reference: 'avviso',
  publishedOn: 'data di pubblicazione',
  address: 'indirizzo',
}

/** `partners[2].size` → `Alleanza, riga 3, dimensione`. */
export function applicationPlace(path: string): string {
  const [, part = '', row, field] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/.exec(path) ?? []
  if (parts[part] === undefined) return path
  const words = [parts[part], row && `riga ${Number(row) + 1}`, field && fields[field]]
  return words.filter(Boolean).join(', ')
}
