import type { Row } from '../../../test/support/refused-models.ts'
import { task, worker, listener, mapping, itRefuses } from '../../../test/support/refused-models.ts'
import {
  element,
  end,
  error,
  fails,
  loop,
  message,
  path,
  processOf,
  start,
} from '../../../test/support/small-process.ts'

const VALUES: readonly Row[] = [
  [
    'a job type by expression',
    task('serviceTask', '<zeebe:taskDefinition type="=kind" />'),
    'work',
    'the job type is an',
  ],
  [
    'a job type that no index takes',
    task('serviceTask', `<zeebe:taskDefinition type="${'x'.repeat(1_001)}" />`),
    'work',
    'the job type is longer than 1000 bytes',
  ],
  ['a service task without a job', task('serviceTask'), 'work', 'the job type is missing'],
  [
    'retries that are no number',
    task('serviceTask', '<zeebe:taskDefinition type="x" retries="0" />'),
    'work',
    'retries of the job 0 is no number of attempts',
  ],
  [
    'FEEL outside the subset',
    worker(mapping('input', '=now()', 'x')),
    'work',
    'the source of the input mapping to x =now()',
  ],
  [
    'a mapping without a source',
    worker('<zeebe:ioMapping><zeebe:input target="x" /></zeebe:ioMapping>'),
    'work',
    'missing',
  ],
  [
    'an output that is fixed',
    worker(mapping('output', 'text', 'x')),
    'work',
    'text is a fixed text: begin the expression',
  ],
  [
    'a target that FEEL could not read',
    worker(mapping('input', '=1', 'a-b')),
    'work',
    'a-b is no name of a variable',
  ],
  [
    'a target that is a word of FEEL',
    worker(mapping('input', '=1', 'a.for')),
    'work',
    'a.for is no name of a variable',
  ],
  [
    'an input of a receive task',
    processOf(
      start() +
        element('receiveTask', 'work', {
          attributes: 'messageRef="Told"',
          extensions: mapping('input', '=1', 'x'),
        }) +
        path('start', 'work'),
      message('Told'),
    ),
    'work',
    'bpmn:receiveTask takes no input mapping',
  ],
  ['a loop over nothing', worker('', loop('inputElement="item"')), 'work', 'inputCollection is missing'],
  [
    'a loop over a fixed text',
    worker('', loop('inputCollection="items"')),
    'work',
    'inputCollection items is a fixed text',
  ],
  [
    'a collection without its element',
    worker('', loop('inputCollection="=items" outputCollection="results"')),
    'work',
    'outputCollection and outputElement go together',
  ],
  [
    'an unknown binding',
    task('callActivity', '<zeebe:calledElement processId="x" bindingType="oldest" />'),
    'work',
    'bindingType oldest is not known',
  ],
  [
    'a form of a fixed version',
    task('userTask', '<zeebe:userTask /><zeebe:formDefinition formId="x" bindingType="deployment" />'),
    'work',
    'bindingType deployment of a form is not run',
  ],
  [
    'a binding to a tag without a tag',
    task('callActivity', '<zeebe:calledElement processId="x" bindingType="versionTag" />'),
    'work',
    'versionTag of the binding is missing',
  ],
  [
    'a decision without a result',
    task('businessRuleTask', '<zeebe:calledDecision decisionId="x" />'),
    'work',
    'the result variable of the decision is missing',
  ],
  [
    'a listener at another moment',
    worker(listener('create')),
    'work',
    'for another moment than start and end',
  ],
  [
    'a start listener of a start event',
    processOf(
      element('startEvent', 'start', { extensions: listener('start') }) + end() + path('start', 'end'),
    ),
    'start',
    'bpmn:startEvent has no start listener',
  ],
  [
    'an end listener of a gateway',
    processOf(
      start() + element('parallelGateway', 'fork', { extensions: listener('end') }) + path('start', 'fork'),
    ),
    'fork',
    'bpmn:parallelGateway has no end listener',
  ],
  [
    'an end listener of an error end',
    processOf(
      start() +
        element('endEvent', 'end', { extensions: listener('end'), inside: fails('Lost') }) +
        path('start', 'end'),
      error('Lost'),
    ),
    'end',
    'bpmn:endEvent has no end listener here',
  ],
]

describe('a value of a model', () => {
  itRefuses([...VALUES])
})
