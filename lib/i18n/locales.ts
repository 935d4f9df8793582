/** The portal's languages. `whmcs` is WHMCS's own name of the language, its misspellings included. */
export const LOCALES = [
  { code: 'en', name: 'English', whmcs: 'english', direction: 'ltr' },
  { code: 'de', name: 'Deutsch', whmcs: 'german', direction: 'ltr' },
  { code: 'nl', name: 'Nederlands', whmcs: 'dutch', direction: 'ltr' },
  { code: 'ar', name: 'العربية', whmcs: 'arabic', direction: 'rtl' },
] as const

/** Made from English at run time, to find text that no message file holds; offered to nobody. */
export const PSEUDO_LOCALE = 'en-XA'

export type Locale = (typeof LOCALES)[number]['code']

export const DEFAULT_LOCALE: Locale = 'en'

export function findLocale(code: string | undefined): Locale | null {
  return LOCALES.find((locale) => locale.code === code)?.code ?? null
}

export function fromWhmcs(language: string): Locale | null {
  return LOCALES.find((locale) => locale.whmcs === language.toLowerCase())?.code ?? null
}

export function directionOf(code: string): 'ltr' | 'rtl' {
  return LOCALES.find((locale) => locale.code === code)?.direction ?? 'ltr'
}

/** The best language of an Accept-Language header that the portal has. Quality as RFC 9110 §12.4.2: 0, or none that can be read, is a refusal. */
export function fromAcceptLanguage(header: string): Locale | null {
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.split(';').map((text) => text.trim())
      const quality = Number(/^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(weight)?.[1] ?? 0)
      return { language: tag.split('-')[0]?.toLowerCase(), quality }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    const found = findLocale(language)
    if (found) return found
  }
  return null
}
