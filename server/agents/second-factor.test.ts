import { expect, test } from 'vitest'
import { hashPassword, newPassword, verifyPassword } from './password'
import { codeAt, matchingStep, newRecoveryCodes, newTotpSecret, otpauthUri, recoveryHash, stepAt } from './totp'

const NOW = new Date('2026-11-21T10:00:10Z')

/** RFC 6238, appendix B, the last six digits. The secret is the ASCII text 12345678901234567890. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('at second %i the code is the one of RFC 6238', (second, code) => {
  expect(codeAt(RFC_SECRET, stepAt(new Date(second * 1000)))).toBe(code)
})

test('a code is good in its step and the ones beside it, and says which that was', () => {
  const secret = newTotpSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  const now = stepAt(NOW)
  for (const shift of [-1, 0, 1]) expect(matchingStep(secret, codeAt(secret, now + shift), NOW)).toBe(now + shift)
  for (const shift of [-3, 3]) expect(matchingStep(secret, codeAt(secret, now + shift), NOW)).not.toBe(now + shift)
  for (const text of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦']) expect(matchingStep(secret, text, NOW)).toBeNull()
})

test('what the picture says keeps names with spaces whole', () => {
  expect(otpauthUri('ABC', 'sam@example.com', 'Example Hosting')).toBe(
    'otpauth://totp/Example%20Hosting:sam%40example.com?secret=ABC&issuer=Example%20Hosting',
  )
})

test('ten recovery codes, each its own, and known however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
  const [code = ''] = codes
  expect(recoveryHash(` ${code.toUpperCase().replaceAll('-', ' ')}`)).toBe(recoveryHash(code))
  expect(recoveryHash(codes[1] ?? '')).not.toBe(recoveryHash(code))
})

test('a password fits its own hash only, byte for byte', async () => {
  const password = newPassword()
  const stored = await hashPassword(password)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword(password)).not.toBe(stored)
  expect(await verifyPassword(password, stored)).toBe(true)
  for (const other of ['', ` ${password}`, password.toUpperCase()])
    expect(await verifyPassword(other, stored)).toBe(false)
})

test('nobody has no password, and a damaged hash fits none', async () => {
  for (const stored of [null, '', '$argon2id$v=19$m=19456,t=2,p=1$short$short', '$2y$10$abc']) {
    expect(await verifyPassword('A', stored)).toBe(false)
    expect(await verifyPassword('', stored)).toBe(false)
  }
})
