import {
  around,
  element,
  message,
  path,
  processOf,
  start,
  waitsFor,
} from '../../../test/support/small-process.ts'
import { checkDeployment } from './check-deployment.ts'
import { readProcesses } from './read-process.ts'

const NOTHING = { processIds: [], decisionIds: [], formIds: [] }
const task = (tag: string, extensions: string) =>
  readProcesses('small.bpmn', around(element(tag, 'work', { extensions })))
const calling = (attributes = '') =>
  task('callActivity', `<zeebe:calledElement processId="other" ${attributes} />`)
const deciding = () =>
  task('businessRuleTask', '<zeebe:calledDecision decisionId="rule" resultVariable="r" />')
const asking = () => task('userTask', '<zeebe:userTask /><zeebe:formDefinition formId="sheet" />')
const other = (begin: string) =>
  readProcesses('other.bpmn', processOf(begin, message('Told')).replaceAll('"small"', '"other"'))
const set = (processes: Awaited<ReturnType<typeof calling>>, more = {}) => ({
  ...{ processes, decisions: [], forms: [] },
  ...more,
})

describe('a deployment', () => {
  it.each([
    ['process other', calling],
    ['decision rule', deciding],
    ['form sheet', asking],
  ])('is refused where the %s is nowhere', async (what, model) => {
    expect(checkDeployment(set(await model()), NOTHING)).toEqual([
      {
        elementId: 'work',
        reason: `the ${what} is neither in the deployment nor deployed before: add its file`,
      },
    ])
  })

  it('is accepted where all that it calls comes along', async () => {
    const processes = [...(await calling()), ...(await other(start()))]
    expect(checkDeployment(set(processes), NOTHING)).toEqual([])
    expect(checkDeployment(set(await deciding(), { decisions: ['rule'] }), NOTHING)).toEqual([])
    expect(checkDeployment(set(await asking(), { forms: ['sheet'] }), NOTHING)).toEqual([])
  })

  it('is accepted where all that it calls was deployed before', async () => {
    const known = { processIds: ['other'], decisionIds: ['rule'], formIds: ['sheet'] }
    for (const model of [calling, deciding, asking])
      expect(checkDeployment(set(await model()), known)).toEqual([])
  })

  it('must bring what a call is bound to in the same deployment', async () => {
    const processes = await calling('bindingType="deployment"')
    expect(checkDeployment(set(processes), { ...NOTHING, processIds: ['other'] })).toMatchObject([
      { elementId: 'work', reason: expect.stringContaining('is not in this deployment') as string },
    ])
    expect(checkDeployment(set([...processes, ...(await other(start()))]), NOTHING)).toEqual([])
  })

  it('is refused where a called process only begins by a message', async () => {
    const processes = [...(await calling()), ...(await other(start('told', waitsFor('Told')) + path('told')))]
    expect(checkDeployment(set(processes), NOTHING)).toEqual([
      { elementId: 'work', reason: 'the called process other has no none start event: draw one' },
    ])
  })

  it('is refused where two files have one id', async () => {
    const twice = [...(await other(start())), ...(await other(start()))]
    const problems = checkDeployment(
      set(twice, { decisions: ['d', 'd', 'e'], forms: ['f', 'f', 'f'] }),
      NOTHING,
    )
    expect(problems.map(({ elementId }) => elementId)).toEqual(['other', 'd', 'f'])
    expect(problems[0]?.reason).toBe(
      'the deployment brings the process other more than once: keep one of its files',
    )
  })
})
