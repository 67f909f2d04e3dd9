import type { ModdleElement } from 'bpmn-moddle'
import type { ElementKind } from './model.ts'

const BASE = ['id', 'name', 'documentation', 'extensionElements']
const DATA = ['dataInputAssociations', 'dataOutputAssociations', 'properties']
const NODE = [...BASE, 'incoming', 'outgoing', 'lanes', 'categoryValueRef']
const ACTIVITY = [...NODE, ...DATA, 'loopCharacteristics']
const EVENT = [...NODE, ...DATA, 'eventDefinitions']
const GATEWAY = [...NODE, 'gatewayDirection']
const SCOPE = ['flowElements', 'laneSets', 'artifacts']

const LISTENERS = ['zeebe:ExecutionListeners', 'zeebe:Properties']
const MAPPED = ['zeebe:IoMapping', ...LISTENERS]

interface Supported {
  kind: ElementKind
  properties: readonly string[]
  extensions: readonly string[]
}

/* What a token can enter. An event sub-process is a sub-process in the file. */
const NODES: Readonly<Record<string, Supported>> = {
  'bpmn:SubProcess': {
    kind: 'SUB_PROCESS',
    properties: [...ACTIVITY, ...SCOPE, 'triggeredByEvent'],
    extensions: MAPPED,
  },
  'bpmn:CallActivity': {
    kind: 'CALL_ACTIVITY',
    properties: ACTIVITY,
    extensions: ['zeebe:CalledElement', ...MAPPED],
  },
  'bpmn:ServiceTask': {
    kind: 'SERVICE_TASK',
    properties: ACTIVITY,
    extensions: ['zeebe:TaskDefinition', ...MAPPED],
  },
  'bpmn:UserTask': {
    kind: 'USER_TASK',
    properties: ACTIVITY,
    extensions: ['zeebe:UserTask', 'zeebe:FormDefinition', ...MAPPED],
  },
  'bpmn:BusinessRuleTask': {
    kind: 'BUSINESS_RULE_TASK',
    properties: ACTIVITY,
    extensions: ['zeebe:CalledDecision', ...MAPPED],
  },
  'bpmn:ReceiveTask': {
    kind: 'RECEIVE_TASK',
    properties: [...ACTIVITY, 'messageRef'],
    extensions: MAPPED,
  },
  'bpmn:ExclusiveGateway': {
    kind: 'EXCLUSIVE_GATEWAY',
    properties: [...GATEWAY, 'default'],
    extensions: LISTENERS,
  },
  'bpmn:ParallelGateway': { kind: 'PARALLEL_GATEWAY', properties: GATEWAY, extensions: LISTENERS },
  'bpmn:EventBasedGateway': { kind: 'EVENT_BASED_GATEWAY', properties: GATEWAY, extensions: LISTENERS },
  'bpmn:StartEvent': { kind: 'START_EVENT', properties: [...EVENT, 'isInterrupting'], extensions: MAPPED },
  'bpmn:IntermediateCatchEvent': { kind: 'CATCH_EVENT', properties: EVENT, extensions: MAPPED },
  'bpmn:IntermediateThrowEvent': { kind: 'THROW_EVENT', properties: EVENT, extensions: MAPPED },
  'bpmn:BoundaryEvent': {
    kind: 'BOUNDARY_EVENT',
    properties: [...EVENT, 'attachedToRef', 'cancelActivity'],
    extensions: MAPPED,
  },
  'bpmn:EndEvent': { kind: 'END_EVENT', properties: EVENT, extensions: MAPPED },
}

/* What stands in a process beside its nodes. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'bpmn:Process': [...BASE, ...SCOPE, 'isExecutable'],
  'bpmn:SequenceFlow': [...BASE, 'sourceRef', 'targetRef', 'conditionExpression', 'categoryValueRef'],
  'bpmn:FormalExpression': ['id', 'body'],
  'bpmn:Expression': ['id', 'body'],
  'bpmn:MultiInstanceLoopCharacteristics': [...BASE, 'isSequential'],
  'bpmn:TimerEventDefinition': [...BASE, 'timeDate', 'timeDuration', 'timeCycle'],
  'bpmn:MessageEventDefinition': [...BASE, 'messageRef'],
  'bpmn:ErrorEventDefinition': [...BASE, 'errorRef'],
  'bpmn:TerminateEventDefinition': BASE,
  'bpmn:Message': BASE,
  'bpmn:Error': [...BASE, 'errorCode'],
  'zeebe:CalledElement': [
    ...['processId', 'propagateAllParentVariables', 'propagateAllChildVariables'],
    ...['bindingType', 'versionTag'],
  ],
  'zeebe:FormDefinition': ['formId', 'bindingType'],
  'zeebe:ExecutionListener': ['eventType', 'type', 'retries'],
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'bpmn:Process': ['zeebe:VersionTag', ...LISTENERS],
  'bpmn:MultiInstanceLoopCharacteristics': ['zeebe:LoopCharacteristics'],
  'bpmn:Message': ['zeebe:Subscription', 'zeebe:Properties'],
}

const OTHERWISE = 'leave it out, or run the model on Camunda 8'
const HINTS: Readonly<Record<string, string>> = {
  'bpmn:Task': 'say which kind of task it is',
  'bpmn:ManualTask': 'make it a user task, or leave it out',
  'bpmn:ScriptTask': 'make it a service task or a mapping',
  'bpmn:SendTask': 'make it a service task',
  'bpmn:InclusiveGateway': 'use exclusive and parallel gateways',
  'bpmn:Transaction': 'make it a sub-process',
  'bpmn:AdHocSubProcess': 'use an event sub-process for each thing that may begin',
  'bpmn:SignalEventDefinition': 'use a message',
  'bpmn:EscalationEventDefinition': 'use an error or a message',
  'bpmn:LinkEventDefinition': 'draw the sequence flow',
  'zeebe:AssignmentDefinition': 'leave it out: the work items decide who may do a task',
  'zeebe:TaskSchedule': 'leave it out: the work items hold the due date',
  'zeebe:TaskHeaders': 'use an input mapping: jobs carry no headers',
}

/** How to mend a type that is not run. */
export const hintFor = (type: string): string => HINTS[type] ?? OTHERWISE

/** What a flow element is for the interpreter; null where it is only drawn or is refused. */
export function kindOf(element: ModdleElement): ElementKind | null {
  const kind = NODES[element.$type]?.kind ?? null
  return kind === 'SUB_PROCESS' && element.get('triggeredByEvent') === true ? 'EVENT_SUB_PROCESS' : kind
}

/** The properties of a type that are acted on or only drawn; undefined where all of them are. */
export const propertiesOf = (type: string): readonly string[] | undefined =>
  NODES[type]?.properties ?? PARTS[type]

/** The extensions that are acted on under a type. */
export const extensionsOf = (type: string): readonly string[] =>
  NODES[type]?.extensions ?? EXTENSIONS[type] ?? ['zeebe:Properties']
