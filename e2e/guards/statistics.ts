/** How likely two samples this different come from one source: Mann–Whitney's U, two-sided, normal approximation. */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, first: true })), ...other.map((value) => ({ value, first: false }))]
  all.sort((a, b) => a.value - b.value)
  const rankOf = (value: number) => {
    const places = all.flatMap((item, at) => (item.value === value ? [at + 1] : []))
    return places.reduce((sum, place) => sum + place, 0) / places.length
  }
  const ranks = all.filter(({ first }) => first).reduce((sum, { value }) => sum + rankOf(value), 0)
  const u = ranks - (one.length * (one.length + 1)) / 2
  const mean = (one.length * other.length) / 2
  const deviation = Math.sqrt((one.length * other.length * (all.length + 1)) / 12)
  return 2 * (1 - normal(Math.abs(u - mean) / deviation))
}

/** The normal distribution's share below z (Abramowitz and Stegun 26.2.17; right to seven digits). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153].reduce(
    (sum, factor) => (sum + factor) * t,
    0,
  )
  return 1 - (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
