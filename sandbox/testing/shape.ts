// Compares an answer with the vendor's documented one: not the values, but which keys there are and of which JSON type.

interface Seen {
  types: Set<string>
  count: number
}
type Shape = Map<string, Seen>

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

function walk(value: unknown, path: string, shape: Shape): void {
  const seen = shape.get(path) ?? { types: new Set<string>(), count: 0 }
  shape.set(path, seen)
  seen.types.add(typeOf(value))
  seen.count += 1
  if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`, shape)
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`, shape)
  }
}

function shapeOf(value: unknown): Shape {
  const shape: Shape = new Map()
  walk(value, '$', shape)
  return shape
}

/** How many objects or lists could have held this path. */
const holders = (shape: Shape, path: string): number => {
  const parent = path.replace(/(\[\]|\.[^.[]+)$/, '')
  return shape.get(parent)?.count ?? 0
}

export interface Allowances {
  /** Paths the answer may have beyond the documented ones. */
  extra?: RegExp
  /** Documented paths the answer need not have. */
  missing?: RegExp
  /** Documented paths whose type may differ. */
  type?: RegExp
}

/** What differs, one line each; an empty list means the shapes agree. */
export function differences(answer: unknown, example: unknown, allow: Allowances = {}): string[] {
  const have = shapeOf(answer)
  const want = shapeOf(example)
  const found: string[] = []
  for (const [path, seen] of want) {
    const mine = have.get(path)
    // A key that only some documented rows carry is optional, and so is everything inside an empty list.
    const always = seen.count === holders(want, path) || path === '$'
    if (mine === undefined) {
      const parentIsThere = holders(have, path) > 0 && !path.endsWith('[]')
      if (always && parentIsThere && !allow.missing?.test(path)) found.push(`missing ${path}`)
      continue
    }
    if (seen.types.has('null') || allow.type?.test(path)) continue
    const strange = [...mine.types].filter((type) => !seen.types.has(type))
    if (strange.length > 0) found.push(`${path} is ${strange.join('|')}, documented as ${[...seen.types].join('|')}`)
  }
  for (const path of have.keys()) {
    const insideEmpty = [...want].some(
      ([known, { types }]) => types.has('list') && !want.has(`${known}[]`) && path.startsWith(`${known}[]`),
    )
    if (!want.has(path) && !insideEmpty && !allow.extra?.test(path)) found.push(`undocumented ${path}`)
  }
  return found
}

/** `packages[package][0][id]` becomes what it stands for: eleven documented examples are written flat. */
export function nested(example: object): object {
  const tree: Branch = {}
  for (const [key, value] of Object.entries(example)) {
    const [first = '', ...rest] = key.split(/\]\[|\[|\]/).filter((part) => part !== '')
    plant(tree, first, rest, value)
  }
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, listed(value)]))
}

interface Branch {
  [key: string]: unknown
}
const isBranch = (value: unknown): value is Branch =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function plant(branch: Branch, key: string, rest: string[], value: unknown): void {
  const [next, ...further] = rest
  if (next === undefined) {
    branch[key] = value
    return
  }
  const inner = branch[key]
  const child: Branch = isBranch(inner) ? inner : {}
  branch[key] = child
  plant(child, next, further, value)
}

function listed(value: unknown): unknown {
  if (!isBranch(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, listed(inner)])
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
  return numbered ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
