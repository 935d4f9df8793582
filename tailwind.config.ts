import type { Config } from 'tailwindcss'

/** Names for the tokens of app/globals.css. A component never writes a colour: it writes what the colour means. */
const token = (name: string) => `var(--${name})`

const config: Config = {
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      bg: token('bg'),
      surface: token('surface'),
      sunken: token('sunken'),
      line: token('line'),
      control: token('control'),
      fg: token('fg'),
      muted: token('muted'),
      brand: token('brand'),
      'on-brand': token('on-brand'),
      focus: token('focus'),
      ok: token('ok'),
      'ok-bg': token('ok-bg'),
      warn: token('warn'),
      'warn-bg': token('warn-bg'),
      bad: token('bad'),
      'bad-bg': token('bad-bg'),
      info: token('info'),
      'info-bg': token('info-bg'),
      danger: token('danger'),
      'on-danger': token('on-danger'),
    },
    fontSize: {
      meta: ['0.8125rem', '1.25rem'],
      base: ['1rem', '1.5rem'],
      lead: ['1.125rem', '1.625rem'],
      h3: ['1.25rem', '1.625rem'],
      h2: ['1.5rem', '1.875rem'],
      h1: ['1.75rem', '2.1875rem'],
      'h1-wide': ['2rem', '2.5rem'],
      figure: ['2.25rem', '2.75rem'],
    },
    borderRadius: { none: '0', DEFAULT: '0.5rem', sm: '0.375rem', lg: '0.75rem', full: '999px' },
  },
}

export default config
