import 'server-only'
import type { Brand } from '@/components/layout/brand'
import { readableOn, textOn } from '@/lib/colour'
import { env } from './env'

/** --surface of app/globals.css, light and dark: what the accent must be readable on. */
const SURFACE = { light: '#f9fafb', dark: '#13171e' } as const

export function brand(): Brand {
  const { PORTAL_NAME, PORTAL_LOGO_URL, PORTAL_SUPPORT_URL } = env()
  return { name: PORTAL_NAME, logoUrl: PORTAL_LOGO_URL, supportUrl: PORTAL_SUPPORT_URL }
}

/** CSS that puts the operator's accent in place of ours, adjusted until it can be read; '' without an accent. */
export function accentStyles(): string {
  const accent = env().PORTAL_ACCENT
  if (!accent) return ''
  const tokens = (['light', 'dark'] as const).map((mode) => {
    const colour = readableOn(accent, SURFACE[mode])
    return `--brand-${mode}:${colour};--on-brand-${mode}:${textOn(colour)}`
  })
  return `:root{${tokens.join(';')}}`
}
