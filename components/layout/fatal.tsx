'use client'

import { FATAL } from '@/lib/i18n/fatal'
import type { FatalProps, FatalWords } from './fatal-page'
import { FatalPage } from './fatal-page'

const WORDS: Readonly<Record<string, FatalWords>> = FATAL

/** When not even the page around an error can be rendered. It carries its own few words. */
export function Fatal(props: FatalProps) {
  const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang
  return <FatalPage words={WORDS[language] ?? FATAL.en} {...props} />
}
