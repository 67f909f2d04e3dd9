import type ExcelJS from 'exceljs'

const INK = 'FF17324D'
const WASH = 'FFEEF2F6'
const hair: Partial<ExcelJS.Borders> = { bottom: { style: 'hair', color: { argb: 'FFC5CED6' } } }
const solid = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })
const font = { name: 'Calibri', size: 10 }

/* Number formats, Italian (410) also where the reader's program is not; Excel itself takes separators from the system. */
const formats = {
  text: '@',
  integer: '0',
  count: '[$-410]#,##0',
  day: '[$-410]dd/mm/yyyy',
  instant: '[$-410]dd/mm/yyyy hh:mm',
  money: '[$-410]"€" #,##0.00',
}

/** Style of the cells of a table, by the kind of their column. */
export const cellStyles = {
  text: { font, border: hair, alignment: { vertical: 'top', wrapText: true } },
  integer: {
    font,
    border: hair,
    alignment: { vertical: 'top', horizontal: 'center' },
    numFmt: formats.integer,
  },
  day: { font, border: hair, alignment: { vertical: 'top', horizontal: 'center' }, numFmt: formats.day },
  money: {
    font,
    border: hair,
    alignment: { vertical: 'top', horizontal: 'right', indent: 1 },
    numFmt: formats.money,
  },
  count: {
    font,
    border: hair,
    alignment: { vertical: 'top', horizontal: 'right', indent: 1 },
    numFmt: formats.count,
  },
  instant: {
    font,
    border: hair,
    alignment: { vertical: 'top', horizontal: 'left' },
    numFmt: formats.instant,
  },
  outcome: {
    font: { ...font, bold: true },
    border: hair,
    alignment: { vertical: 'top', horizontal: 'center' },
  },
} as const satisfies Record<string, Partial<ExcelJS.Style>>

export const headerStyle: Partial<ExcelJS.Style> = {
  font: { ...font, bold: true, color: { argb: 'FFFFFFFF' } },
  fill: solid(INK),
  alignment: { vertical: 'middle', wrapText: true, horizontal: 'center' },
}
export const totalStyle: Partial<ExcelJS.Style> = {
  font: { ...font, bold: true, color: { argb: INK } },
  fill: solid(WASH),
  alignment: { vertical: 'middle', horizontal: 'right', indent: 1 },
  numFmt: formats.money,
}
export const labelStyle: Partial<ExcelJS.Style> = { ...totalStyle, alignment: { vertical: 'middle' } }
export const titleStyle: Partial<ExcelJS.Style> = {
  font: { ...font, size: 16, bold: true, color: { argb: INK } },
}
export const subtitleStyle: Partial<ExcelJS.Style> = {
  font: { ...font, size: 11, color: { argb: 'FF5B6F82' } },
}
export const linkStyle: Partial<ExcelJS.Style> = {
  font: { ...font, underline: true, color: { argb: 'FF0066CC' } },
  border: hair,
  alignment: { vertical: 'top', horizontal: 'left', indent: 1 },
}

const verdict = (word: string, fill: string, ink: string): ExcelJS.ConditionalFormattingRule => ({
  type: 'cellIs',
  operator: 'equal',
  priority: word === 'OK' ? 1 : 2,
  formulae: [`"${word}"`],
  style: {
    font: { bold: true, color: { argb: ink } },
    fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: fill } },
  },
})

/** Green for OK, red for ERRORE. */
export const verdictRules = [verdict('OK', 'FFCCEFD6', 'FF005C29'), verdict('ERRORE', 'FFF9C6C6', 'FF8E0000')]
