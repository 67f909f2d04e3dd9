import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { ModelFile } from '../../engine/port.ts'
import {
  boundary,
  element,
  end,
  eventSubProcess,
  fileOf,
  loop,
  message,
  path,
  service,
  start,
  waitsFor,
} from '../support/small-process.ts'

/* Every process is begun by a message without a key: the port starts nothing else. */
const begunBy = (what: string): string => `begin-${what}`

function modelOf(processId: string, body: string, messages: string): ModelFile {
  const process = element('process', processId, { attributes: 'isExecutable="true"', inside: body })
  const content = Buffer.from(fileOf(process + messages))
  const sha256 = sha256Hex(content)
  return { name: `${processId}.bpmn`, content, sha256 }
}
const begun = (what: string): string => start('start', waitsFor(begunBy(what)))

/** The message that begins a process of the bench; without a key, so that each begins one. */
export const beginning = (what: string, messageId: string, variables: Record<string, unknown> = {}) => ({
  ...{ name: begunBy(what), correlationKey: '', messageId, variables },
})

/** One step that follows itself for ever. Begun by the name of its job type. */
export const endless = (jobType: string): ModelFile =>
  stepsOf(jobType, path('start', jobType) + path(jobType, jobType))

/** One step and the end. Begun by the name of its job type. */
export const single = (jobType: string): ModelFile => stepsOf(jobType, end() + path('start', jobType, 'end'))

/** How many jobs an instance of `threeSteps` has. */
export const STEPS = 3

/** Three steps, one after the other, and the end; all with one job type. Begun by `three-` and that type. */
export function threeSteps(jobType: string): ModelFile {
  const steps = ['first', 'second', 'third']
  const begins = `three-${jobType}`
  const extensions = `<zeebe:taskDefinition type="${jobType}" />`
  return modelOf(
    begins,
    begun(begins) +
      steps.map((id) => element('serviceTask', id, { extensions })).join('') +
      end() +
      path('start', ...steps, 'end'),
    message(begunBy(begins), null),
  )
}

function stepsOf(jobType: string, behind: string): ModelFile {
  return modelOf(
    `${jobType}-process`,
    begun(jobType) + service(jobType) + behind,
    message(begunBy(jobType), null),
  )
}

/* Else every request would write the same variable of the process. */
const OWN_SCORING_ID =
  '<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=null" target="scoringId" />' +
  '</zeebe:ioMapping></bpmn:extensionElements>'

/** As in the evaluation: each request opens a user task with a listener, which can be withdrawn; behind it a step. */
export function scoring(): ModelFile {
  const task = element('userTask', 'score', {
    extensions:
      '<zeebe:userTask /><zeebe:executionListeners>' +
      '<zeebe:executionListener eventType="start" type="open-score" /></zeebe:executionListeners>',
  })
  const sheet = eventSubProcess('sheet', waitsFor('score-requested'), {
    attributes: 'isInterrupting="false"',
    inside:
      OWN_SCORING_ID +
      task +
      boundary('withdrawn', 'score', waitsFor('score-withdrawn')) +
      service('scored') +
      end('sheet-ended') +
      end('sheet-withdrawn') +
      path('begun-sheet', 'score', 'scored', 'sheet-ended') +
      path('withdrawn', 'sheet-withdrawn'),
  })
  const waiting = element('intermediateCatchEvent', 'completed', { inside: waitsFor('scores-completed') })
  const messages =
    message(begunBy('scoring'), null) +
    message('score-requested', '=roundId') +
    message('score-withdrawn', '=scoringId') +
    message('scores-completed', '=roundId')
  return modelOf(
    'scoring',
    begun('scoring') + waiting + end() + path('start', 'completed', 'end') + sheet,
    messages,
  )
}

/** A multi-instance over `items`: each instance has two steps, and gives its `result` to a collection. */
export function appraisals(): ModelFile {
  const collects =
    'inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=result"'
  const body = element('subProcess', 'appraisal', {
    inside:
      loop(collects) +
      start('appraisal-begun') +
      service('appraise') +
      service('confirm') +
      end('appraisal-ended') +
      path('appraisal-begun', 'appraise', 'confirm', 'appraisal-ended'),
  })
  return modelOf(
    'appraisals',
    begun('appraisals') + body + end() + path('start', 'appraisal', 'end'),
    message(begunBy('appraisals'), null),
  )
}

/** One step, then the real model of the guidance, whose first element is a user task. */
export function guidanceCaller(): ModelFile {
  const call = element('callActivity', 'call', {
    extensions: '<zeebe:calledElement processId="guidance" propagateAllChildVariables="false" />',
  })
  return modelOf(
    'guidance-caller',
    begun('guidance-caller') +
      service('before-guidance') +
      call +
      end() +
      path('start', 'before-guidance', 'call', 'end'),
    message(begunBy('guidance-caller'), null),
  )
}
