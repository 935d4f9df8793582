import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords'

test.each([
  'aaaaaaaaaaaaaaa',
  'abababababababab',
  'passwordpassword',
  'password1234567',
  'Passw0rd'.repeat(2),
  'qwertyuiopasdfgh',
  '123456789012345',
  '987654321098765',
  'letmeinletmein1!',
  'iloveyouiloveyou2026',
  'admin-admin-admin',
  'correcthorsebatterystaple',
  'zoe.zimmer.1984!!',
])('%s is guessed', (password) =>
  expect(isCommonPassword(password, ['Zoë', 'Zimmer', 'zoe.zimmer@example.net'])).toBe(true),
)

test.each([
  'a lamp in the harbour',
  'vier Birnen und ein Hut',
  'Tr0ub4dor&3-kelp-moss',
  '山に登る前に水を飲むこと八回',
  'x9!kQ2#vLm4$zRt',
  'my password is a long story',
])('%s is not', (password) => expect(isCommonPassword(password)).toBe(false))

test('a long text takes no time', () => {
  const since = performance.now()
  isCommonPassword('a1b2c3d4'.repeat(10_000), ['x'.repeat(10_000)])
  expect(performance.now() - since).toBeLessThan(100)
})
