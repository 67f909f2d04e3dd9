export const LEAD = '03775430980'
export const SHOP = 'RSSMRA85M01H501Q'
const CRAFT = '00488410010'
export const CARE = '02118311006'

const body = ([bodyTaxCode, bodyName, bodyKind, size]: [string, string, string, string | null]) => ({
  ...{ bodyTaxCode, bodyName, bodyKind, size },
  role: bodyTaxCode === LEAD ? 'LEAD' : 'PARTNER',
  contribution: 'Servizi',
})

/** An application as it comes, within the rules of `testRules`: cost 60,000, 70 % asked. */
export function applicationFile() {
  return {
    title: 'Tempo per la cura',
    areaId: 'CAREGIVER',
    summary: 'Servizi di aiuto\nai caregiver',
    partners: [
      body([LEAD, 'Azienda speciale', 'SPECIAL_COMPANY', null]),
      body([SHOP, 'Bottega', 'ENTERPRISE', 'MICRO']),
      body([CRAFT, 'Officina', 'ENTERPRISE', 'SMALL']),
      body([CARE, 'Cooperativa', 'THIRD_SECTOR', null]),
    ],
    budgetLines: [
      { bodyTaxCode: LEAD, categoryId: 'STAFF', year: 2026, costCents: 3_000_000 },
      { bodyTaxCode: CARE, categoryId: 'SERVICES', year: 2027, costCents: 3_000_000 },
    ],
    totalCostCents: 6_000_000,
    requestedGrantCents: 4_200_000,
    cofinancing: [{ bodyTaxCode: LEAD, kind: 'STAFF', amountCents: 1_800_000 }],
    indicators: [{ id: 'RECIPIENTS', expected: 120 }],
    declarations: ['NO_DOUBLE_FUNDING'],
    signatory: null as { personId: string; capacity: string; mandate: string | null } | null,
    contacts: [{ name: 'Referente', email: 'progetti@ente.example', phone: '02 000000' }],
    actions: [{ areaId: 'CAREGIVER', need: 'Chi cura è solo', action: 'Sportello' }],
    partnerNotice: { reference: 'Avviso n. 3', publishedOn: '2026-01-12' } as object | null,
  }
}
