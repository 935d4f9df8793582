import { readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second, on every architecture that Node runs on. */
const TICK_MS = 10

function proc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

/** Processor time that the process has used so far, in ms; null where there is no /proc. */
export function cpuMs(pid: number): number | null {
  const stat = proc(pid, 'stat')
  // The name in brackets may hold spaces; utime and stime are the 12th and 13th field after it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const user = fields?.[11]
  const system = fields?.[12]
  return user === undefined || system === undefined ? null : (Number(user) + Number(system)) * TICK_MS
}

/** Memory that the process holds, in MB; null where there is no /proc. */
export function rssMb(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(proc(pid, 'status') ?? '')?.[1]
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
}
