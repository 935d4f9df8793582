import 'server-only'
import { encode } from 'uqr'

/** A square of `size` modules, the dark ones as one path of an SVG. The quiet zone of four is part of it. */
export type QrPicture = { readonly size: number; readonly path: string }

export function qrPicture(text: string): QrPicture {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
