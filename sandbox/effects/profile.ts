import { refuse, text, type Call } from '../actions/action.ts'
import { setting } from '../world.ts'
import { isEmail } from './sent.ts'

export const PROFILE = [
  'firstname',
  'lastname',
  'companyname',
  'email',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
  'phonenumber',
] as const

/** The parameters of a client's or a contact's particulars, but for the tax id, which not every page has. */
export const profileParams = {
  firstname: text(),
  lastname: text(),
  companyname: text(),
  email: text(),
  address1: text(),
  address2: text(),
  city: text(),
  state: text(),
  postcode: text(),
  country: text(),
  phonenumber: text(),
}

export type ProfileField = (typeof PROFILE)[number]
export type Profile = { [Field in ProfileField]: string | undefined }

const ENTER: [ProfileField, string][] = [
  ['firstname', 'You did not enter your first name'],
  ['lastname', 'You did not enter your last name'],
  ['email', 'You did not enter your email address'],
  // The page's source has two spaces before "address", which the page itself does not show.
  ['address1', 'You did not enter your address line 1'],
  ['city', 'You did not enter your city'],
  ['state', 'You did not enter your state'],
  ['postcode', 'You did not enter your postcode'],
]

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** A country of ISO 3166 by its two letters. */
export const isCountry = (code: string): boolean =>
  /^[a-z]{2}$/i.test(code) && regions.of(code.toUpperCase()) !== undefined

/** The texts changed with 8.0, and so did what they ask for: before, any country would do. */
function checkCountry(call: Call, country: string): void {
  if (call.is('8.0') && !isCountry(country)) refuse('Valid country required')
  if (country === '') refuse('You did not enter your country')
}

/**
 * Refuses the first particular that is missing or malformed. GUESS: in the order in which the page lists its errors,
 * and without those the installation calls optional. An update asks for what it was sent, and for no more.
 */
export function checkProfile(call: Call, profile: Profile, asked: (field: ProfileField) => boolean = () => true): void {
  const optional = (setting(call.store, 'ClientsProfileOptionalFields') ?? '').split(',')
  const needed = (field: ProfileField) => asked(field) && !optional.includes(field)
  for (const [field, message] of ENTER) {
    if (!profile[field] && needed(field)) refuse(message)
    if (field === 'email' && needed(field) && !isEmail(profile.email ?? '')) {
      refuse('The email address you entered was not valid')
    }
  }
  if (needed('country')) checkCountry(call, profile.country ?? '')
  if (!profile.phonenumber && needed('phonenumber')) refuse('You did not enter your phone number')
  if (profile.phonenumber && !/^[\d\s.+()-]+$/.test(profile.phonenumber)) refuse('Invalid telephone phone number')
}
