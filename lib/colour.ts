/** A colour of the operator's, made readable: hue kept, lightness stepped until text in it meets WCAG 1.4.3. */

type Oklch = { readonly l: number; readonly c: number; readonly h: number }
type Rgb = readonly [number, number, number]

const STEP = 0.005
const AA = 4.5

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function gamma(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
}

function parse(hex: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return [channel(1), channel(3), channel(5)]
}

function print(rgb: Rgb): string {
  const two = (value: number) =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${rgb.map(two).join('')}`
}

/** Björn Ottosson's OKLab matrices (2020). */
function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const blue = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  const light = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  return { l: light, c: Math.hypot(a, blue), h: Math.atan2(blue, a) }
}

function toRgb({ l, c, h }: Oklch): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

function inGamut(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -0.0001 && channel <= 1.0001)
}

/** The same lightness and hue with as much colour as sRGB can show. */
function fitted(colour: Oklch): Rgb {
  for (let c = colour.c; c > 0; c -= 0.004) {
    const rgb = toRgb({ ...colour, c })
    if (inGamut(rgb)) return rgb
  }
  return toRgb({ ...colour, c: 0 })
}

function luminance(hex: string): number {
  const [r, g, b] = parse(hex)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** `colour`, darker on a light surface or lighter on a dark one by as little as it takes to reach 4.5 : 1. */
export function readableOn(colour: string, surface: string): string {
  if (contrast(colour, surface) >= AA) return colour
  const start = toOklch(parse(colour))
  const direction = luminance(surface) > 0.5 ? -STEP : STEP
  for (let l = start.l + direction; l > 0 && l < 1; l += direction) {
    const candidate = print(fitted({ ...start, l }))
    if (contrast(candidate, surface) >= AA) return candidate
  }
  return direction < 0 ? '#000000' : '#ffffff'
}

/** White or ink, whichever is easier to read on `fill`. */
export function textOn(fill: string, ink = '#080f1c'): string {
  return contrast('#ffffff', fill) >= contrast(ink, fill) ? '#ffffff' : ink
}
