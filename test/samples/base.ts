export const hash = (seed: string): string => seed.repeat(64).slice(0, 64)

export const base = {
  documentId: '01K9ZQ4V7N3R8X2T5B6C1D0E9F',
  issuedAt: '2027-03-12T10:15:00+01:00',
  act: null,
  lead: {
    name: 'ATS della Città Metropolitana di Milano',
    office: 'Dipartimento per la programmazione sociosanitaria – Ufficio conciliazione',
    address: 'Via dell’Esempio, 1 – Milano',
    taxCode: '33333333335',
    pec: 'protocollo@ats.esempio.it',
  },
  network: 'Rete territoriale di conciliazione vita-lavoro',
  cycle: { code: 'PTC-2027-2029', title: 'Piano territoriale di conciliazione 2027-2029' },
  responsible: { name: 'Responsabile del procedimento', role: 'Dirigente dell’Ufficio conciliazione' },
  signatory: { name: 'Direttore Generale', role: 'Il Direttore Generale' },
  verb: 'DETERMINA',
  words: {
    committee: 'Comitato di Programmazione, Valutazione e Monitoraggio',
    fundedBy:
      'Iniziativa finanziata da Regione Lombardia a supporto degli interventi di conciliazione famiglia-lavoro',
    region: 'Regione Lombardia',
  },
}
export const lead = { name: 'Azienda Sociale Sud Est Milano – A.S.S.E.MI.', taxCode: '11111111115' }
export const school = {
  name: 'Scuola Superiore del Commercio, del Turismo e dei Servizi',
  taxCode: '22222222220',
}
export const votes = { present: 14, inFavour: 12, against: 1, abstained: 1 }

export const project = {
  code: 'PTC-2027-03',
  title: 'Governare gli equilibri: una rete per la conciliazione',
  cup: 'J57C20000410001',
}
