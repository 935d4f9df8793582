import 'server-only'

/**
 * Only what is the same for everyone: currencies, catalogue, departments. Nothing that belongs to a customer is kept
 * across requests. A failed load is not kept.
 */
export function sharedValue<T>(ttlSeconds: number, load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const entries = new Map<string, { value: Promise<T>; until: number }>()
  return (key) => {
    const known = entries.get(key)
    if (known && known.until > Date.now()) return known.value
    const value = load(key)
    entries.set(key, { value, until: Date.now() + ttlSeconds * 1000 })
    value.catch(() => entries.delete(key))
    return value
  }
}
