/* The file of an application is written with English names: a problem is told by the Italian one, with its place. */
const parts: Record<string, string> = {
  title: 'Titolo',
  areaId: 'Area di intervento',
  summary: 'Sintesi',
  partners: 'Partenariato',
  budgetLines: 'Voci di costo',
  totalCostCents: 'Costo totale',
  requestedGrantCents: 'Contributo chiesto',
  cofinancing: 'Cofinanziamento',
  indicators: 'Indicatori',
  declarations: 'Dichiarazioni',
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
}

/** `partners[2].size` → `Partenariato, riga 3, dimensione (partners[2].size)`. */
export function applicationPlace(path: string): string {
  const [, part = '', row, field] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/.exec(path) ?? []
  if (parts[part] === undefined) return path
  const words = [parts[part], row && `riga ${Number(row) + 1}`, field && fields[field]]
  return `${words.filter(Boolean).join(', ')} (${path})`
}
