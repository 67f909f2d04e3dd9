/* A spreadsheet runs a text that begins like a formula: the apostrophe keeps it a text (CWE-1236). Numbers stay as they are. */
const safe = (cell: string | number | null): string =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell ?? '')

const escaped = (cell: string | number | null): string => {
  const text = safe(cell)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table as UTF-8 CSV with its byte order mark, `;` between cells and CRLF, as Italian spreadsheets open it (RFC 4180). */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Buffer {
  const lines = [header, ...rows].map((row) => row.map(escaped).join(';'))
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`)
}
