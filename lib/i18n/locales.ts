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

/** The first language of an Accept-Language header that the portal has; quality values as RFC 9110 §12.5.4 orders them. */
export function fromAcceptLanguage(header: string): Locale | null {
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((text) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(text)?.[1]).find(Boolean)
      return { language: tag.split('-')[0]?.toLowerCase(), quality: Number(quality ?? 1), index }
    })
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
  for (const { language } of wanted) {
    const found = findLocale(language)
    if (found) return found
  }
  return null
}
