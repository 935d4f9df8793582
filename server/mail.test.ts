import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test, vi } from 'vitest'

const CONFIGURATION = {
  PORTAL_URL: 'https://my.example.com',
  PORTAL_SECRET: 'x'.repeat(40),
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'i',
  WHMCS_SECRET: 's',
  LOG_LEVEL: 'silent',
}

async function mailer(more: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries({ SMTP_URL: '', MAIL_FROM: '', ...CONFIGURATION, ...more })) {
    vi.stubEnv(name, value)
  }
  vi.resetModules()
  return import('./mail')
}

type Received = { readonly from: string; readonly to: readonly string[]; readonly text: string }

/** A real SMTP server on this machine; it keeps what it is given. */
async function smtpServer(): Promise<{ url: string; received: Received[]; close: () => Promise<void> }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        received.push({ from, to: rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

afterEach(() => vi.unstubAllEnvs())

test('over SMTP: to one address, from the configured sender, as plain text', async () => {
  const smtp = await smtpServer()
  const { sendMail } = await mailer({ SMTP_URL: smtp.url, MAIL_FROM: 'Example Hosting <mail@example.com>' })
  await sendMail('zoe@example.net', { subject: 'Über das Konto\r\nBcc: x@example.net', text: 'Hello\n\n.\nZoë' })
  await smtp.close()
  expect(smtp.received).toHaveLength(1)
  expect(smtp.received[0]).toMatchObject({ from: 'mail@example.com', to: ['zoe@example.net'] })
  const text = smtp.received[0]?.text ?? ''
  expect(text).toContain('From: Example Hosting <mail@example.com>')
  expect(text).toContain('Auto-Submitted: auto-generated')
  expect(text).toContain('Content-Type: text/plain; charset=utf-8')
  expect(text).not.toMatch(/^Bcc:/m)
})

test('a server that does not answer is an error', async () => {
  const smtp = await smtpServer()
  await smtp.close()
  const { sendMail } = await mailer({ SMTP_URL: smtp.url, MAIL_FROM: 'mail@example.com' })
  await expect(sendMail('zoe@example.net', { subject: 'x', text: 'x' })).rejects.toThrow()
})

test('without a server it is kept in a file that only the portal reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-mail-'))
  const { sendMail } = await mailer({ DATA_DIR: folder })
  await sendMail('zoe@example.net', { subject: 'Hello', text: 'Text' })
  const [name = ''] = readdirSync(join(folder, 'mail'))
  const written = readFileSync(join(folder, 'mail', name), 'utf8')
  expect(written).toMatch(/^From: no-reply@my\.example\.com\r\nTo: zoe@example\.net\r$/m)
  expect(written).toContain('Subject: Hello')
  expect(statSync(join(folder, 'mail', name)).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
})
