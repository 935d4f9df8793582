/** A local file header begins so (PKWARE's APPNOTE 4.3.7); the length of its name stands at 26, the name at 30. */
const SIGNATURE = [0x50, 0x4b, 0x03, 0x04] as const
const NAME_LENGTH = 26
const NAME = 30

function isHeader(bytes: Uint8Array, at: number): boolean {
  return SIGNATURE.every((byte, index) => bytes[at + index] === byte)
}

/**
 * Reads the names of the files in a ZIP while it arrives, so that a page can say how far it is. For the progress only: four
 * bytes inside a file that look like a header would be counted too.
 */
export function zipNames(): (chunk: Uint8Array) => string[] {
  let rest = new Uint8Array()
  const decoder = new TextDecoder()
  return (chunk) => {
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    const names: string[] = []
    let at = 0
    while (at + NAME <= bytes.length) {
      if (!isHeader(bytes, at)) {
        at += 1
        continue
      }
      const length = (bytes[at + NAME_LENGTH] ?? 0) + (bytes[at + NAME_LENGTH + 1] ?? 0) * 256
      if (at + NAME + length > bytes.length) break
      names.push(decoder.decode(bytes.subarray(at + NAME, at + NAME + length)))
      at += NAME + length
    }
    rest = bytes.slice(at)
    return names
  }
}
