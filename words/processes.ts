/** The processes, in the order in which a cycle meets them. */
export const PROCESSES = [
  { processId: 'grant-cycle', title: 'Ciclo' },
  { processId: 'guidance', title: 'Indirizzo' },
  { processId: 'call', title: 'Avviso' },
  { processId: 'call-correction', title: 'Rettifiche dell’avviso' },
  { processId: 'application-review', title: 'Esame dei progetti' },
  { processId: 'evaluation', title: 'Valutazione' },
  { processId: 'ranking-correction', title: 'Rettifiche della graduatoria' },
  { processId: 'meeting', title: 'Riunioni' },
  { processId: 'act-adoption', title: 'Adozione degli atti' },
  { processId: 'regional-approval', title: 'Piano e Regione' },
  { processId: 'alliance-project', title: 'Progetti' },
  { processId: 'disbursement', title: 'Erogazioni' },
  { processId: 'expenditure-report', title: 'Rendiconti' },
  { processId: 'monitoring-return', title: 'Restituzione finale' },
]

/** The words of a process; its id where it is none of ours. */
export const processTitle = (processId: string): string =>
  PROCESSES.find((one) => one.processId === processId)?.title ?? processId
