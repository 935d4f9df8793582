import 'server-only'

type Node = { [key: string]: unknown }

const FLAT = /^([a-z0-9_]+)((?:\[[a-z0-9_]*\])+)$/i

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets `node[a][0][id]`; false when a key is unsafe or the place is already taken by something else. */
function put(root: Node, path: readonly string[], value: unknown): boolean {
  let node = root
  for (const [depth, key] of path.entries()) {
    if (key === '__proto__') return false
    const existing = Object.hasOwn(node, key) ? node[key] : undefined
    if (depth === path.length - 1) {
      if (existing !== undefined) return false
      node[key] = value
      return true
    }
    if (existing === undefined) {
      const child: Node = {}
      node[key] = child
      node = child
    } else if (isNode(existing)) node = existing
    else return false
  }
  return false
}

/**
 * Some answers carry bracketed flat keys, `currencies[currency][0][id]`: eleven of WHMCS's own documented examples do.
 * Turns them into the nested form; numeric keys stay keys, because `list` reads numbered objects as lists.
 *
 * @returns null when a flat key contradicts another key.
 */
export function unflatten(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  const flat = Object.entries(answer).filter(([key]) => key.includes('['))
  if (flat.length === 0) return answer
  const nested: Node = Object.fromEntries(Object.entries(answer).filter(([key]) => !key.includes('[')))
  let next = 0
  for (const [key, value] of flat) {
    const match = FLAT.exec(key)
    const [, name = '', brackets = ''] = match ?? []
    if (!match) return null
    const path = brackets.slice(1, -1).split('][')
    // `a[]` appends.
    const named = path.map((part) => (part === '' ? String(next++) : part))
    if (!put(nested, [name, ...named], value)) return null
  }
  return nested
}
