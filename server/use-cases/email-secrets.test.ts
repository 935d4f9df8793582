import { describe, expect, test } from 'vitest'
import { secretIn } from './email-secrets'

const TOKEN = 'd41d8cd98f00b204e9800998ecf8427e'
const of = (html: string, subject = 'A mail') => secretIn({ subject, html })
const page = (body: string) => `<!DOCTYPE html>\n<html><head><title>x</title></head><body>${body}</body></html>`

describe('links that give access', () => {
  test.each([
    `<a href="https://billing.example.com/index.php?rp=/password/reset/use/key/${TOKEN}">here</a>`,
    `<a href='https://billing.example.com/index.php?rp=%2Fpassword%2Freset%2Fredeem%2F${TOKEN}'>here</a>`,
    `<a href=https://billing.example.com/password/reset/redeem/${TOKEN}>here</a>`,
    `<a href="https://billing.example.com/pwreset.php?key=${TOKEN}">here</a>`,
    `<a href="https://billing.example.com/pwreset.php?a=1&amp;key=${TOKEN}">here</a>`,
    `<a href="HTTPS://BILLING.EXAMPLE.COM/PWRESET.PHP?KEY=${TOKEN.toUpperCase()}">here</a>`,
    `<a href="https:&#47;&#47;billing.example.com/reset-password?token=${TOKEN}">here</a>`,
    `To choose a new one: https://billing.example.com/index.php?rp=/password/reset/use/key/${TOKEN}`,
    `<a href="https://billing.example.com/invite/${TOKEN}">Accept</a>`,
    `<a href="https://billing.example.com/oauth/singlesignon.php?access_token=${TOKEN}">Sign in</a>`,
    `<a href="https://billing.example.com/dologin.php?email=a@example.com&hash=${TOKEN}">Sign in</a>`,
  ])('%s', (body) => {
    expect(of(page(body))).toBe('link')
    expect(of(body)).toBe('link')
  })
})

describe('passwords', () => {
  test.each([
    'Username: jane<br>Password: Tr0ub4dor&amp;3',
    'Password: horse',
    '<b>Password</b>: horse',
    '<p>Password:</p><p>horse</p>',
    'Pass<b></b>word: horse',
    '&#80;assword: horse',
    'Pass\u200bword: horse',
    '<table><tr><td>Username</td><td>jane</td></tr>\n<tr><td>Password</td>\n  <td>horse</td></tr></table>',
    '<table><tr><th>FTP password:</th><td><code>horse</code></td></tr></table>',
    '<dl><dt>Password</dt><dd>horse</dd></dl>',
    'Root password = horse',
    'Your new password is Xk29!pq.',
    'Das neue Passwort lautet „Xk29pq“.',
    'Passwort: Pferd',
    'Kennwort : Pferd',
    'Wachtwoord: paard',
    'Mot de passe : cheval',
    'Contraseña: caballo',
    'Senha: cavalo',
    'Şifre: at12',
    'Hasło: koń',
    'Пароль: лошадь',
    'كلمة المرور: حصان',
    'סיסמה: סוס',
    '密码：horse',
    'κωδικός: άλογο',
    'EPP Code: A1b2C3',
    'Authorization code: A1b2C3',
    '<!-- x --><style>p{}</style><p>Password: horse</p>',
  ])('%s', (body) => expect(of(page(body))).toBe('password'))

  test('in a mail of text, and in a subject', () => {
    expect(of('Username: jane\nPassword: horse\n')).toBe('password')
    expect(of('Username: jane\r\nPassword:\r\nhorse\r\n')).toBe('password')
    expect(of(page('Nothing here'), 'Your password: horse')).toBe('password')
  })
})

describe('what may be shown', () => {
  test.each([
    'A new invoice has been generated. <a href="https://billing.example.com/viewinvoice.php?id=12">View it</a>',
    'Forgot your password? <a href="https://billing.example.com/pwreset.php">Choose a new one</a>',
    'Forgot your password: https://billing.example.com/password/reset',
    'Your password was changed. If that was not you, contact us.',
    'Your password is required at the next sign-in.',
    'Password: ********',
    'Password: (as you chose it)',
    'The user name and the password stay as they are.',
    `<a href="https://billing.example.com/unsubscribe?key=${TOKEN}">Unsubscribe</a>`,
    `<a href="https://billing.example.com/viewticket.php?tid=ABC-1&amp;c=${TOKEN}">Your ticket</a>`,
    '<script>var password = "x"</script><p>Hello</p>',
    '<style>.password:hover{color:red}</style><p>Hello</p>',
    '<!-- Password: horse --><p>Hello</p>',
    '<form action="https://evil.example/"><input name="password"></form>',
    '',
  ])('%s', (body) => expect(of(page(body))).toBeNull())
})

test('no text takes long, whatever it is made of', () => {
  const pieces = [
    '<',
    '<!--',
    '<style',
    '&#',
    'https://',
    'password',
    'password:',
    '\t',
    ' ',
    '\n',
    '<td',
    'reset-password',
    '::',
    '"',
  ]
  for (const piece of pieces) {
    const since = performance.now()
    of(piece.repeat(200_000 / piece.length))
    of(page(piece.repeat(200_000 / piece.length)))
    expect(performance.now() - since, JSON.stringify(piece)).toBeLessThan(1000)
  }
})
