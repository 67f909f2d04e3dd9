import { element, end, fileOf, message, path, service, start, waitsFor } from './small-process.ts'

/** A term that no test waits for. */
export const LATER = '2099-01-01T00:00:00Z'

const calls = (inside: string) =>
  `<zeebe:calledElement processId="evaluation" propagateAllChildVariables="false" propagateAllParentVariables="false" /><zeebe:ioMapping>${inside}</zeebe:ioMapping>`
const MAPPING =
  '<zeebe:input source="=cycleId" target="cycleId" /><zeebe:input source="=callId" target="callId" /><zeebe:input source="=rankingCorrected" target="rankingCorrected" /><zeebe:output source="=projectsToFund" target="projectsToFund" />'
const processCalled = (id: string, body: string, beside = '') =>
  fileOf(`<bpmn:process id="${id}" isExecutable="true">${body}</bpmn:process>${beside}`)
/** Whoever calls the evaluation, as the cycle does; the meeting and the act are stood for. */
export const STUBS = {
  'caller.bpmn': processCalled(
    'caller',
    start('start', waitsFor('EvaluationWanted')) +
      element('callActivity', 'call', { extensions: calls(MAPPING) }) +
      service('told') +
      end() +
      path('start', 'call', 'told', 'end'),
    message('EvaluationWanted', '=callId'),
  ),
  'meeting.bpmn': processCalled('meeting', start() + service('meet') + end() + path('start', 'meet', 'end')),
  'act-adoption.bpmn': processCalled('act-adoption', start() + end() + path('start', 'end')),
}
/** The forms of its tasks. */
export const FORMS = [
  'declare-conflicts',
  'decide-declared-conflicts',
  'decide-late-conflict',
  'reinforce-panels',
  'accept-cut-grant',
  'examine-reshaping',
]

/** What its steps say on the way to the outcome. */
export const ON_THE_WAY: Readonly<Record<string, Record<string, unknown>>> = {
  'open-admissibility': {},
  'exclude-conflicted-members': { declarationIds: [], declarationsDueAt: LATER },
  'close-declarations': { conflictsDeclared: false },
  'check-panels': { panelsSufficient: true },
  'aggregate-scores': {},
  'draw-up-provisional-ranking': { sheetsSufficient: true, meetingId: 'meeting', rankingId: 'provisional' },
  meet: { approved: true, deferred: false },
  'draw-up-ranking': { rankingDrawnUp: true, rankingId: 'ranking', actProposalId: 'act' },
  'remind-evaluators': {},
  'notify-outcomes': { projectsToFund: true },
  'open-work-item': {},
  told: {},
}
