/** Cookies that hold a choice of looks, readable by nobody's code but the server's; an unknown value is the default. */
export const LOCALE_COOKIE = 'locale'
export const THEME_COOKIE = 'theme'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export function findTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}
