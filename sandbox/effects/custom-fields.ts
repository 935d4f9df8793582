import type { Call } from '../actions/action.ts'
import { unserializeArray } from '../core/php-serialize.ts'

/** Values by field id. GUESS: what is not a serialised array is passed over in silence, as PHP's false would be. */
export function customFieldValues(encoded: string | undefined): Map<number, string> {
  const values = unserializeArray(encoded ?? '') ?? {}
  return new Map(
    Object.entries(values).flatMap(([id, value]): [number, string][] => {
      if (value !== null && typeof value === 'object') return []
      return [[Number(id), value === null || value === false ? '' : value === true ? '1' : String(value)]]
    }),
  )
}

/** Fields of another type or product are passed over. */
export function saveCustomFields(
  call: Call,
  type: string,
  product: number,
  owner: number,
  encoded: string | undefined,
): void {
  const { store } = call
  for (const [fieldid, value] of customFieldValues(encoded)) {
    const field = store.first('custom_fields', 'WHERE id = ? AND type = ? AND relid = ?', fieldid, type, product)
    if (field === undefined) continue
    const old = store.first('custom_field_values', 'WHERE fieldid = ? AND relid = ?', field.id, owner)
    if (old === undefined) store.insert('custom_field_values', { fieldid, relid: owner, value })
    else store.update('custom_field_values', old.id, { value })
  }
}
