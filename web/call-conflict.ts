import type { CallPart, Tree } from '../domain/call/call-draft.ts'
import { allCallItems } from '../words/call-fields.ts'
import { draftOf } from '../domain/call/call-draft.ts'
import { formatInstant } from '../words/formats.ts'
import { partView } from './call-part-view.ts'
import type { FieldSpec } from './forms/field-view.ts'

const NOTHING = 'niente'

interface Said {
  label: string
  text: string
}

/** What somebody has saved of a part meanwhile: who, when, and each field in which it differs from what is written here. */
export function conflictView(part: CallPart, here: Tree, current: Readonly<Record<string, unknown>>) {
  const [mine, saved] = [saidIn(part, here), saidIn(part, draftOf(allCallItems, current['content']))]
  const paths = [...new Set([...saved.keys(), ...mine.keys()])]
  const lines = paths.map((path) => ({
    label: (saved.get(path) ?? mine.get(path))?.label,
    saved: saved.get(path)?.text ?? NOTHING,
    here: mine.get(path)?.text ?? NOTHING,
  }))
  return {
    version: current['version'],
    by: current['savedBy'],
    at: formatInstant(String(current['savedAt'])),
    lines: lines.filter((line) => line.saved !== line.here),
  }
}

/* What each field of a part says, as its reader sees it, by its path. */
function saidIn(part: CallPart, draft: Tree): Map<string, Said> {
  const groups = partView(part, { draft, faults: [], fixed: () => false })
  return new Map(
    groups.flatMap((group) => [
      ...[...group.specs, ...group.source].map((spec) => saidOf(spec, group.named ? `${group.label}: ` : '')),
      ...group.rows.flatMap(({ number, specs, source }) =>
        [...specs, ...source].map((spec) => saidOf(spec, `${group.row} ${number}: `)),
      ),
    ]),
  )
}

function saidOf({ path, label, value, options = [] }: FieldSpec, before: string): [string, Said] {
  const values = (Array.isArray(value) ? (value as unknown[]) : [value ?? '']).map(String)
  const text = values
    .map((one) => options.find((option) => String(option.value) === one)?.label ?? one)
    .join(', ')
  return [path, { label: `${before}${label}`, text: text === '' ? NOTHING : text }]
}
