type Value = string | number | { [key: string]: Value }

const bytes = (text: string): number => Buffer.byteLength(text)

const key = (name: string): string => (/^\d+$/.test(name) ? `i:${name};` : `s:${bytes(name)}:"${name}";`)

export function serialize(value: Value): string {
  if (typeof value === 'number') return `i:${value};`
  if (typeof value === 'string') return `s:${bytes(value)}:"${value}";`
  const entries = Object.entries(value).map(([name, inner]) => `${key(name)}${serialize(inner)}`)
  return `a:${entries.length}:{${entries.join('')}}`
}

/** `base64_encode(serialize(array(…)))`. */
export const encoded = (values: { [key: string]: Value }): string => Buffer.from(serialize(values)).toString('base64')
