/**
 * The languages that WHMCS comes with, by the names that it gives them (its misspellings included), and by their own. An
 * account's language is the one that WHMCS's mail and pages use: it may be one that the portal does not speak.
 */
const NAMES: Readonly<Record<string, string>> = {
  arabic: 'العربية',
  azerbaijani: 'Azərbaycanca',
  catalan: 'Català',
  chinese: '中文',
  croatian: 'Hrvatski',
  czech: 'Čeština',
  danish: 'Dansk',
  dutch: 'Nederlands',
  english: 'English',
  estonian: 'Eesti',
  farsi: 'فارسی',
  french: 'Français',
  german: 'Deutsch',
  hebrew: 'עברית',
  hungarian: 'Magyar',
  italian: 'Italiano',
  macedonian: 'Македонски',
  norwegian: 'Norsk',
  'portuguese-br': 'Português (Brasil)',
  'portuguese-pt': 'Português (Portugal)',
  romanian: 'Română',
  russian: 'Русский',
  spanish: 'Español',
  swedish: 'Svenska',
  turkish: 'Türkçe',
  ukranian: 'Українська',
}

/** A language's own name, or WHMCS's word for one that an operator added. */
export function languageName(whmcs: string): string {
  return NAMES[whmcs.toLowerCase()] ?? whmcs
}

/** All of them, with the stored one among them. */
export function languageChoices(stored: string): { readonly value: string; readonly name: string }[] {
  const values = [...new Set([...Object.keys(NAMES), stored.toLowerCase()])].filter((value) => value !== '')
  return values.map((value) => ({ value, name: languageName(value) })).sort((a, b) => a.name.localeCompare(b.name))
}
