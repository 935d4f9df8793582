// Some registries lack other platforms' binaries of very new versions. npm then drops those optional
// packages from package-lock.json, and `npm ci` refuses the file ("Missing: … from lock file").
// This adds an entry (version, os, cpu; no integrity) for every optional dependency the lock forgot.
// Run it after each `npm install`; `npm ci --dry-run` proves the result.
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const platformOf = (name) => {
  const words = name.split(/[^a-z0-9]+/i)
  return {
    ...(OS.some((os) => words.includes(os)) && { os: OS.filter((os) => words.includes(os)) }),
    ...(CPU.some((cpu) => words.includes(cpu)) && { cpu: CPU.filter((cpu) => words.includes(cpu)) }),
  }
}

let added = 0
for (const [location, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${location}/node_modules/${name}`.replace(/^\//, '')
    if (lock.packages[`node_modules/${name}`] || lock.packages[nested]) continue
    if (!/^\d/.test(version)) continue
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), optional: true }
    added += 1
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform entries added`)
