import 'server-only'

/**
 * `customfields` and `configoptions` travel as base64(serialize(array(fieldId => value))).
 * Only integers as keys and strings as values are written, and a string carries its length in UTF-8 bytes: text such as
 * `O:8:"stdClass"` stays text and can never become an object inside WHMCS.
 *
 * https://developers.whmcs.com/api-reference/addclient/
 *
 * @throws RangeError when a key is not a non-negative integer or a value is not Unicode text.
 */
export function phpArray(values: Readonly<Record<number, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => {
    if (!/^(0|[1-9][0-9]{0,9})$/.test(key)) throw new RangeError('not a custom field id')
    if (!isWellFormed(value)) throw new RangeError('a custom field value is not Unicode text')
    return `i:${key};s:${Buffer.byteLength(value, 'utf8')}:"${value}";`
  })
  return Buffer.from(`a:${entries.length}:{${entries.join('')}}`, 'utf8').toString('base64')
}

/** Half of a surrogate pair would be replaced on encoding, and the byte length would no longer fit. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
