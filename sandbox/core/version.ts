export const VERSIONS = ['7.10', '8.13', '9.0'] as const
export type Version = (typeof VERSIONS)[number]

export function parseVersion(text: string): Version {
  const found = VERSIONS.find((version) => version === text)
  if (found === undefined) throw new Error(`The sandbox speaks WHMCS ${VERSIONS.join(', ')}, not "${text}".`)
  return found
}

/** Compares as numbers per part: as text, 7.10 would come before 7.7. */
export function atLeast(version: string, floor: string): boolean {
  const have = version.split('.').map(Number)
  const need = floor.split('.').map(Number)
  for (let part = 0; part < Math.max(have.length, need.length); part += 1) {
    const difference = (have[part] ?? 0) - (need[part] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** The patch releases the sandbox says it is. */
export const RELEASE: Record<Version, string> = { '7.10': '7.10.3', '8.13': '8.13.7', '9.0': '9.0.8' }
