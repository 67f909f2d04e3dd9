import type { Row } from '../../../test/support/refused-models.ts'
import {
  beside,
  task,
  worker,
  catching,
  bounded,
  refusalOf,
  itRefuses,
  STRAIGHT,
} from '../../../test/support/refused-models.ts'
import {
  around,
  element,
  end,
  fileOf,
  loop,
  message,
  path,
  processOf,
  service,
  start,
  timer,
  waitsFor,
} from '../../../test/support/small-process.ts'

const FILES: readonly Row[] = [
  ['an empty file', '', null, 'this is no BPMN'],
  ['a file that is no BPMN', '<html/>', null, 'this is no BPMN'],
  ['a file that breaks off', STRAIGHT.slice(0, 40), null, 'this is no BPMN'],
  ['a file without a process', fileOf(''), null, 'there is no process in the file'],
  ['an id that is there twice', beside(service('work')), 'work', 'the id is there twice'],
  [
    'an element without an id',
    processOf(STRAIGHT + '<bpmn:startEvent />'),
    null,
    'bpmn:startEvent has no id',
  ],
  [
    'a reference to what is not there',
    around(element('receiveTask', 'work', { attributes: 'messageRef="nobody"' })),
    'work',
    'bpmn:messageRef names nobody, which is not in the file',
  ],
  ['an unknown element', beside('<bpmn:magicTask id="magic" />'), null, 'unknown type <bpmn:MagicTask>'],
  [
    'a process that is not executable',
    fileOf(`<bpmn:process id="small">${STRAIGHT}</bpmn:process>`),
    'small',
    'the process is not executable',
  ],
]

const TYPES: readonly Row[] = [
  ...(
    [
      ['task', 'say which kind of task it is'],
      ['manualTask', 'make it a user task'],
      ['scriptTask', 'make it a service task'],
      ['sendTask', 'make it a service task'],
      ['inclusiveGateway', 'use exclusive and parallel gateways'],
      ['complexGateway', 'leave it out'],
      ['transaction', 'make it a sub-process'],
      ['adHocSubProcess', 'use an event sub-process'],
    ] as const
  ).map(([tag, hint]): Row => [tag, task(tag), 'work', `bpmn:${tag} is not run by this engine: ${hint}`]),
  ...['signal', 'link', 'conditional'].map((type): Row => [
    `a catch of type ${type}`,
    catching(`<bpmn:${type}EventDefinition />`),
    'wait',
    `bpmn:${type}EventDefinition is not run by this engine`,
  ]),
  ...['escalation', 'compensate', 'cancel'].map((type): Row => [
    `a boundary of type ${type}`,
    bounded(`<bpmn:${type}EventDefinition />`),
    'edge',
    `bpmn:${type}EventDefinition is not run by this engine`,
  ]),
  [
    'a message that is thrown',
    processOf(
      start() +
        element('intermediateThrowEvent', 'tell', { inside: waitsFor('Told') }) +
        path('start', 'tell'),
      message('Told'),
    ),
    'tell',
    'this throw event cannot be of type message: use none',
  ],
  [
    'a message at the end',
    processOf(start() + end('end', waitsFor('Told')) + path('start', 'end'), message('Told')),
    'end',
    'this end event cannot be of type message',
  ],
  ['a catch of nothing', catching(''), 'wait', 'this catch event cannot be of type none'],
  [
    'an event with two definitions',
    catching(waitsFor('Told') + timer('Duration', 'PT1S'), message('Told')),
    'wait',
    'more than one definition',
  ],
]

const PARTS: readonly Row[] = [
  ['an unknown extension', worker('<zeebe:magic />'), null, 'unknown type <zeebe:Magic>'],
  [
    'an extension of another maker',
    worker('<other:thing />'),
    'work',
    'other:thing is not run by this engine',
  ],
  [
    'an attribute of another maker',
    around(service('work', { attributes: 'other:thing="1"' })),
    'work',
    'the attribute other:thing of bpmn:serviceTask',
  ],
  [
    'an unknown attribute',
    around(service('work', { attributes: 'zeebe:magic="1"' })),
    'work',
    'unknown attribute <zeebe:magic>',
  ],
  [
    'a script',
    worker('<zeebe:script expression="=1" resultVariable="x" />'),
    'work',
    'zeebe:script is not run',
  ],
  [
    'task headers',
    worker('<zeebe:taskHeaders><zeebe:header key="a" value="b" /></zeebe:taskHeaders>'),
    'work',
    'zeebe:taskHeaders is not run by this engine: use an input mapping',
  ],
  [
    'a business rule task as a job',
    task('businessRuleTask', '<zeebe:taskDefinition type="x" />'),
    'work',
    'zeebe:taskDefinition is not run',
  ],
  [
    'candidate groups',
    task('userTask', '<zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="a" />'),
    'work',
    'zeebe:assignmentDefinition is not run by this engine: leave it out: the work items decide',
  ],
  [
    'a due date in the model',
    task('userTask', '<zeebe:userTask /><zeebe:taskSchedule dueDate="=x" />'),
    'work',
    'zeebe:taskSchedule is not run',
  ],
  [
    'an embedded form',
    task('userTask', '<zeebe:userTask /><zeebe:formDefinition formKey="x" formId="x" />'),
    'work',
    'formKey of zeebe:formDefinition is not run',
  ],
  ['a user task that is a job', task('userTask'), 'work', 'add zeebe:userTask'],
  [
    'compensation of a task',
    around(service('work', { attributes: 'isForCompensation="true"' })),
    'work',
    'isForCompensation of bpmn:serviceTask is not run',
  ],
  [
    'a loop that is no multi-instance',
    worker('', '<bpmn:standardLoopCharacteristics />'),
    'work',
    'bpmn:standardLoop',
  ],
  [
    'a completion condition',
    worker(
      '',
      loop('inputCollection="=items"', '<bpmn:completionCondition>=true</bpmn:completionCondition>'),
    ),
    'work',
    'completionCondition of bpmn:multiInstanceLoopCharacteristics is not run',
  ],
  [
    'a called process by expression',
    task('callActivity', '<zeebe:calledElement processId="=which" />'),
    'work',
    'the id of the called process is an expression',
  ],
]

describe('a model that is no BPMN, or more than the engine runs', () => {
  itRefuses([...FILES, ...TYPES, ...PARTS])

  it('is told everything at once, one line for each problem', async () => {
    const { message: lines } = await refusalOf(
      beside(element('scriptTask', 'one') + element('sendTask', 'two') + start('three')),
    )
    expect(lines.split('\n').map((line) => line.split(':')[0])).toEqual([
      'small.bpmn, one',
      'small.bpmn, two',
      'small.bpmn, small',
    ])
  })
})
