/** The part used here of libraries that ship no types. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string
    $parent?: ModdleElement
    /** Attributes that no known namespace declares. */
    $attrs?: Record<string, string>
    /** Generic: of a namespace that is not known. */
    $descriptor: { isGeneric?: boolean; propertiesByName?: Record<string, { default?: unknown }> }
    id: string
    name?: string
    get(property: string): unknown
    $instanceOf(type: string): boolean
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{
      rootElement: ModdleElement
      warnings: { message: string; element?: ModdleElement; property?: string }[]
    }>
  }
}

declare module 'bpmnlint' {
  export interface Report {
    id?: string
    message: string
    category: string
  }
  export class Linter {
    constructor(options: { config: { extends: string[] }; resolver: unknown })
    lint(root: unknown): Promise<Record<string, Report[]>>
  }
}

declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  export default class NodeResolver {}
}

declare module 'dmnlint/lib/linter.js' {
  import type { Report } from 'bpmnlint'
  export default class Linter {
    constructor(options: { config: { extends: string }; resolver: unknown })
    lint(root: unknown): Promise<Record<string, Report[]>>
  }
}

declare module 'dmnlint/lib/resolver/node-resolver.js' {
  export default class NodeResolver {}
}

declare module 'dmn-moddle' {
  export interface DmnElement {
    $type: string
    id?: string
    /** Of an element that no package describes. */
    value?: string
    get(property: string): unknown
  }
  export class DmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: { message: string }[] }>
  }
}
