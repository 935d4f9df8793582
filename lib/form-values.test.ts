import { expect, test } from 'vitest'
import { checkForm, formValues } from './form-values'
import { contactChangeInput, newContactInput } from './schemas/contact'

function form(...entries: [string, string | Blob][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test('a name that stands once is a text, one that is repeated a list', () => {
  const values = formValues(form(['a', '1'], ['b', '1'], ['b', '2'], ['$ACTION_KEY', 'k'], ['intent', 'i']))
  expect(values).toEqual({ a: '1', b: ['1', '2'] })
})

test('a file is not read, and no name is lost', () => {
  expect(formValues(form(['a', '1'], ['b', new Blob(['x'])]))).toBeNull()
  expect(formValues(form(['b', '1'], ['b', new Blob(['x'])]))).toBeNull()
  expect(Object.keys(formValues(form(['__proto__', '1'])) ?? {})).toEqual(['__proto__'])
})

const WHOLE = {
  firstName: ' Zoë\u200b ',
  lastName: 'Zimmer',
  company: '',
  email: ' zoe@example.net ',
  phone: '',
  address1: '',
  address2: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
  taxId: '',
}
const faults = (changes: object) => {
  const checked = checkForm(newContactInput, { ...WHOLE, ...changes })
  return checked.ok ? {} : checked.faults
}

test('what was typed is cleaned instead of refused', () => {
  const checked = checkForm(newContactInput, { ...WHOLE, emails: 'invoice' })
  expect(checked).toMatchObject({ ok: true, data: { firstName: 'Zoë', email: 'zoe@example.net', emails: ['invoice'] } })
})

test('each fault stands at its field, in the order of the form', () => {
  expect(faults({ lastName: ' ', firstName: '', email: 'zoe@', phone: 'call me', country: 'Germany' })).toEqual({
    firstName: 'first_name_required',
    lastName: 'last_name_required',
    email: 'email_format',
    phone: 'phone_format',
    country: 'too_long',
  })
  expect(faults({ emails: ['invoice', 'spam'] })).toEqual({ emails: 'choice' })
  expect(faults({ email: ['a@example.com', 'b@example.com'] })).toHaveProperty('email')
})

test.each(['030 555 2001', '+49.30123', '(030) 555-2001 x12', '+44 20 7946 0000 ext. 7', '0'])(
  '%s is a phone',
  (phone) => {
    expect(faults({ phone })).toEqual({})
  },
)

test.each(['+', 'none', '12a', '-', '+49 30 x'])('%s is none', (phone) => {
  expect(faults({ phone })).toEqual({ phone: 'phone_format' })
})

test('no boxes, one box, several', () => {
  for (const emails of [undefined, 'invoice', ['invoice', 'support']]) {
    const values = emails === undefined ? WHOLE : { ...WHOLE, emails }
    const checked = checkForm(newContactInput, values)
    expect(checked.ok && checked.data.emails).toEqual(emails === undefined ? [] : [emails].flat())
  }
})

test('an unknown field is refused, and a change has no tax id', () => {
  expect(checkForm(newContactInput, { ...WHOLE, permissions: 'all' }).ok).toBe(false)
  const { taxId, ...rest } = WHOLE
  expect(checkForm(contactChangeInput, { ...rest, contact: '7', version: 'v' }).ok).toBe(true)
  expect(checkForm(contactChangeInput, { ...rest, taxId, contact: '7', version: 'v' }).ok).toBe(false)
  expect(checkForm(contactChangeInput, { ...rest, contact: '07', version: 'v' })).toEqual({
    ok: false,
    faults: { contact: 'not_found' },
  })
})

test('zod’s own sentences are no message keys, and do not come back', () => {
  const checked = checkForm(newContactInput, { ...WHOLE, city: ['a', 'b'], firstName: ['a', 'b'] })
  expect(checked).toEqual({ ok: false, faults: { city: 'field_invalid', firstName: 'field_invalid' } })
})
