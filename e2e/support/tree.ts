import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder; none when it is not there. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
}

/** The files that hold one of the texts, byte for byte, with the text that they hold. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    return texts.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`)
  })
}
