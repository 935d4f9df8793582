import 'server-only'
import { allCountries } from 'country-region-data'

/** The regions of a country by name, as WHMCS keeps them: free text. None for a country that is not known. */
export function regionsOf(country: string): readonly string[] {
  const found = allCountries.find(([, code]) => code === country.toUpperCase())
  return found?.[2].map(([name]) => name) ?? []
}
