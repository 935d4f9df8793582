'use client'

import words from '@/lib/i18n/fatal.json'
import { buttonClass } from '../ui/button'

type Words = { title: string; explain: string; retry: string; reference: string }

function wordsOf(language: string): Words {
  const found = Object.entries(words).find(([code]) => code === language)
  return found ? found[1] : words.en
}

/** The last resort, when not even the page around an error can be rendered. It carries its own few words. */
export function Fatal({ digest, reset }: { digest: string | undefined; reset: () => void }) {
  const t = wordsOf(typeof document === 'undefined' ? 'en' : document.documentElement.lang)
  return (
    <div className="mx-auto max-w-[40rem] space-y-4 px-4 py-16">
      <title>{t.title}</title>
      <h1 className="text-h1">{t.title}</h1>
      <p className="text-lead text-muted">{t.explain}</p>
      <button type="button" onClick={reset} className={buttonClass('outlined')}>
        {t.retry}
      </button>
      {digest && (
        <p className="text-meta text-muted">
          {t.reference} <bdi>{digest}</bdi>
        </p>
      )}
    </div>
  )
}
