import 'server-only'

/** True for an object that carries the mark, whichever copy of its class made it. */
export function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, mark)
}
