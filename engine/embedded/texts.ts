/** Bytes that a name or a correlation key may have: the database's indexes take no longer ones. */
export const MOST_NAME_BYTES = 1_000

const LONE_SURROGATE = /\p{Surrogate}/u

/** True of a text that the database can keep: without NUL, and without half a pair of surrogates. */
export const isKeepable = (text: string): boolean => !text.includes('\0') && !LONE_SURROGATE.test(text)

/* JSON writes both as escapes; a backslash of the text itself is doubled before them. */
const ESCAPED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/** The same of every text in a JSON document, names of its entries too. */
export const isKeepableJson = (json: string): boolean => !ESCAPED.test(json)

const REFERENCE = /&#(?:x([0-9a-f]+)|(\d+));/gi

/** The same of an XML document, which can also spell them as numbers. */
export const isKeepableXml = (xml: string): boolean =>
  isKeepable(xml) &&
  [...xml.matchAll(REFERENCE)].every(([, hex, decimal]) => {
    const sign = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return sign > 0 && (sign < 0xd800 || sign > 0xdfff)
  })

/** True of a text short enough for a name or a correlation key. */
export const isShort = (text: string, mostBytes = MOST_NAME_BYTES): boolean =>
  Buffer.byteLength(text) <= mostBytes
