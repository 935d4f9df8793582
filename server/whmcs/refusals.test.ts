import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { WhmcsError } from './errors'
import { refusalOf } from './refusals'

const documented = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL('./examples/errors.json', import.meta.url), 'utf8')))

const refused = (said: string) => refusalOf(new WhmcsError('refused', 'X', { said }))

test.each(Object.entries(documented).flatMap(([action, said]) => said.map((sentence) => [action, sentence])))(
  '%s: every documented refusal has a meaning: %s',
  (_, sentence = '') => {
    const meaning = refused(sentence)
    expect(meaning).not.toBeNull()
    expect(refused(sentence.toUpperCase())).toEqual(meaning)
  },
)

test.each([
  ['Client ID Not Found', { code: 'not_found' }],
  ['Client ID not found', { code: 'not_found' }],
  ['Client Not Found', { code: 'not_found' }],
  ['Invoice ID Not Found', { code: 'not_found' }],
  ['Ticket ID not found', { code: 'not_found' }],
  ['Pay Method does not belong to passed Client ID', { code: 'not_found' }],
  ['Invalid user_id for client', { code: 'not_found' }],
  ['Invoice Not Found or Not Unpaid', { code: 'not_unpaid' }],
  ['Order ID not found or Status not Pending', { code: 'not_pending' }],
  ['Duplicate Email Address', { code: 'email_taken', field: 'email' }],
  ['A user already exists with that email address', { code: 'email_taken', field: 'email' }],
  ['The email address you entered was not valid', { code: 'invalid', field: 'email' }],
  ['You did not enter your  address line 1', { code: 'required', field: 'address1' }],
  ['You did not enter your email address', { code: 'required', field: 'email' }],
  ['Email is required', { code: 'required', field: 'email' }],
  ['Email or Password Invalid', { code: 'wrong_password' }],
  ['SSO authentication blocked for client 7', { code: 'sso_blocked' }],
  ['Existing Cancellation Request Exists', { code: 'already_requested' }],
  ['Amount Exceeds Invoice Balance', { code: 'amount_above_balance', field: 'amount' }],
  ['Amount exceeds customer credit balance', { code: 'amount_above_credit', field: 'amount' }],
  ['Permissions cannot be set on a client owner', { code: 'owner_protected' }],
  ['User already associated with client', { code: 'already_member', field: 'email' }],
  ['User is not associated with client', { code: 'not_member' }],
  ['You cannot modify an Invoice that is Unpaid', { code: 'invoice_immutable' }],
  ['Invalid API Action: "x" is not a valid API action', { code: 'unsupported' }],
  ['API Function Not Found', { code: 'unsupported' }],
])('%s', (said, expected) => expect(refused(said)).toEqual(expected))

test('a sentence that nobody knows, and any other failure, mean nothing', () => {
  expect(refused('The moon is full')).toBeNull()
  expect(refused('')).toBeNull()
  expect(refusalOf(new WhmcsError('malformed', 'X', { said: 'Client Not Found' }))).toBeNull()
  expect(refusalOf(new Error('Client Not Found'))).toBeNull()
})
