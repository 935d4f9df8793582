'use client'

import { FATAL } from '@/lib/i18n/fatal'
import type { FatalProps, FatalWords } from './fatal-page'
import { FatalPage } from './fatal-page'

function wordsOf(language: string): FatalWords {
  const found = Object.entries(FATAL).find(([code]) => code === language)
  return found ? found[1] : FATAL.en
}

/** When not even the page around an error can be rendered. It carries its own few words. */
export function Fatal(props: FatalProps) {
  return (
    <FatalPage words={wordsOf(typeof document === 'undefined' ? 'en' : document.documentElement.lang)} {...props} />
  )
}
