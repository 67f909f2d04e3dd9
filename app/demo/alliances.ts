/** A made-up application of the demo: who leads, who takes part, how much it costs and asks for, in euro. */
export interface DemoAlliance {
  lead: string
  title: string
  areaId: string
  summary: string
  partners: string[]
  adherents: string[]
  costEuro: number
  requestEuro: number
  expected: { RECIPIENTS: number; ENTERPRISES: number; WORKERS_TRAINED: number }
  /** Kinds of attachments that it lacks. */
  lacks: string[]
}

/** The demo's eight applications, in the order in which they arrive; titles after real projects of Lombard networks. Any
 * ranking of the first seven leaves five funded, one cut by the budget line and one admitted without money. */
export const demoAlliances: readonly [DemoAlliance, ...DemoAlliance[]] = [
  {
    lead: 'ASSEMI',
    title: 'Governare gli equilibri: una rete territoriale per promuovere la conciliazione',
    areaId: 'ENTERPRISE_ADVICE',
    summary:
      'Sportello di consulenza alle imprese del Sud Est Milano su flessibilità e welfare aziendale.\n' +
      'Percorsi di avvio d’impresa per chi rientra dopo la cura, accordi di secondo livello, rete dei referenti aziendali.',
    partners: [
      'COMUNE_SAN_DONATO',
      'CCIAA',
      'COOP_TOTEM',
      'FONDAZIONE_TEMPO',
      'GRAFICA_MARTESANA',
      'ELETTRO_ADDA',
      'LOGISTICA_SUD',
      'SARTORIA_LAMBRO',
      'APS_NONNI',
    ],
    adherents: ['COOP_EUREKA'],
    costEuro: 185_000,
    requestEuro: 129_500,
    expected: { RECIPIENTS: 620, ENTERPRISES: 24, WORKERS_TRAINED: 180 },
    lacks: [],
  },
  {
    lead: 'AZIENDA_SOLE',
    title: 'La conciliazione innova la piccola impresa: un modello da promuovere',
    areaId: 'ENTERPRISE_ADVICE',
    summary:
      'Diagnosi organizzativa e piani di flessibilità per le micro e piccole imprese dell’Alto Milanese.\n' +
      'Servizi condivisi fra imprese vicine: doposcuola, assistenza di emergenza, trasporto accompagnato.',
    partners: ['COMUNE_LEGNANO', 'ASSOCIAZIONE_IRENE', 'MECCANICA_OLONA', 'STUDIO_TICINO', 'CONFARTIGIANATO'],
    adherents: ['CGIL'],
    costEuro: 160_000,
    requestEuro: 112_000,
    expected: { RECIPIENTS: 600, ENTERPRISES: 24, WORKERS_TRAINED: 150 },
    lacks: [],
  },
  {
    lead: 'CITTA_METROPOLITANA',
    title: 'C.I.P. Conciliazione in pratica: la piccola impresa si innova',
    areaId: 'ENTERPRISE_ADVICE',
    summary:
      'Accompagnamento di trenta micro e piccole imprese all’orario flessibile e al lavoro agile.\n' +
      'Laboratori per titolari e lavoratori, kit di strumenti, rilevazione dei risultati dopo sei mesi.',
    partners: ['FORNO_NAVIGLI', 'SARTORIA_LAMBRO', 'GRAFICA_MARTESANA', 'COOP_TOTEM'],
    adherents: [],
    costEuro: 150_000,
    requestEuro: 105_000,
    expected: { RECIPIENTS: 400, ENTERPRISES: 30, WORKERS_TRAINED: 220 },
    lacks: [],
  },
  {
    lead: 'SERCOP',
    title: 'Tempo di lavoro, tempo di cura: servizi condivisi nel Rhodense',
    areaId: 'CAREGIVER',
    summary:
      'Aiuto a casa anche non continuativo per chi assiste un familiare e lavora.\n' +
      'Spazio di lavoro condiviso con servizi per l’infanzia e sportello del caregiver nei luoghi di lavoro.',
    partners: ['COMUNE_RHO', 'CISL', 'COWORK_RHO', 'MECCANICA_OLONA', 'APS_NONNI'],
    adherents: [],
    costEuro: 130_000,
    requestEuro: 91_000,
    expected: { RECIPIENTS: 310, ENTERPRISES: 12, WORKERS_TRAINED: 60 },
    lacks: [],
  },
  {
    lead: 'IPIS',
    title: 'Orari di famiglia: pre e post scuola e chiusure estive nel Nord Milano',
    areaId: 'SCHOOL_TIME',
    summary:
      'Apertura anticipata e prolungata di dieci plessi e centri nei giorni di chiusura delle scuole.\n' +
      'Orari costruiti con le imprese della zona e con le famiglie, contributo alla frequenza per i turnisti.',
    partners: ['COMUNE_CINISELLO', 'FONDAZIONE_TEMPO', 'FORNO_NAVIGLI', 'ELETTRO_ADDA'],
    adherents: [],
    costEuro: 120_000,
    requestEuro: 84_000,
    expected: { RECIPIENTS: 540, ENTERPRISES: 9, WORKERS_TRAINED: 20 },
    lacks: [],
  },
  {
    lead: 'AZIENDA_CASTANESE',
    title: 'Complessi equilibri: servizi salva-tempo per chi lavora nel Castanese',
    areaId: 'TIME_SAVING',
    summary:
      'Consegne, commissioni e piccole manutenzioni per lavoratori, titolari di negozi e artigiani.\n' +
      'Punto unico nel municipio e nei luoghi di lavoro, gestito con le associazioni del territorio.',
    partners: ['COMUNE_CASTANO', 'STUDIO_TICINO', 'MECCANICA_OLONA'],
    adherents: [],
    costEuro: 115_000,
    requestEuro: 77_000,
    expected: { RECIPIENTS: 280, ENTERPRISES: 15, WORKERS_TRAINED: 40 },
    lacks: [],
  },
  {
    lead: 'COOP_EUREKA',
    title: 'Pomeriggi in città: tempo libero dei minori e orari dei quartieri',
    areaId: 'FREE_TIME_MINORS',
    summary:
      'Attività pomeridiane e nei fine settimana per figli di lavoratori con turni.\n' +
      'Patto di quartiere sugli orari con scuole, negozi e società sportive.',
    partners: ['COMUNE_SAN_DONATO', 'FORNO_NAVIGLI', 'SARTORIA_LAMBRO', 'ASSOCIAZIONE_IRENE'],
    adherents: ['COMUNE_MILANO'],
    costEuro: 100_000,
    requestEuro: 70_000,
    expected: { RECIPIENTS: 350, ENTERPRISES: 6, WORKERS_TRAINED: 15 },
    lacks: [],
  },
  {
    lead: 'CONFARTIGIANATO',
    title: 'Famiglia, economia e nuovo sociale: botteghe artigiane amiche della famiglia',
    areaId: 'TIME_POLICIES',
    summary:
      'Orari concordati fra botteghe artigiane e famiglie, con un marchio di qualità.\n' +
      'Il partenariato è ancora in costruzione.',
    partners: ['COMUNE_CASTANO', 'STUDIO_TICINO'],
    adherents: [],
    costEuro: 50_000,
    requestEuro: 35_000,
    expected: { RECIPIENTS: 90, ENTERPRISES: 8, WORKERS_TRAINED: 10 },
    lacks: ['CODESIGN_EVIDENCE'],
  },
]
