import 'server-only'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/min'
import { isSupportedCountry } from 'libphonenumber-js/min'
import { PortalError } from './errors'

/** A number without its country code is read as one of `country` (ISO 3166-1 alpha-2). */
function parse(text: string, country: string): PhoneNumber | null {
  const upper = country.toUpperCase()
  const home: CountryCode | undefined = isSupportedCountry(upper) ? upper : undefined
  // WHMCS puts a point behind the country code.
  const number = parsePhoneNumberFromString(text.replace(/^(\+\d{1,3})\./, '$1 '), home)
  return number?.isValid() ? number : null
}

/** A stored number as people write it, `+44 20 7946 0000`; what is no number stays what it is. */
export function shownPhone(stored: string, country: string): string {
  return parse(stored, country)?.formatInternational() ?? stored
}

/**
 * What somebody typed, as WHMCS stores it: `+44.2079460000`, WHMCS's own form since its phone field has country codes.
 * A number that was only shown and sent back is left as it was stored.
 *
 * @throws PortalError `rejected` at the field `phone`
 */
export function storedPhone(typed: string, country: string, before = ''): string {
  if (typed === '' || typed === shownPhone(before, country)) return typed === '' ? '' : before
  const number = parse(typed, country)
  if (!number || number.ext) throw new PortalError('rejected', { fields: { phone: 'phone_format' } })
  return `+${number.countryCallingCode}.${number.nationalNumber}`
}
