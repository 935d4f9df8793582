import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { env } from './env'
import { log } from './observability/log'

/** A mail of the portal's own, in plain text. */
export type Letter = { readonly subject: string; readonly text: string }

const PATIENCE_MS = 15_000

/**
 * Sends it over SMTP_URL. Without one it is written to DATA_DIR/mail, and the log says so. `to` must be one address that
 * was checked (`plainEmail`): here it is not looked at again.
 * @throws Error when the server does not take it
 */
export async function sendMail(to: string, { subject, text }: Letter): Promise<void> {
  const { SMTP_URL, MAIL_FROM, DATA_DIR, PORTAL_URL } = env()
  const from = MAIL_FROM ?? `no-reply@${PORTAL_URL.hostname}`
  const message = {
    from,
    to: { name: '', address: to },
    subject,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
  // A mail holds nothing but its text: neither file nor address is ever read for it.
  const safe = { disableFileAccess: true, disableUrlAccess: true }
  if (SMTP_URL !== undefined) {
    const times = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
    const transport = createTransport({ url: SMTP_URL, ...safe, ...times })
    await transport.sendMail(message)
    transport.close()
    return
  }
  const { message: written } = await createTransport({ streamTransport: true, buffer: true, ...safe }).sendMail(message)
  const folder = join(DATA_DIR, 'mail')
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Whoever reads the folder finds whole letters only.
  const draft = join(folder, `${name}.part`)
  await writeFile(draft, written, { mode: 0o600 })
  await rename(draft, join(folder, name))
  log('warn', 'mail.kept', { name })
}
