import 'server-only'
import { WhmcsError } from './errors'

/**
 * What WHMCS's English sentences mean. It has no error codes; wording and case differ between actions and versions
 * ("Client ID Not Found", "Client ID not found", "Client Not Found"), so each meaning is one pattern over the sentence in
 * lower case. From the error lists of developers.whmcs.com/api-reference.
 */
export type RefusalCode =
  /** The thing is not there. To a customer the same as "not yours". */
  | 'not_found'
  /** A field is missing. */
  | 'required'
  /** A field is there and wrong. */
  | 'invalid'
  /** The e-mail address belongs to somebody already. */
  | 'email_taken'
  /** Nobody would receive mail about domains any more (ICANN asks for one address). */
  | 'domain_mail_required'
  | 'already_requested'
  | 'already_member'
  | 'not_member'
  | 'owner_protected'
  | 'wrong_password'
  | 'not_unpaid'
  | 'not_pending'
  | 'amount_above_credit'
  | 'amount_above_balance'
  | 'amount_not_positive'
  | 'payment_failed'
  | 'upgrade_in_progress'
  | 'invoice_immutable'
  | 'sso_blocked'
  /** A gateway or module behind WHMCS did not do its part. */
  | 'gateway_failed'
  /** The installation does not know the action. */
  | 'unsupported'

/** The field of the portal's own forms that a refusal is about. */
export type RefusalField =
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'emails'
  | 'address1'
  | 'city'
  | 'state'
  | 'postcode'
  | 'country'
  | 'phone'
  | 'password'
  | 'customFields'
  | 'permissions'
  | 'amount'
  | 'date'
  | 'expires'
  | 'paymentMethod'
  | 'subject'
  | 'message'
  | 'status'

export type Refusal = { readonly code: RefusalCode; readonly field?: RefusalField }

type Row = readonly [RegExp, RefusalCode, RefusalField?]

// The first row that matches counts: narrow sentences stand above wide ones.
const TABLE: readonly Row[] = [
  [/email or password invalid/, 'wrong_password'],

  [/duplicate email address/, 'email_taken', 'email'],
  [/user already exists with that email/, 'email_taken', 'email'],
  [/email address entered is not available/, 'email_taken', 'email'],
  [/at least one email address enabled to receive domain/, 'domain_mail_required', 'emails'],
  [/did not enter (your|a) first name/, 'required', 'firstName'],
  [/did not enter (your|a) last name/, 'required', 'lastName'],
  [/did not enter (your|an) email address|email is required/, 'required', 'email'],
  [/please enter the email address or provide the id/, 'required', 'email'],
  [/email address (you )?entered (was|is) not valid|email address invalid|valid email address/, 'invalid', 'email'],
  [/did not enter your\s+address/, 'required', 'address1'],
  [/did not enter your city/, 'required', 'city'],
  [/did not enter your state/, 'required', 'state'],
  [/did not enter your postcode/, 'required', 'postcode'],
  [/valid country required/, 'invalid', 'country'],
  [/did not enter your phone number/, 'required', 'phone'],
  [/invalid telephone/, 'invalid', 'phone'],
  [/did not enter a password/, 'required', 'password'],
  [/required custom field value/, 'required', 'customFields'],

  [/already associated with client/, 'already_member', 'email'],
  [/not associated with client/, 'not_member'],
  [/permissions cannot be set on a client owner|cannot remove the account owner/, 'owner_protected'],
  [/user permissions are required|missing permissions definition/, 'required', 'permissions'],
  [/sso authentication blocked|token could not be provisioned/, 'sso_blocked'],

  [/exceeds customer credit balance/, 'amount_above_credit', 'amount'],
  [/exceeds invoice balance/, 'amount_above_balance', 'amount'],
  [/must be greater than zero/, 'amount_not_positive', 'amount'],
  [/no amount provided/, 'required', 'amount'],
  [/amount must be in decimal format/, 'invalid', 'amount'],
  [/invoice not in unpaid status|not found or not unpaid/, 'not_unpaid'],
  [/payment attempt failed|invalid or missing payment information/, 'payment_failed'],
  // 9.0: the API's own sentence is not documented; this is the admin area's.
  [/cannot modify an invoice|immutab/, 'invoice_immutable'],
  [/previous upgrade invoice .* still unpaid/, 'upgrade_in_progress'],
  [/invalid payment method\b/, 'invalid', 'paymentMethod'],
  [/existing cancellation request/, 'already_requested'],
  [/status not pending/, 'not_pending'],
  [/subscription cancellation failed|error (deleting|updating|creating) remote/, 'gateway_failed'],
  [/unsupported gateway type|assisted gateway|unable to generate ticket number/, 'gateway_failed'],
  [/expiry date is invalid/, 'invalid', 'expires'],
  [/(start date|issue number) is invalid/, 'invalid'],
  [/multiple (credit card|bank account) pay methods found/, 'invalid', 'paymentMethod'],

  [/subject is required/, 'required', 'subject'],
  [/message is required|notes can not be empty/, 'required', 'message'],
  [/invalid date format|date format is not valid|cannot be in the future/, 'invalid', 'date'],
  [/invalid (ticket )?status|must be in draft status|create and send a draft/, 'invalid', 'status'],

  [/does not belong to passed client/, 'not_found'],
  [/\bnot found\b.*action|invalid api action|api function not found|command not found/, 'unsupported'],
  [/\baction\b.*\bnot found/, 'unsupported'],
  [/\bnot found\b|cannot find the provided user|no account was found/, 'not_found'],
  [/invalid (owner )?(client|user|pay method)[ _]?id\b/, 'not_found'],

  [/\brequired\b|no details provided|missing variables/, 'required'],
  [/invalid (destination|name|pay method type|upgrade type)|can only be add or remove/, 'invalid'],
  [/client delete failed|unexpected error occurred/, 'gateway_failed'],
]

/** The meaning of a refusal, or null for a sentence that is not in the table (and for every other failure). */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof WhmcsError) || error.failure !== 'refused') return null
  const said = (error.said ?? '').toLowerCase()
  const row = TABLE.find(([sentence]) => sentence.test(said))
  if (!row) return null
  const [, code, field] = row
  return field === undefined ? { code } : { code, field }
}
